using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Reports.Costs;

/// <summary>What a stage attempt cost, and how its tasks compare.</summary>
internal sealed record StageCost
{
    public required StageAttempt Stage { get; init; }

    /// <summary>SQL execution that it ran for; absent for RDD code.</summary>
    public SqlExecution? Execution { get; init; }

    /// <summary>From submission to completion; absent for a stage attempt that has not both.</summary>
    public Milliseconds? WallTime { get; init; }

    /// <summary>Sum of the durations of its task attempts.</summary>
    public required Milliseconds TaskTime { get; init; }

    /// <summary>Median duration of a task attempt.</summary>
    public required Milliseconds MedianTask { get; init; }

    /// <summary>Longest duration of a task attempt.</summary>
    public required Milliseconds LongestTask { get; init; }

    /// <summary>The cost of a stage attempt that ran tasks; null for any other.</summary>
    public static StageCost? Of(StageAttempt stage, Timestamp lastEvent)
    {
        if (stage.Tasks.Count == 0)
        {
            return null;
        }

        var durations = new long[stage.Tasks.Count];
        for (var row = 0; row < durations.Length; row++)
        {
            durations[row] = stage.Tasks.Duration(row).Value;
        }

        Array.Sort(durations);
        var end = stage.CompletionTime ?? (stage.Status == StageStatus.Active ? lastEvent : null);
        return new StageCost
        {
            Stage = stage,
            WallTime = end is { } known && (stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is { } start ? known - start : null,
            // Sums of a damaged log's times may not overflow.
            TaskTime = new Milliseconds((long)Math.Min(durations.Sum(duration => (double)duration), long.MaxValue / 4)),
            MedianTask = new Milliseconds(durations[durations.Length / 2]),
            LongestTask = new Milliseconds(durations[^1]),
        };
    }

    /// <summary>A sum of bytes over tasks; absent when the log does not have it or it is nothing.</summary>
    public Bytes? Sum(params ReadOnlySpan<TaskMetric> metrics)
    {
        long sum = 0;
        foreach (var metric in metrics)
        {
            sum += Stage.Totals[metric] ?? 0;
        }

        return sum > 0 ? new Bytes(sum) : null;
    }
}
