using Stoker.Model.Executors;

namespace Stoker.EventLogs.Building;

/// <summary>Keeps the largest values of executor metrics.</summary>
internal sealed class PeakCollector
{
    private readonly long[] _peaks = new long[ExecutorPeaks.MetricCount];
    private uint _present;

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
