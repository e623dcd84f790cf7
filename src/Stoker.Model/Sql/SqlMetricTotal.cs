using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Model.Sql;

/// <summary>
/// A SQL metric over all values of an execution, in the unit of its type: one value for each task index of each stage that reported it, and one
/// for each update by the driver. Semantics of SQLAppStatusListener.scala and SQLMetrics.scala.
/// </summary>
public sealed record SqlMetricTotal
{
    /// <summary>Number of values that are valid for the metric's type.</summary>
    public required int Count { get; init; }

    /// <summary>Sum.</summary>
    public required long Sum { get; init; }

    /// <summary>Smallest value.</summary>
    public required long Minimum { get; init; }

    /// <summary>The value at half the sorted values, rounded up.</summary>
    public required long Median { get; init; }

    /// <summary>Largest value.</summary>
    public required long Maximum { get; init; }

    /// <summary>Stage attempt of the task that reported the largest value; absent when it came from the driver.</summary>
    public StageAttemptId? MaximumStage { get; init; }

    /// <summary>Task that reported the largest value; absent when it came from the driver.</summary>
    public TaskId? MaximumTask { get; init; }
}
