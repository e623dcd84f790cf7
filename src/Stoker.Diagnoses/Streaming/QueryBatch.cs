using Stoker.Diagnoses.Work;
using Stoker.Model.Jobs;
using Stoker.Model.Streaming;

namespace Stoker.Diagnoses.Streaming;

/// <summary>A micro batch that read rows, with the jobs that ran in it.</summary>
/// <param name="Progress">What the query told of it.</param>
/// <param name="StartMs">When it was triggered, ms since the epoch.</param>
/// <param name="LengthMs">How long it took.</param>
/// <param name="Jobs">Jobs of the query that were submitted meanwhile.</param>
internal sealed record QueryBatch(StreamingProgress Progress, long StartMs, long LengthMs, IReadOnlyList<Job> Jobs)
{
    /// <summary>Rows read.</summary>
    public long InputRows => Progress.Sources.Sum(source => source.InputRows);

    /// <summary>Stage attempts that its jobs ran.</summary>
    public IEnumerable<StageWork> StagesIn(Inspection inspection) =>
        Jobs.SelectMany(job => job.Stages.SelectMany(inspection.AttemptsOf).Where(stage => stage.Stage.Jobs.Contains(job.Id))).Distinct();

    /// <summary>The batches of a query with rows, in their order; the first three, which load classes and fill the state (trap T02), left out.</summary>
    public static IReadOnlyList<QueryBatch> WarmOf(Inspection inspection, StreamingQuery query) => [.. inspection.BatchesOf(query).Skip(3)];

    /// <summary>The batches of a query with rows, in their order. A job knows its query by its group, and its batch by the time.</summary>
    public static IReadOnlyList<QueryBatch> Of(Inspection inspection, StreamingQuery query)
    {
        List<Job> jobs = [.. inspection.Application.Jobs.Where(job => job.Group == query.RunId && job.SubmissionTime is not null).OrderBy(job => job.SubmissionTime)];
        List<QueryBatch> batches = [];
        var next = 0;

        // A batch may be reported more than once, at first without rows while the query waits for them.
        foreach (var progress in query.Progress.Where(progress => progress.Time is not null && progress.Sources.Sum(source => source.InputRows) > 0)
            .GroupBy(progress => progress.BatchId).Select(reports => reports.Last()).OrderBy(progress => progress.Time))
        {
            var start = progress.Time!.Value.EpochMilliseconds; // Not null by the filter.
            if (LengthOf(progress) is not { } length)
            {
                continue;
            }

            List<Job> own = [];
            for (; next < jobs.Count && jobs[next].SubmissionTime!.Value.EpochMilliseconds <= start + length; next++)
            {
                if (jobs[next].SubmissionTime!.Value.EpochMilliseconds >= start)
                {
                    own.Add(jobs[next]);
                }
            }

            batches.Add(new QueryBatch(progress, start, length, own));
        }

        return batches;
    }

    /// <summary>The share of some batches behind which the query did not pause: it starts the next at once.</summary>
    public static double BehindShare(IReadOnlyList<QueryBatch> batches, double pauseMs)
    {
        var behind = 0;
        for (var index = 1; index < batches.Count; index++)
        {
            behind += batches[index].StartMs - batches[index - 1].StartMs - batches[index - 1].LengthMs < pauseMs ? 1 : 0;
        }

        return batches.Count < 2 ? 0 : behind / (double)(batches.Count - 1);
    }

    /// <summary>The median length of some batches, ms; there is one at least.</summary>
    public static long MedianOf(IReadOnlyList<QueryBatch> batches) => batches.Select(batch => batch.LengthMs).Order().ElementAt(batches.Count / 2);

    private static long? LengthOf(StreamingProgress progress) =>
        progress.Duration?.Value ?? (progress.DurationMs.TryGetValue("triggerExecution", out var whole) ? whole : null);
}
