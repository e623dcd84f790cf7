using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Reading;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG010: lines, blocks or values of the log cannot be read, so that what they told is missing.</summary>
internal static class DamagedLog
{
    public const string Id = "LOG010";

    public static readonly Diagnosis Diagnosis = new(Id, "Parts of the log cannot be read", Rank.Log, Check) { Limits = [LogThresholds.DamagedShare] };

    private static void Check(Inspection inspection, Report report)
    {
        var damage = ReadingTrouble.Damage(inspection);
        if (damage.Count == 0)
        {
            return;
        }

        // The list is cut after a thousand issues; the count is not.
        var reading = inspection.Application.Reading;
        var count = reading.IssueCount > reading.Issues.Count ? reading.IssueCount : damage.Count;
        var share = Math.Min(1, count / (double)Math.Max(1, reading.Lines)); // A line may have several values that cannot be.
        var limit = inspection.ValueOf(Id, LogThresholds.DamagedShare);
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = share > limit ? Severity.Major : Severity.Info };
        suspicion.Prove("issues", count, EvidenceUnit.Count);
        ReadingTrouble.Prove(suspicion, damage[0]);
        if (damage.Count(issue => issue.Kind == ParseIssueKind.ImpossibleValue) is > 0 and var values && values < damage.Count)
        {
            suspicion.Prove("impossibleValues", values, EvidenceUnit.Count);
        }

        suspicion.Prove("share", share, EvidenceUnit.Ratio, null, new Threshold(LogThresholds.DamagedShare.Name, Comparison.AtLeast, limit));
        suspicion.Advise("Copy the log again from where Spark wrote it, and compare sizes or checksums: a transfer or an editor may have changed it.");
        report.Add(suspicion);
    }
}
