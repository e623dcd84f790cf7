using Stoker.Model.Executors;

namespace Stoker.EventLogs.Building;

/// <summary>Keeps the largest values of executor metrics.</summary>
internal sealed class PeakCollector
{
    private readonly long[] _peaks = new long[ExecutorPeaks.MetricCount];
    private uint _present;

    /// <summary>Spark writes -1 for the first metric of an executor that was never polled (ExecutorMetrics.isSet).</summary>
    public static bool IsPolled(ReadOnlySpan<long> values) => values[(int)ExecutorMetric.JVMHeapMemory] >= 0;

    public void Add(ReadOnlySpan<long> values, uint present)
    {
        _present |= present;
        for (var metric = 0; metric < values.Length; metric++)
        {
            if (values[metric] > _peaks[metric])
            {
                _peaks[metric] = values[metric];
            }
        }
    }

    /// <summary>Notes that keys were there with the value zero.</summary>
    public void AddZeros(uint present) => _present |= present;

    public ExecutorPeaks Freeze() => new([.. _peaks], _present);
}
