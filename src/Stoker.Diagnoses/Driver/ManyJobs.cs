using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV006: one line of the program runs very many small jobs, and most of their time is what each of them costs before its tasks begin.</summary>
internal static class ManyJobs
{
    public const string Id = "DRV006";

    public static readonly Diagnosis Diagnosis = new(Id, "Very many small jobs", Rank.Driver, Check)
    {
        Limits = [DriverThresholds.ManyJobs, DriverThresholds.SmallJobMs, DriverThresholds.JobOverheadShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming)
        {
            return;
        }

        foreach (var actions in Actions(inspection).GroupBy(action => action.Line, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (actions.Count() >= inspection.ValueOf(Id, DriverThresholds.ManyJobs) && Suspect(inspection, [.. actions.OrderBy(action => action.StartMs)]) is { } suspicion)
            {
                report.Add(suspicion);
            }
        }
    }

    private static Suspicion? Suspect(Inspection inspection, List<JobAction> actions)
    {
        long[] lengths = [.. actions.Select(action => action.EndMs - action.StartMs).Order()];
        var median = lengths[lengths.Length / 2];
        var span = actions.Max(action => action.EndMs) - actions[0].StartMs;
        var gaps = ExplainedGaps.Within(inspection, actions[0].StartMs, actions.Max(action => action.EndMs))
            .Where(gap => gap.Milliseconds < inspection.ValueOf(DriverGaps.Id, DriverThresholds.MinGapMs)).ToList(); // Longer ones are DRV001's.
        var overhead = gaps.Sum(gap => gap.Milliseconds);
        var limit = inspection.ValueOf(Id, DriverThresholds.JobOverheadShare);
        if (median >= inspection.ValueOf(Id, DriverThresholds.SmallJobMs) || overhead < limit * span)
        {
            return null;
        }

        var place = StagePlaces.CallSiteOf(actions[0].Line) ?? (Place)new ApplicationPlace();
        var suspicion = new Suspicion(place, Confidence.Medium);
        suspicion.Doubt("whether the jobs depend on each other cannot be told from the log");
        suspicion.Prove("actions", actions.Count, EvidenceUnit.Count, null, new Threshold(DriverThresholds.ManyJobs.Name, Comparison.AtLeast, inspection.ValueOf(Id, DriverThresholds.ManyJobs)))
            .Prove("medianAction", median, EvidenceUnit.Milliseconds)
            .Prove("betweenStages", overhead, EvidenceUnit.Milliseconds)
            .Prove("betweenShare", overhead / (double)Math.Max(1, span), EvidenceUnit.Ratio, null, new Threshold(DriverThresholds.JobOverheadShare.Name, Comparison.AtLeast, limit));
        foreach (var gap in gaps)
        {
            suspicion.ClaimGap(gap, 0.5, 0.7, 0.9);
        }

        return suspicion.Advise("Do the loop's work in one query: union the inputs, or join or group by what the loop counts through.")
            .Advise("When the runs must stay apart, start them from several threads (concurrent.futures with pyspark.inheritable_thread_target), so that one plans while another runs.");
    }

    /// <summary>What the program asked for: SQL executions, and jobs outside of them. Jobs that an execution starts for its own stages count once.</summary>
    private static IEnumerable<JobAction> Actions(Inspection inspection)
    {
        foreach (var execution in inspection.Application.SqlExecutions)
        {
            if (execution.StartTime is { } start && execution.EndTime is { } end && execution.Jobs.Count > 0)
            {
                yield return new JobAction(execution.Description, start.EpochMilliseconds, end.EpochMilliseconds);
            }
        }

        foreach (var job in inspection.Application.Jobs)
        {
            if (job.Execution is null && job.SubmissionTime is { } start && job.CompletionTime is { } end && job.Status == JobStatus.Succeeded)
            {
                yield return new JobAction(job.CallSite ?? job.Name, start.EpochMilliseconds, end.EpochMilliseconds);
            }
        }
    }

    /// <summary>An action of the program.</summary>
    /// <param name="Line">What it is called, with the line where the log names it.</param>
    /// <param name="StartMs">Begin, ms since the epoch.</param>
    /// <param name="EndMs">End, ms since the epoch.</param>
    private sealed record JobAction(string Line, long StartMs, long EndMs);
}
