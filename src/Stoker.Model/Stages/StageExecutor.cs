using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.Model.Stages;

/// <summary>What one executor did for one stage attempt.</summary>
public sealed record StageExecutor
{
    /// <summary>The executor.</summary>
    public required string ExecutorId { get; init; }

    /// <summary>Sum of the durations of its task attempts, of any outcome.</summary>
    public Milliseconds TaskTime { get; init; }

    /// <summary>Attempts that succeeded.</summary>
    public int SucceededTasks { get; init; }

    /// <summary>Attempts that failed.</summary>
    public int FailedTasks { get; init; }

    /// <summary>Attempts that were killed.</summary>
    public int KilledTasks { get; init; }

    /// <summary>Sums of the metrics of its attempts.</summary>
    public required StageTotals Totals { get; init; }

    /// <summary>Whether Spark excluded it for this stage.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>Its memory peaks while the stage ran; absent when none were logged.</summary>
    public ExecutorPeaks? Peaks { get; init; }
}
