using Stoker.Model;
using Stoker.Model.Columns;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Reading;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Tests.Model.TimeSplit;

/// <summary>Small applications by hand: times in ms, metrics as given.</summary>
internal static class Applications
{
    /// <summary>One attempt: launch, finish, executor, metrics.</summary>
    internal sealed record Attempt(long Launch, long Finish, params (TaskMetric Metric, long Value)[] Metrics)
    {
        public TaskAttemptStatus Status { get; init; } = TaskAttemptStatus.Success;

        public TaskEndReason Reason { get; init; } = TaskEndReason.Success;

        public string Executor { get; init; } = "1";

        public long GettingResult { get; init; }
    }

    public static Application Of(long start, long? end, Executor[] executors, Job[] jobs, StageAttempt[] stages) => new()
    {
        Id = "app-1",
        Name = "by hand",
        User = "test",
        SparkVersion = "4.3.0",
        StartTime = new Timestamp(start),
        EndTime = end is { } known ? new Timestamp(known) : null,
        LastEventTime = new Timestamp(stages.SelectMany(stage => Enumerable.Range(0, stage.Tasks.Count).Select(row => stage.Tasks.LaunchTime(row).EpochMilliseconds + stage.Tasks.Duration(row).Value))
            .Append(end ?? start).Max()),
        Jobs = jobs,
        Stages = stages,
        Executors = executors,
        SqlExecutions = [],
        CachedRdds = [],
        Settings = new ApplicationSettings(null),
        Reading = new ReadingReport { Files = ["by hand"], InputBytes = 0, PlainBytes = 0, Lines = 0, Events = [], Issues = [], IssueCount = 0 },
    };

    public static Executor Executor(string id, int slots, long added, long? removed = null) => new()
    {
        Id = id,
        AddTime = new Timestamp(added),
        RemoveTime = removed is { } known ? new Timestamp(known) : null,
        TotalCores = slots,
        MaxTasks = slots,
    };

    public static Job Job(int id, long start, long? end, params int[] stages) => new()
    {
        Id = new JobId(id),
        Name = $"job {id}",
        SubmissionTime = new Timestamp(start),
        CompletionTime = end is { } known ? new Timestamp(known) : null,
        Status = end is null ? JobStatus.Running : JobStatus.Succeeded,
        Stages = [.. stages.Select(stage => new StageId(stage))],
    };

    public static StageAttempt Stage(int id, int job, long submitted, long? completed, int[] parents, params Attempt[] attempts)
    {
        var tasks = Tasks(id, attempts);
        return new StageAttempt
        {
            Id = new StageAttemptId(new StageId(id), 0),
            Name = $"stage {id}",
            Status = completed is null ? StageStatus.Active : StageStatus.Complete,
            Jobs = [new JobId(job)],
            Parents = [.. parents.Select(parent => new StageId(parent))],
            TaskCount = attempts.Length,
            SubmissionTime = new Timestamp(submitted),
            FirstTaskLaunchTime = attempts.Length == 0 ? null : new Timestamp(attempts.Min(attempt => attempt.Launch)),
            CompletionTime = completed is { } known ? new Timestamp(known) : null,
            Totals = StageTotals.Of(tasks),
            Tasks = tasks,
        };
    }

    /// <summary>Attempts as a table; of SQL metrics, values by task index.</summary>
    public static TaskTable Tasks(int stage, Attempt[] attempts, params (int Metric, long[] Values)[] sqlMetrics)
    {
        string[] executors = [.. attempts.Select(attempt => attempt.Executor).Distinct()];
        var builder = new TaskTableBuilder(attempts.Length);
        var number = 0;
        foreach (var attempt in attempts)
        {
            builder.Append(new TaskRow(
                new TaskId((stage * 1000) + number), number++, 0, -1, new Timestamp(attempt.Launch), new Milliseconds(attempt.Finish - attempt.Launch),
                new Milliseconds(attempt.GettingResult), Array.IndexOf(executors, attempt.Executor), 0,
                TaskFlags.Pack(TaskLocality.Any, false, attempt.Metrics.Length > 0, attempt.Status, attempt.Reason)));
            var values = new long[TaskMetrics.Count];
            ulong present = 0;
            foreach (var (metric, value) in attempt.Metrics)
            {
                values[(int)metric] = value;
                present |= 1ul << (int)metric;
            }

            builder.SetMetrics(present, present, values);
        }

        var sql = sqlMetrics.ToDictionary(
            metric => new AccumulatorId(metric.Metric),
            metric => new SqlMetricValues(Column(metric.Values), metric.Values.Length, metric.Values.Max(), new TaskId(0)));
        return builder.Freeze(sql, new TaskNames(executors, ["host"]));
    }

    public static Rdd Rdd(string name, string? scope = null) => new() { Id = new(1), Name = name, ScopeName = scope, StorageLevel = new() };

    private static MetricColumn Column(long[] values)
    {
        var column = new MetricColumnBuilder(values.Length);
        foreach (var value in values)
        {
            column.Append(value);
        }

        return column.Freeze();
    }
}
