namespace Stoker.Reports.Executors;

/// <summary>From when on an executor stands out.</summary>
internal static class ExecutorThresholds
{
    /// <summary>Share of task time in garbage collection; the Spark UI turns red at the same value (executorspage.js).</summary>
    public const double GarbageCollectionShare = 0.1;

    /// <summary>Less task time than this says nothing about garbage collection or balance.</summary>
    public const long LeastTaskTimeMs = 10_000;

    /// <summary>Task time as a multiple of the median over executors of the same size and life.</summary>
    public const double UnevenRatio = 2;

    /// <summary>Fewer executors than this have no meaningful median.</summary>
    public const int LeastExecutorsForMedian = 4;

    /// <summary>Share of all failed attempts on one executor, when there are several.</summary>
    public const double FailureShare = 0.5;

    /// <summary>Fewer failed attempts than this can fall on one executor by chance.</summary>
    public const int LeastFailures = 3;
}
