namespace Stoker.Model.Executors;

/// <summary>Largest values of executor metrics over some span. A metric that the log's Spark version does not write is absent.</summary>
public sealed class ExecutorPeaks
{
    /// <summary>Number of kinds of <see cref="ExecutorMetric"/>.</summary>
    public const int MetricCount = (int)ExecutorMetric.ConcurrentGCTime + 1;

    private readonly long[] _peaks;
    private readonly uint _present;

    internal ExecutorPeaks(long[] peaks, uint present)
    {
        _peaks = peaks;
        _present = present;
    }

    /// <summary>
    /// The peak in the metric's unit; absent when the log does not have the key. A value of 0 can also mean that the executor was never polled:
    /// see <see cref="IsPolled"/>.
    /// </summary>
    public long? this[ExecutorMetric metric] => (_present & (1u << (int)metric)) != 0 ? _peaks[(int)metric] : null;

    /// <summary>Whether any value is above zero: a polled JVM always has a heap.</summary>
    public bool IsPolled => _peaks.AsSpan().ContainsAnyExcept(0);

    /// <summary>Zeros for the same metrics: Spark shows them for an executor whose tasks ended without a poll (AppStatusListener.onTaskEnd).</summary>
    internal ExecutorPeaks ToZeros() => new(new long[MetricCount], _present);
}
