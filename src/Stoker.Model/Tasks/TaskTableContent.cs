using Stoker.Model.Columns;
using Stoker.Model.Sql;

namespace Stoker.Model.Tasks;

/// <summary>The columns behind a <see cref="TaskTable"/>.</summary>
internal sealed class TaskTableContent
{
    public required MetricColumn TaskId { get; init; }

    public required MetricColumn Index { get; init; }

    public required MetricColumn Attempt { get; init; }

    public required MetricColumn PartitionId { get; init; }

    public required MetricColumn LaunchTime { get; init; }

    public required MetricColumn Duration { get; init; }

    public required MetricColumn GettingResultTime { get; init; }

    public required MetricColumn Executor { get; init; }

    public required MetricColumn Host { get; init; }

    public required MetricColumn Flags { get; init; }

    /// <summary>By <see cref="TaskMetric"/>; null where no task logged the metric.</summary>
    public required MetricColumn?[] Metrics { get; init; }

    public required Dictionary<AccumulatorId, SqlMetricValues> SqlMetrics { get; init; }

    public required IReadOnlyList<TaskFailure> Failures { get; init; }

    public required IReadOnlyList<TaskAccumulable> Accumulables { get; init; }

    public required IReadOnlyList<string> ExecutorNames { get; init; }

    public required IReadOnlyList<string> HostNames { get; init; }
}
