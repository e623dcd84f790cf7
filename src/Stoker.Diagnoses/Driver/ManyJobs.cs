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

        foreach (var actions in WithPauses(Actions(inspection)).GroupBy(action => action.Line, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (actions.Count() >= inspection.ValueOf(Id, DriverThresholds.ManyJobs) && Suspect(inspection, [.. actions]) is { } suspicion)
            {
                report.Add(suspicion);
            }
        }
    }

    /// <summary>The actions in the order of their begin, each from the end of the one before it: the pause is its own, whatever line ran before.</summary>
    private static List<JobAction> WithPauses(IEnumerable<JobAction> actions)
    {
        List<JobAction> ordered = [];
        var end = long.MaxValue;
        foreach (var action in actions.OrderBy(action => action.StartMs))
        {
            ordered.Add(action with { FromMs = Math.Min(end, action.StartMs) });
            end = end == long.MaxValue ? action.EndMs : Math.Max(end, action.EndMs);
        }

        return ordered;
    }

    /// <summary>The time of a line's actions and of the pauses before them, but for the first: one span where nothing else ran between.</summary>
    private static List<(long FromMs, long ToMs)> SpansOf(List<JobAction> actions)
    {
        List<(long FromMs, long ToMs)> spans = [(actions[0].StartMs, actions[0].EndMs)];
        foreach (var action in actions.Skip(1))
        {
            if (action.FromMs <= spans[^1].ToMs)
            {
                spans[^1] = (spans[^1].FromMs, Math.Max(spans[^1].ToMs, action.EndMs));
            }
            else
            {
                spans.Add((action.FromMs, action.EndMs));
            }
        }

        return spans;
    }

    private static Suspicion? Suspect(Inspection inspection, List<JobAction> actions)
    {
        long[] lengths = [.. actions.Select(action => action.EndMs - action.StartMs).Order()];
        var median = lengths[lengths.Length / 2];
        var spans = SpansOf(actions);
        var span = spans.Sum(part => part.ToMs - part.FromMs);
        var gaps = spans.SelectMany(part => ExplainedGaps.Within(inspection, part.FromMs, part.ToMs))
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
    private sealed record JobAction(string Line, long StartMs, long EndMs)
    {
        /// <summary>From when on the time is its own: the end of the action before it, or its begin.</summary>
        public long FromMs { get; init; } = StartMs;
    }
}
