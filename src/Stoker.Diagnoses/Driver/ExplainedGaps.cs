using Stoker.Diagnoses.Ledger;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Driver;

/// <summary>Gaps that another rule explains better than "the driver works": large results, listing, committing, very many files.</summary>
internal static class ExplainedGaps
{
    /// <summary>Positions of the gaps.</summary>
    public static HashSet<int> Of(Inspection inspection) =>
    [
        .. inspection.Collects.Select(collect => FollowingGap(inspection, collect.Job)).OfType<Gap>().Select(gap => gap.Index),
        .. InputOutput.SlowCommit.Writes(inspection).SelectMany(found => found.Gaps).Select(gap => gap.Index),
        .. InputOutput.SmallOutputFiles.Gaps(inspection).Select(gap => gap.Index),
    ];

    /// <summary>By position of a gap: how much of it a query takes that plans long, ms.</summary>
    public static IReadOnlyDictionary<int, long> PlannedIn(Inspection inspection) => inspection.SlowlyPlanned.SelectMany(found => found.Spans)
        .GroupBy(span => span.Gap).ToDictionary(spans => spans.Key.Index, spans => Math.Min(spans.Key.Milliseconds, spans.Sum(span => span.Milliseconds)));

    /// <summary>The gap that begins when a job ends; null when something else runs.</summary>
    public static Gap? FollowingGap(Inspection inspection, Job job)
    {
        var end = job.CompletionTime?.EpochMilliseconds ?? long.MaxValue;
        var gaps = inspection.Ledger.Gaps;
        var first = inspection.Ledger.FirstGapBehind(end);

        // The gap begins at the end of the stage, a little before that of the job.
        return first < gaps.Count && gaps[first].StartMs <= end ? gaps[first] : null;
    }

    /// <summary>Gaps whose larger part lies within a span.</summary>
    public static IReadOnlyList<Gap> Within(Inspection inspection, long fromMs, long toMs)
    {
        List<Gap> within = [];
        var gaps = inspection.Ledger.Gaps;
        for (var index = inspection.Ledger.FirstGapBehind(fromMs); index < gaps.Count && gaps[index].StartMs < toMs; index++)
        {
            var gap = gaps[index];
            if (2 * (Math.Min(toMs, gap.EndMs) - Math.Max(fromMs, gap.StartMs)) > gap.Milliseconds)
            {
                within.Add(gap);
            }
        }

        return within;
    }

    /// <summary>Submission of the first job of an execution; absent when it had none.</summary>
    public static long? FirstJobMs(Inspection inspection, SqlExecution execution) => execution.Jobs
        .Select(inspection.JobOf).Where(job => job?.SubmissionTime is not null).Select(job => (long?)job!.SubmissionTime!.Value.EpochMilliseconds).Min();
}
