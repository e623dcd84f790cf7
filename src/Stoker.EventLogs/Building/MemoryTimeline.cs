using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Executor metrics over time in bounded memory: when there are too many points, neighbors are joined by their largest values. Values that repeat
/// the last point's are not kept.
/// </summary>
internal sealed class MemoryTimeline
{
    /// <summary>More points than any chart has pixels for would cost memory only: 256 points of 23 values are 47 KB for each executor.</summary>
    private const int MaximumPoints = 256;

    private readonly List<Point> _points = [];

    /// <summary>How many logged values a point stands for before a new one is begun; doubles at each thinning.</summary>
    private int _stride = 1;
    private int _sinceLast;

    public void Add(long time, ReadOnlySpan<long> values, uint present)
    {
        if (_points.Count > 0 && _points[^1].Values.AsSpan().SequenceEqual(values))
        {
            return;
        }

        if (_points.Count > 0 && ++_sinceLast < _stride)
        {
            _points[^1] = Join(_points[^1], new Point(time, values.ToArray(), present));
            return;
        }

        _sinceLast = 0;
        _points.Add(new Point(time, values.ToArray(), present));
        if (_points.Count == MaximumPoints)
        {
            Thin();
        }
    }

    public IReadOnlyList<ExecutorMemorySample> Freeze() =>
        [.. _points.OrderBy(point => point.Time).Select(point => new ExecutorMemorySample(new Timestamp(point.Time), new ExecutorPeaks(point.Values, point.Present)))];

    private static Point Join(Point first, Point second)
    {
        for (var metric = 0; metric < first.Values.Length; metric++)
        {
            first.Values[metric] = Math.Max(first.Values[metric], second.Values[metric]);
        }

        return first with { Present = first.Present | second.Present };
    }

    private void Thin()
    {
        for (var pair = 0; pair < MaximumPoints / 2; pair++)
        {
            _points[pair] = Join(_points[pair * 2], _points[(pair * 2) + 1]);
        }

        _points.RemoveRange(MaximumPoints / 2, MaximumPoints / 2);
        _stride *= 2;
    }

    private sealed record Point(long Time, long[] Values, uint Present);
}
