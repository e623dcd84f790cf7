using Stoker.EventLogs.Scanning;
using Stoker.Model.Executors;

namespace Stoker.EventLogs.Events.Tasks;

/// <content>Metrics of a task and of its executor: objects of numbers, many of which are all zeros.</content>
internal sealed partial class TaskLineReader
{
    private readonly long[] _executorValues = new long[ExecutorPeaks.MetricCount];

    /// <summary>For each kind of object of metrics, the last one that had only zeros: mostly the next line's is the same bytes.</summary>
    private readonly ZeroObject[] _zeroMetrics = new ZeroObject[TaskKeys.PushRead - TaskKeys.ShuffleRead + 1];

    private ZeroObject _zeroExecutorMetrics;

    /// <summary>Reads an object inside Task Metrics.</summary>
    private bool TryReadPart(ref LineCursor cursor, int part, ref TaskRecord record)
    {
        ref var zero = ref _zeroMetrics[part - TaskKeys.ShuffleRead];
        if (zero.Json is { } json && cursor.TrySkip(json))
        {
            record.PresentMetrics |= zero.Keys;
            return true;
        }

        var start = cursor.Position;
        var (present, nonZero) = (record.PresentMetrics, record.NonZeroMetrics);
        record.PresentMetrics = record.NonZeroMetrics = 0;
        var isRead = part switch
        {
            TaskKeys.ShuffleRead => TryReadMetrics(ref cursor, TaskKeys.ShuffleReadMetrics, TaskKeys.ShuffleReadMetricOf, ref record),
            TaskKeys.ShuffleWrite => TryReadMetrics(ref cursor, TaskKeys.ShuffleWriteMetrics, TaskKeys.ShuffleWriteMetricOf, ref record),
            TaskKeys.Input => TryReadMetrics(ref cursor, TaskKeys.InputMetrics, TaskKeys.InputMetricOf, ref record),
            TaskKeys.Output => TryReadMetrics(ref cursor, TaskKeys.OutputMetrics, TaskKeys.OutputMetricOf, ref record),
            _ => TryReadMetrics(ref cursor, TaskKeys.PushReadMetrics, TaskKeys.PushReadMetricOf, ref record),
        };
        if (isRead && record.NonZeroMetrics == 0)
        {
            zero = new ZeroObject(cursor.Slice(start, cursor.Position).ToArray(), record.PresentMetrics);
        }

        record.PresentMetrics |= present;
        record.NonZeroMetrics |= nonZero;
        return isRead;
    }

    private bool TryReadMetrics(ref LineCursor cursor, KeyTable keys, int[] metricOf, ref TaskRecord record)
    {
        if (!cursor.TrySkip((byte)'{'))
        {
            return false;
        }

        var expected = 0;
        while (true)
        {
            var key = cursor.NextKey(keys, ref expected);
            switch (key)
            {
                case LineCursor.End:
                    return true;
                case LineCursor.Strange:
                    return false;
                case LineCursor.UnknownKey:
                    if (!cursor.TrySkipValue())
                    {
                        return false;
                    }

                    continue;
            }

            var metric = metricOf[key];
            if (metric >= TaskKeys.ShuffleRead)
            {
                if (!TryReadPart(ref cursor, metric, ref record))
                {
                    return false;
                }

                continue;
            }

            if (!cursor.TryInteger(out var value))
            {
                return false;
            }

            record.Set(metric, value);
        }
    }

    private bool TryReadExecutorMetrics(ref LineCursor cursor, ref TaskRecord record)
    {
        if (_zeroExecutorMetrics.Json is { } json && cursor.TrySkip(json))
        {
            record.ZeroExecutorMetricKeys = (uint)_zeroExecutorMetrics.Keys;
            record.ExecutorMetrics = TaskRecord.ZeroExecutorMetrics;
            return true;
        }

        var start = cursor.Position;
        if (!cursor.TrySkip((byte)'{'))
        {
            return false;
        }

        _executorValues.AsSpan().Clear();
        uint present = 0;
        var isZero = true;
        var expected = 0;
        while (true)
        {
            var key = cursor.NextKey(TaskKeys.Executor, ref expected);
            if (key == LineCursor.End)
            {
                break;
            }

            if (key == LineCursor.UnknownKey)
            {
                // A vendor's own metric: unknown, so it decides nothing.
                if (!cursor.TrySkipValue())
                {
                    return false;
                }

                continue;
            }

            if (key == LineCursor.Strange || !cursor.TryInteger(out var value))
            {
                return false;
            }

            _executorValues[key] = value;
            present |= 1u << key;
            isZero &= value == 0;
        }

        if (isZero)
        {
            _zeroExecutorMetrics = new ZeroObject(cursor.Slice(start, cursor.Position).ToArray(), present);
            record.ZeroExecutorMetricKeys = present;
            record.ExecutorMetrics = TaskRecord.ZeroExecutorMetrics;
        }
        else
        {
            record.ExecutorMetrics = batch.AddExecutorMetrics(_executorValues, present);
        }

        return true;
    }

    /// <summary>An object whose metrics were all zero: its bytes, and which metrics it has.</summary>
    private readonly record struct ZeroObject(byte[]? Json, ulong Keys);
}
