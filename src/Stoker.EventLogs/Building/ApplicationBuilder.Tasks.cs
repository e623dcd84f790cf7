using System.Runtime.InteropServices;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <content>Tasks.</content>
internal sealed partial class ApplicationBuilder
{
    /// <summary>Attempts that started and have not ended.</summary>
    private readonly Dictionary<long, OpenTask> _openTasks = [];

    private void Apply(EventBatch batch, ref TaskRecord record)
    {
        if (!_order.Start(record.TaskId, _entry, out var hasEnded) && !IsMixed)
        {
            return;
        }

        record.LaunchTime = TimeOf(record.LaunchTime, "Launch Time") ?? _previousTime;
        NoteNow(record.LaunchTime);
        var open = new OpenTask(record, _executorNames.Number(batch.Strings, record.Executor), _hostNames.Number(batch.Strings, record.Host));
        if (!hasEnded || IsMixed)
        {
            _openTasks[record.TaskId] = open;
        }

        var id = StageOf(record);
        Announce(id);
        if (_liveStages.TryGetValue(id, out var stage))
        {
            stage.AddTaskStart(record);
            foreach (var job in stage.Jobs)
            {
                job.ActiveTasks++;
            }
        }

        if (LiveExecutorOf(open.Executor) is { } executor)
        {
            executor.ActiveTasks++;
            executor.TotalTasks++;
        }
    }

    private void Apply(TaskGettingResult result)
    {
        ref var open = ref CollectionsMarshal.GetValueRefOrNullRef(_openTasks, result.TaskId);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref open))
        {
            open = open with { GettingResultTime = result.GettingResultTime };
        }
    }

    private void ApplyEnd(EventBatch batch, ref TaskRecord record)
    {
        // A success that was lost later ends once more, as Resubmitted.
        if (record.Reason != TaskEndReason.Resubmitted && !_order.End(record.TaskId, _entry) && !IsMixed)
        {
            return;
        }

        SetTimes(ref record);
        _impossible.Remove(batch, ref record, _entry);
        NoteNow(record.FinishTime);
        var details = record.Details < 0 ? null : batch.Details(record.Details);
        var outcome = OutcomeOf(record.Reason);
        var executorName = _executorNames.Number(batch.Strings, record.Executor);
        var executorId = _executorNames[executorName];
        var id = StageOf(record);
        var wasOpen = _openTasks.Remove(record.TaskId);
        Announce(id);
        if (_liveStages.TryGetValue(id, out var stage))
        {
            stage.AddTaskEnd(record, outcome, details?.ErrorMessage);
            foreach (var job in stage.Jobs)
            {
                job.AddTaskEnd(record.StageId, record.Index, outcome, details?.ErrorMessage);
            }

            AddStagePeaks(stage, executorId, batch, record);
        }

        if (outcome == TaskOutcome.Resubmitted && !wasOpen)
        {
            stage?.Add(new TaskResubmission(new TaskId(record.TaskId), record.Index, executorId, new Milliseconds(record.FinishTime - record.LaunchTime)));
        }
        else
        {
            AddRow(_stages[id], batch, record, executorName, details);
        }

        if (_sqlMetrics.TryGetValue(id, out var sql))
        {
            sql.Add(record, CollectionsMarshal.AsSpan(batch.Updates).Slice(record.FirstUpdate, record.UpdateCount));
        }

        if (LiveExecutorOf(executorName) is { } executor)
        {
            AddTo(executor, batch, record, outcome);
        }

        if (stage is { ActiveTasks: 0, Status: StageStatus.Complete or StageStatus.Failed })
        {
            _liveStages.Remove(id);
        }
    }

    /// <summary>Puts times that cannot be where they are likely to be: the launch where the start told it, the end where the log had come to.</summary>
    private void SetTimes(ref TaskRecord record)
    {
        if (_times.IsAstray(record.LaunchTime))
        {
            record.LaunchTime = _openTasks.TryGetValue(record.TaskId, out var open) ? open.LaunchTime : TimeOf(record.LaunchTime, "Launch Time") ?? _previousTime;
        }

        if (_times.IsAstray(record.FinishTime))
        {
            record.FinishTime = Math.Max(record.LaunchTime, TimeOf(record.FinishTime, "Finish Time") ?? _previousTime);
        }
    }

    /// <summary>
    /// Makes a stage for tasks whose stage the log does not announce, since its beginning is missing. The History Server drops such tasks.
    /// </summary>
    private void Announce(StageAttemptId id)
    {
        if (!_stages.ContainsKey(id))
        {
            var stage = new LiveStage(Events.Stages.StageDescription.Unknown(id)) { Status = StageStatus.Active };
            _stages.Add(id, stage);
            _liveStages.Add(id, stage);
        }
    }

    private void AddRow(LiveStage stage, EventBatch batch, in TaskRecord record, int executor, TaskDetails? details)
    {
        var status = record.IsFailed ? TaskAttemptStatus.Failed : record.IsKilled ? TaskAttemptStatus.Killed : OutcomeOf(record.Reason) switch
        {
            TaskOutcome.Completed => TaskAttemptStatus.Success,
            TaskOutcome.Killed => TaskAttemptStatus.Killed,
            _ => TaskAttemptStatus.Failed,
        };
        var row = stage.Tasks.Count;
        stage.Tasks.Append(new TaskRow(
            new TaskId(record.TaskId),
            record.Index,
            record.Attempt,
            record.PartitionId,
            new Timestamp(record.LaunchTime),
            new Milliseconds(record.FinishTime - record.LaunchTime),
            new Milliseconds(record.GettingResultTime > 0 ? Math.Max(0, record.FinishTime - record.GettingResultTime) : 0),
            executor,
            _hostNames.Number(batch.Strings, record.Host),
            TaskFlags.Pack(record.Locality, record.IsSpeculative, record.HasMetrics, status, record.Reason)));
        if (record.HasMetrics)
        {
            stage.Tasks.SetMetrics(record.PresentMetrics, record.NonZeroMetrics, record.Metrics);
        }

        if (details is null)
        {
            return;
        }

        if (record.Reason != TaskEndReason.Success)
        {
            stage.Tasks.Add(new TaskFailure(row, record.Reason, details.ErrorMessage ?? "", details.ClassName, details.FetchFailure));
        }

        foreach (var update in details.NamedUpdates)
        {
            stage.Tasks.Add(new TaskAccumulable(row, new(update.Id), update.Name, update.Update, update.Value));
        }
    }

    private static void AddStagePeaks(LiveStage stage, string executorId, EventBatch batch, in TaskRecord record)
    {
        if (record.ExecutorMetrics >= 0)
        {
            var values = batch.ExecutorMetrics(record.ExecutorMetrics, out var present);
            if (PeakCollector.IsPolled(values))
            {
                stage.AddPeaks(executorId, values, present);
            }
            else
            {
                stage.AddUnpolledEnd(executorId);
            }
        }
        else
        {
            stage.AddZeroPeaks(record.ZeroExecutorMetricKeys);
        }
    }

    private static void AddTo(LiveExecutor executor, EventBatch batch, in TaskRecord record, TaskOutcome outcome)
    {
        executor.ActiveTasks -= outcome == TaskOutcome.Resubmitted ? 0 : 1;
        executor.CompletedTasks += outcome == TaskOutcome.Completed ? 1 : 0;
        executor.FailedTasks += outcome is TaskOutcome.Failed or TaskOutcome.Resubmitted ? 1 : 0;
        executor.TotalDuration += outcome == TaskOutcome.Resubmitted ? 0 : record.FinishTime - record.LaunchTime;
        if (outcome != TaskOutcome.Resubmitted && record.HasMetrics)
        {
            // Time and metrics of a resubmitted attempt were counted when it ended.
            executor.TotalGcTime += record.Metrics[(int)TaskMetric.JvmGcTime];
            executor.TotalInputBytes += record.Metrics[(int)TaskMetric.InputBytesRead];
            executor.TotalShuffleRead += record.Metrics[(int)TaskMetric.ShuffleLocalBytesRead] + record.Metrics[(int)TaskMetric.ShuffleRemoteBytesRead];
            executor.TotalShuffleWrite += record.Metrics[(int)TaskMetric.ShuffleBytesWritten];
        }

        if (record.ExecutorMetrics >= 0)
        {
            var values = batch.ExecutorMetrics(record.ExecutorMetrics, out var present);
            if (PeakCollector.IsPolled(values))
            {
                executor.AddMetrics(record.FinishTime, values, present);
            }
        }
        else
        {
            executor.AddZeroMetrics(record.ZeroExecutorMetricKeys);
        }
    }

    /// <summary>Gives attempts without an end a row that lasts until the last time of the log.</summary>
    private void EndOpenTasks()
    {
        foreach (var (id, open) in _openTasks.OrderBy(pair => pair.Key))
        {
            if (_stages.TryGetValue(open.Stage, out var stage))
            {
                stage.Tasks.Append(new TaskRow(
                    new TaskId(id),
                    open.Index,
                    open.Attempt,
                    open.PartitionId,
                    new Timestamp(open.LaunchTime),
                    new Milliseconds(Math.Max(0, (_times.Last ?? 0) - open.LaunchTime)),
                    Milliseconds.Zero,
                    open.Executor,
                    open.Host,
                    TaskFlags.Pack(open.Locality, open.IsSpeculative, hasMetrics: false, TaskAttemptStatus.Running, TaskEndReason.None)));
            }
        }
    }

    private static StageAttemptId StageOf(in TaskRecord record) => new(new StageId(record.StageId), record.StageAttempt);

    private static TaskOutcome OutcomeOf(TaskEndReason reason) => reason switch
    {
        TaskEndReason.Success => TaskOutcome.Completed,
        TaskEndReason.TaskKilled or TaskEndReason.TaskCommitDenied => TaskOutcome.Killed,
        TaskEndReason.Resubmitted => TaskOutcome.Resubmitted,
        _ => TaskOutcome.Failed,
    };

    /// <summary>What is needed of an attempt that has not ended.</summary>
    private readonly record struct OpenTask(
        StageAttemptId Stage, int Index, int Attempt, int PartitionId, long LaunchTime, long GettingResultTime, int Executor, int Host, TaskLocality Locality, bool IsSpeculative)
    {
        public OpenTask(in TaskRecord record, int executor, int host)
            : this(StageOf(record), record.Index, record.Attempt, record.PartitionId, record.LaunchTime, 0, executor, host, record.Locality, record.IsSpeculative)
        {
        }
    }
}
