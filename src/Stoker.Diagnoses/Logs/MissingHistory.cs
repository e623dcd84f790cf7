using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Reading;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG002: files of a rolling log are missing, or a History Server compacted it: totals are not those of the application.</summary>
internal static class MissingHistory
{
    public const string Id = "LOG002";

    public static readonly Diagnosis Diagnosis = new(Id, "Parts of the log are missing or compacted", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var missing = ReadingTrouble.Missing(inspection);
        if (missing.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Minor };
        suspicion.Prove("issues", missing.Count, EvidenceUnit.Count);
        ReadingTrouble.Prove(suspicion, missing[0]);
        if (missing.Any(issue => issue.Kind == ParseIssueKind.CompactedLog))
        {
            suspicion.Advise(new Remedy(RemedyKind.Setting, "Let the History Server keep every file: it compacts what is beyond this number, and what it drops is gone.", SinceVersion: "3.0", Setting: new SettingChange("spark.history.fs.eventLog.rolling.maxFilesToRetain", null, null)));
        }

        if (missing.Any(issue => issue.Kind == ParseIssueKind.MissingFile))
        {
            suspicion.Advise("Give Stoker all files of the log's folder, from events_1_ to the last; a copy may have left some out.");
        }

        report.Add(suspicion);
    }
}
