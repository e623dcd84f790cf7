using Stoker.EventLogs.Events.Executors;
using Stoker.EventLogs.Scanning;
using Stoker.Model.Executors;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>Reads task starts and ends of any shape: failed tasks, named accumulators, white space, other orders and types.</summary>
internal sealed class TaskJsonReader(StringPool strings, EventBatch batch)
{
    private readonly long[] _executorValues = new long[ExecutorPeaks.MetricCount];

    /// <exception cref="System.Text.Json.JsonException">The line is not JSON.</exception>
    /// <exception cref="IncompleteEventException">The line has no stage or no task.</exception>
    public void Read(ReadOnlySpan<byte> line, bool isEnd, ref TaskRecord record)
    {
        var reader = new EventReader(line, strings);
        var hasInfo = false;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Stage ID"u8))
            {
                record.StageId = reader.Integer32() ?? int.MinValue;
            }
            else if (key.Is("Stage Attempt ID"u8))
            {
                record.StageAttempt = reader.Integer32() ?? 0;
            }
            else if (key.Is("Task End Reason"u8))
            {
                ReadReason(ref reader, ref record);
            }
            else if (key.Is("Task Info"u8))
            {
                hasInfo = reader.IsObject;
                ReadInfo(ref reader, isEnd, ref record);
            }
            else if (key.Is("Task Executor Metrics"u8))
            {
                ReadExecutorMetrics(ref reader, ref record);
            }
            else if (key.Is("Task Metrics"u8) && reader.IsObject)
            {
                record.HasMetrics = true;
                ReadMetrics(ref reader, TaskKeys.Metrics, TaskKeys.MetricOf, ref record);
            }
            else
            {
                reader.Skip();
            }
        }

        if (record.StageId == int.MinValue)
        {
            throw new IncompleteEventException("Stage ID");
        }

        if (!hasInfo || record.TaskId == long.MinValue)
        {
            throw new IncompleteEventException(hasInfo ? "Task ID" : "Task Info");
        }
    }

    private static void ReadMetrics(ref EventReader reader, KeyTable keys, int[] metricOf, ref TaskRecord record)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var key))
        {
            var at = keys.FindName(key.Name);
            var metric = at < 0 ? -1 : metricOf[at];
            switch (metric)
            {
                case -1:
                    reader.Skip();
                    break;
                case < TaskKeys.ShuffleRead:
                    var isNumber = reader.IsNumber;
                    if ((reader.Integer() ?? (isNumber ? long.MaxValue : null)) is { } value)
                    {
                        record.Set(metric, value); // What 64 bits do not hold cannot be, and is left out where that is told.
                    }

                    break;
                case TaskKeys.ShuffleRead:
                    ReadMetrics(ref reader, TaskKeys.ShuffleReadMetrics, TaskKeys.ShuffleReadMetricOf, ref record);
                    break;
                case TaskKeys.ShuffleWrite:
                    ReadMetrics(ref reader, TaskKeys.ShuffleWriteMetrics, TaskKeys.ShuffleWriteMetricOf, ref record);
                    break;
                case TaskKeys.Input:
                    ReadMetrics(ref reader, TaskKeys.InputMetrics, TaskKeys.InputMetricOf, ref record);
                    break;
                case TaskKeys.Output:
                    ReadMetrics(ref reader, TaskKeys.OutputMetrics, TaskKeys.OutputMetricOf, ref record);
                    break;
                default:
                    ReadMetrics(ref reader, TaskKeys.PushReadMetrics, TaskKeys.PushReadMetricOf, ref record);
                    break;
            }
        }
    }

    private void ReadInfo(ref EventReader reader, bool isEnd, ref TaskRecord record)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextKey(out var key))
        {
            switch (TaskKeys.Info.FindName(key.Name))
            {
                case 0:
                    record.TaskId = reader.Integer() ?? long.MinValue;
                    break;
                case 1:
                    record.Index = reader.Integer32() ?? -1;
                    break;
                case 2:
                    record.Attempt = reader.Integer32() ?? 1;
                    break;
                case 3:
                    record.PartitionId = reader.Integer32() ?? -1;
                    break;
                case 4:
                    record.LaunchTime = reader.Integer() ?? 0;
                    break;
                case 5:
                    record.Executor = Intern(ref reader);
                    break;
                case 6:
                    record.Host = Intern(ref reader);
                    break;
                case 7:
                    record.Locality = TaskWords.Locality(System.Text.Encoding.UTF8.GetBytes(reader.Text() ?? ""));
                    break;
                case 8:
                    record.IsSpeculative = reader.Boolean();
                    break;
                case 9:
                    record.GettingResultTime = reader.Integer() ?? 0;
                    break;
                case 10:
                    record.FinishTime = reader.Integer() ?? 0;
                    break;
                case 11:
                    record.IsFailed = reader.Boolean();
                    break;
                case 12:
                    record.IsKilled = reader.Boolean();
                    break;
                case 13 when isEnd:
                    ReadAccumulables(ref reader, ref record);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private int Intern(ref EventReader reader) => reader.Text() is { } text ? strings.Intern(System.Text.Encoding.UTF8.GetBytes(text)) : -1;

    private void ReadAccumulables(ref EventReader reader, ref TaskRecord record)
    {
        if (!reader.EnterArray())
        {
            return;
        }

        while (reader.NextItem())
        {
            var accumulable = Accumulable.Read(ref reader);
            if (accumulable.IsTaskMetric)
            {
                continue;
            }

            if (accumulable.IsSqlMetric)
            {
                if (accumulable.UpdateValue is { } value)
                {
                    batch.Updates.Add(new MetricUpdate(accumulable.Id, value));
                }
            }
            else if (accumulable.Name is { } name)
            {
                batch.DetailsOf(ref record).NamedUpdates.Add(new(accumulable.Id, name, accumulable.Update, accumulable.Value));
            }
        }
    }

    private void ReadReason(ref EventReader reader, ref TaskRecord record)
    {
        var failure = TaskFailureReader.Read(ref reader);
        record.Reason = failure.Reason;
        if (failure.Reason == TaskEndReason.Success)
        {
            return;
        }

        var details = batch.DetailsOf(ref record);
        details.ErrorMessage = failure.Message;
        details.ClassName = failure.ClassName;
        details.FetchFailure = failure.FetchFailure;
    }

    private void ReadExecutorMetrics(ref EventReader reader, ref TaskRecord record)
    {
        if (!reader.IsObject)
        {
            reader.Skip();
            return;
        }

        var present = ExecutorMetricsReader.Read(ref reader, _executorValues);
        if (_executorValues.AsSpan().ContainsAnyExcept(0))
        {
            record.ExecutorMetrics = batch.AddExecutorMetrics(_executorValues, present);
        }
        else
        {
            record.ZeroExecutorMetricKeys = present;
            record.ExecutorMetrics = TaskRecord.ZeroExecutorMetrics;
        }
    }
}
