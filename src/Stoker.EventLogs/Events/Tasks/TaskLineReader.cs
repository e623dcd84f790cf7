using Stoker.EventLogs.Scanning;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>
/// Reads task starts and ends, 97 to 99 % of a big log, without tokenizing what nobody asks for. Reads only lines as Spark writes them, in any key
/// order; for all others <see cref="TaskJsonReader"/> gives the same answer slowly. Benchmark: bench/Stoker.Bench, ReadTaskLines.
/// </summary>
internal sealed partial class TaskLineReader(StringPool strings, EventBatch batch)
{
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
}
