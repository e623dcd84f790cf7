using Stoker.EventLogs.Scanning;
using Stoker.Model.Executors;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>
/// Reads task starts and ends, 97 to 99 % of a big log, without tokenizing what nobody asks for. Reads only lines as Spark writes them, in any key
/// order; for all others <see cref="TaskJsonReader"/> gives the same answer slowly. Benchmark: bench/Stoker.Bench, ReadTaskLines.
/// </summary>
internal sealed class TaskLineReader(StringPool strings, EventBatch batch)
{
    private readonly long[] _executorValues = new long[ExecutorPeaks.MetricCount];

    /// <summary>For each kind of object of metrics, the last one that had only zeros: mostly the next line's is the same bytes.</summary>
    private readonly ZeroObject[] _zeroMetrics = new ZeroObject[TaskKeys.PushRead - TaskKeys.ShuffleRead + 1];

    private ZeroObject _zeroExecutorMetrics;

    /// <summary>Reads a line.</summary>
    /// <returns>False when the line is not as Spark writes it; the record and the batch may then hold parts and are to be reset.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, bool isEnd, ref TaskRecord record)
    {
        var cursor = new LineCursor(line);
        if (!cursor.TrySkip((byte)'{'))
        {
            return false;
        }

        var expected = 0;
        while (true)
        {
            bool isRead;
            switch (cursor.NextKey(TaskKeys.Event, ref expected))
            {
                case LineCursor.End:
                    return cursor.IsAtEnd && record.StageId != int.MinValue && record.TaskId != long.MinValue;
                case TaskKeys.StageId:
                    isRead = TryInteger32(ref cursor, out record.StageId);
                    break;
                case TaskKeys.StageAttempt:
                    isRead = TryInteger32(ref cursor, out record.StageAttempt);
                    break;
                case TaskKeys.Reason:
                    // A task that did not succeed is rare and has a message to read.
                    isRead = cursor.TrySkip("""{"Reason":"Success"}"""u8);
                    record.Reason = Model.Tasks.TaskEndReason.Success;
                    break;
                case TaskKeys.TaskInfo:
                    isRead = TryReadInfo(ref cursor, isEnd, ref record);
                    break;
                case TaskKeys.ExecutorMetrics:
                    isRead = TryReadExecutorMetrics(ref cursor, ref record);
                    break;
                case TaskKeys.TaskMetrics:
                    record.HasMetrics = true;
                    isRead = TryReadMetrics(ref cursor, TaskKeys.Metrics, TaskKeys.MetricOf, ref record);
                    break;
                case LineCursor.Strange:
                    return false;
                default:
                    isRead = cursor.TrySkipValue();
                    break;
            }

            if (!isRead)
            {
                return false;
            }
        }
    }

    private static bool TryInteger32(ref LineCursor cursor, out int value)
    {
        var isRead = cursor.TryInteger(out var wide);
        value = (int)wide;
        return isRead && wide == value;
    }

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

    private bool TryReadInfo(ref LineCursor cursor, bool isEnd, ref TaskRecord record)
    {
        if (!cursor.TrySkip((byte)'{'))
        {
            return false;
        }

        var expected = 0;
        while (true)
        {
            bool isRead;
            ReadOnlySpan<byte> text;
            switch (cursor.NextKey(TaskKeys.Info, ref expected))
            {
                case LineCursor.End:
                    return true;
                case LineCursor.Strange:
                    return false;
                case 0:
                    isRead = cursor.TryInteger(out record.TaskId);
                    break;
                case 1:
                    isRead = TryInteger32(ref cursor, out record.Index);
                    break;
                case 2:
                    isRead = TryInteger32(ref cursor, out record.Attempt);
                    break;
                case 3:
                    isRead = TryInteger32(ref cursor, out record.PartitionId);
                    break;
                case 4:
                    isRead = cursor.TryInteger(out record.LaunchTime);
                    break;
                case 5:
                    isRead = cursor.TryString(out text);
                    record.Executor = isRead ? strings.Intern(text) : -1;
                    break;
                case 6:
                    isRead = cursor.TryString(out text);
                    record.Host = isRead ? strings.Intern(text) : -1;
                    break;
                case 7:
                    isRead = cursor.TryString(out text);
                    record.Locality = TaskWords.Locality(text);
                    break;
                case 8:
                    isRead = cursor.TryBoolean(out record.IsSpeculative);
                    break;
                case 9:
                    isRead = cursor.TryInteger(out record.GettingResultTime);
                    break;
                case 10:
                    isRead = cursor.TryInteger(out record.FinishTime);
                    break;
                case 11:
                    isRead = cursor.TryBoolean(out record.IsFailed);
                    break;
                case 12:
                    isRead = cursor.TryBoolean(out record.IsKilled);
                    break;
                case 13:
                    // What a start carries are the end values of a fast task (SPARK-42205); its end has them too.
                    isRead = isEnd ? TryReadAccumulables(ref cursor) : cursor.TrySkipValue();
                    break;
                default:
                    isRead = cursor.TrySkipValue();
                    break;
            }

            if (!isRead)
            {
                return false;
            }
        }
    }

    private bool TryReadAccumulables(ref LineCursor cursor)
    {
        if (!cursor.TrySkip((byte)'['))
        {
            return false;
        }

        if (cursor.TrySkip((byte)']'))
        {
            return true;
        }

        while (true)
        {
            if (!cursor.TrySkip("""{"ID":"""u8) || !cursor.TryInteger(out var id) || !cursor.TrySkip(""","Name":"""u8))
            {
                return false;
            }

            // Task metrics are written a second time as accumulables: about a quarter of the log, and nothing new.
            var isRead = cursor.Rest.StartsWith("\"internal.metrics."u8) ? TrySkipInternal(ref cursor) : TryReadSqlMetric(ref cursor, id);
            if (!isRead)
            {
                return false;
            }

            if (!cursor.TrySkip((byte)','))
            {
                return cursor.TrySkip((byte)']');
            }
        }
    }

    private static bool TrySkipInternal(ref LineCursor cursor)
    {
        // Updated block statuses of Spark 2.0 and 2.1 are arrays; every other value is a number, so that the next brace is the object's own.
        var rest = cursor.Rest;
        var length = rest.IndexOfAny((byte)'}', (byte)'[', (byte)'{');
        if (length < 0 || rest[length] != (byte)'}')
        {
            return false;
        }

        cursor.Position += length + 1;
        return true;
    }

    private bool TryReadSqlMetric(ref LineCursor cursor, long id)
    {
        if (!cursor.TryString(out _) || !cursor.TrySkip(""","Update":"""u8))
        {
            return false;
        }

        var isQuoted = cursor.TrySkip((byte)'"');
        if (!cursor.TryInteger(out var update) || (isQuoted && !cursor.TrySkip((byte)'"')))
        {
            return false;
        }

        var rest = cursor.Rest;
        var length = rest.IndexOf((byte)'}');
        if (length < 0 || !rest[..length].EndsWith("""
            "Metadata":"sql"
            """u8))
        {
            return false;
        }

        batch.Updates.Add(new MetricUpdate(id, update));
        cursor.Position += length + 1;
        return true;
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
