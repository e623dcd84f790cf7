using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Pricing;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses;

/// <summary>Diagnoses an application: every rule looks, costs are shared out, causes and consequences are joined. Pure and thread safe.</summary>
public static class Diagnoser
{
    /// <summary>Diagnoses an application.</summary>
    /// <param name="application">The application, finished or not.</param>
    /// <param name="options">Rules that are off and thresholds that differ; absent for the defaults.</param>
    /// <param name="time">Where the application's time went, if that is known already; worked out otherwise.</param>
    public static DiagnosisResult Diagnose(Application application, DiagnosisOptions? options = null, TimeBreakdown? time = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        options ??= new DiagnosisOptions();
        var inspection = new Inspection(application, options, time);
        List<Candidate> candidates = [];
        List<NotCheckedItem> notChecked = [];

        // Of events of several applications that come together nothing can be said but that.
        var onlyLog = application.Reading.AreApplicationsMixed;
        foreach (var diagnosis in DiagnosisCatalogue.Rules.Where(rule => !options.Disabled.Contains(rule.Id) && (rule.Rank == Rank.Log || !onlyLog)))
        {
            var report = new Report(diagnosis.Id);
            diagnosis.Check(inspection, report);
            candidates.AddRange(report.Suspicions.Select(suspicion => new Candidate(diagnosis, suspicion)));
            notChecked.AddRange(report.NotChecked);
        }

        if (Logs.DisorderedEvents.Weakens(inspection))
        {
            foreach (var candidate in candidates.Where(candidate => candidate.Diagnosis.Rank != Rank.Log))
            {
                candidate.Suspicion.Weaken("events of the log are out of order");
            }
        }

        candidates = SameCause.Join(inspection, candidates);
        Settlement.Settle(candidates, inspection.Ledger, inspection.Path, inspection.Stages);
        return Conclude(inspection, candidates, notChecked);
    }

    private static DiagnosisResult Conclude(Inspection inspection, List<Candidate> candidates, List<NotCheckedItem> notChecked)
    {
        var scale = new SeverityScale(inspection);
        Causes.Join(candidates);
        foreach (var candidate in candidates.Where(candidate => candidate.Suspicion.Groups.Count == 0))
        {
            Grading.Grade(candidate, scale);
        }

        Causes.GradeFailures(candidates);
        foreach (var candidate in candidates.Where(candidate => candidate.Cause is { Severity: null } && candidate.Severity is not null))
        {
            candidate.Cause!.Severity = candidate.Severity; // Not null by the condition: a cause is shown when a consequence of it is.
        }

        Groups.Resolve(candidates);
        return new DiagnosisResult
        {
            Findings =
            [
                .. candidates.Where(candidate => candidate.Severity is not null).Select(candidate => FindingMaker.Make(candidate, inspection))
                    .OrderBy(finding => finding.Id, StringComparer.Ordinal).ThenBy(finding => finding.Place),
            ],
            NotChecked = [.. notChecked.Distinct().OrderBy(item => item.Id, StringComparer.Ordinal).ThenBy(item => item.Place)],
            SuppressedCount = candidates.Count(candidate => candidate.Severity is null),
            SupplySeconds = inspection.Ledger.SupplyMs / 1000,
            WallSeconds = inspection.WallMs / 1000.0,
        };
    }
}
