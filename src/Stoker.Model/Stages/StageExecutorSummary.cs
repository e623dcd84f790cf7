using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Model.Stages;

/// <summary>Groups the tasks of a stage attempt by executor, as the stage page of the Spark UI does.</summary>
internal static class StageExecutorSummary
{
    public static IReadOnlyList<StageExecutor> Of(StageAttempt stage)
    {
        var sums = new SortedDictionary<string, Sum>(StringComparer.Ordinal);
        var tasks = stage.Tasks;
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Running)
            {
                continue;
            }

            var sum = SumOf(tasks.ExecutorId(row));
            sum.Add(tasks.EndReason(row), tasks.Duration(row));
            if (tasks.HasMetrics(row))
            {
                sum.Rows.Add(row);
            }
        }

        foreach (var resubmission in stage.Resubmissions)
        {
            SumOf(resubmission.ExecutorId).Add(TaskEndReason.Resubmitted, Milliseconds.Zero);
        }

        foreach (var executor in stage.PeaksByExecutor.Keys.Concat(stage.ExcludedExecutors))
        {
            SumOf(executor);
        }

        return [.. sums.Select(pair => pair.Value.ToExecutor(pair.Key, stage))];

        Sum SumOf(string executor)
        {
            if (!sums.TryGetValue(executor, out var sum))
            {
                sums.Add(executor, sum = new Sum());
            }

            return sum;
        }
    }

    private sealed class Sum
    {
        private long _taskTime;
        private int _succeeded;
        private int _failed;
        private int _killed;
        private int _taskEnds;

        public List<int> Rows { get; } = [];

        public void Add(TaskEndReason reason, Milliseconds duration)
        {
            _taskEnds++;
            _taskTime += duration.Value;
            switch (reason)
            {
                case TaskEndReason.Success:
                    _succeeded++;
                    break;
                case TaskEndReason.TaskKilled or TaskEndReason.TaskCommitDenied:
                    _killed++;
                    break;
                default:
                    _failed++;
                    break;
            }
        }

        public StageExecutor ToExecutor(string id, StageAttempt stage) => new()
        {
            ExecutorId = id,
            TaskTime = new Milliseconds(_taskTime),
            SucceededTasks = _succeeded,
            FailedTasks = _failed,
            KilledTasks = _killed,
            Totals = StageTotals.Of(stage.Tasks, Rows),
            IsExcluded = stage.ExcludedExecutors.Contains(id),
            Peaks = stage.PeaksByExecutor.GetValueOrDefault(id) ?? (_taskEnds > stage.UnpolledEnds.GetValueOrDefault(id) ? stage.Peaks?.ToZeros() : null),
        };
    }
}
