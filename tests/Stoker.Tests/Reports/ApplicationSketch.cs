using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Reading;
using Stoker.Model.Settings;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Tests.Reports;

/// <summary>Builds small applications by hand: times in ms since the start, which is 2026-03-01 14:05:11 UTC.</summary>
internal sealed class ApplicationSketch
{
    public static readonly Timestamp Start = new(1_772_373_911_000);

    private readonly List<Executor> _executors = [];
    private readonly List<Job> _jobs = [];
    private readonly List<StageAttempt> _stages = [];
    private readonly List<string> _executorNames = [];

    public string Name { get; init; } = "nightly orders";

    public long? EndMs { get; init; } = 60_000;

    public int? ExitCode { get; init; }

    /// <summary>Bytes that each task reads; 0 for a log without that metric.</summary>
    public long TaskInputBytes { get; init; }

    /// <summary>Part of each task's duration in which it did not run: scheduler delay.</summary>
    public long TaskDelayMs { get; init; }

    /// <summary>Bytes that each task writes for a shuffle; 0 for a log without that metric.</summary>
    public long TaskShuffleBytes { get; init; }

    /// <summary>Whether tasks compute all the time that they run, and the log has their CPU time.</summary>
    public bool HasCpuTime { get; init; }

    /// <summary>Id of the application; another one is another run.</summary>
    public string Id { get; init; } = "app-20260301-0042";

    public ReadingReport Reading { get; init; } = CleanReading;

    public static ReadingReport CleanReading { get; } = new()
    {
        Files = ["app-1"],
        InputBytes = 1_000,
        PlainBytes = 10_000,
        Lines = 100,
        Events = [],
        Issues = [],
        IssueCount = 0,
    };

    public ApplicationSketch Executor(string id, int slots, long fromMs, long? untilMs = null, string? reason = null)
    {
        _executorNames.Add(id);
        _executors.Add(new Executor
        {
            Id = id,
            Host = "node-" + id,
            AddTime = At(fromMs),
            RemoveTime = untilMs is { } end ? At(end) : null,
            RemoveReason = reason,
            IsActive = untilMs is null,
            TotalCores = slots,
            MaxTasks = slots,
            TotalTasks = 1,
        });
        return this;
    }

    /// <summary>A job of one stage with the job's number.</summary>
    public ApplicationSketch Job(int id, string name, long fromMs, long untilMs, IReadOnlyList<SketchedTask> tasks, bool fails = false, string? message = null, string? group = null)
    {
        _jobs.Add(new Job
        {
            Id = new JobId(id),
            Name = name,
            Group = group,
            SubmissionTime = At(fromMs),
            CompletionTime = At(untilMs),
            Status = fails ? JobStatus.Failed : JobStatus.Succeeded,
            FailureMessage = message,
            Stages = [new StageId(id)],
        });
        var run = tasks.Sum(task => task.Ms);
        var sums = new long[TaskMetrics.Count];
        sums[(int)TaskMetric.ExecutorRunTime] = run;
        sums[(int)TaskMetric.ShuffleBytesWritten] = tasks.Count * TaskShuffleBytes;
        sums[(int)TaskMetric.ExecutorCpuTime] = run * 1_000_000;
        _stages.Add(new StageAttempt
        {
            Id = new StageAttemptId(new StageId(id), 0),
            Name = name,
            Status = fails ? StageStatus.Failed : StageStatus.Complete,
            Jobs = [new JobId(id)],
            TaskCount = tasks.Count,
            SubmissionTime = At(fromMs),
            FirstTaskLaunchTime = tasks.Count == 0 ? null : At(tasks.Min(task => task.FromMs)),
            CompletionTime = At(untilMs),
            CompletedTasks = tasks.Count(task => task.Failure is null),
            FailedTasks = tasks.Count(task => task.Failure is not null),
            Totals = new StageTotals(sums, (1ul << (int)TaskMetric.ExecutorRunTime) | (TaskShuffleBytes > 0 ? 1ul << (int)TaskMetric.ShuffleBytesWritten : 0) | CpuBit),
            Tasks = Tasks(tasks),
        });
        return this;
    }

    public Application Build() => new()
    {
        Id = Id,
        Name = Name,
        User = "etl",
        SparkVersion = "3.5.9",
        StartTime = Start,
        EndTime = EndMs is { } end ? At(end) : null,
        LastEventTime = At(EndMs ?? 60_000),
        ExitCode = ExitCode,
        Jobs = _jobs,
        Stages = _stages,
        Executors = _executors,
        SqlExecutions = [],
        CachedRdds = [],
        Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>
        {
            ["Spark Properties"] = [new("spark.master", "yarn"), new("spark.submit.deployMode", "cluster")],
        }),
        Reading = Reading,
    };

    private ulong CpuBit => HasCpuTime ? 1ul << (int)TaskMetric.ExecutorCpuTime : 0;

    private static Timestamp At(long ms) => Start + new Milliseconds(ms);

    private TaskTable Tasks(IReadOnlyList<SketchedTask> tasks)
    {
        var table = new TaskTableBuilder(tasks.Count);
        for (var row = 0; row < tasks.Count; row++)
        {
            var task = tasks[row];
            var (status, reason) = task.Failure is null ? (TaskAttemptStatus.Success, TaskEndReason.Success) : (TaskAttemptStatus.Failed, TaskEndReason.ExceptionFailure);
            var executor = _executorNames.IndexOf(task.Executor);
            table.Append(new TaskRow(new TaskId(row), task.Index ?? row, 0, row, At(task.FromMs), new Milliseconds(task.Ms), Milliseconds.Zero, executor, executor, TaskFlags.Pack(TaskLocality.ProcessLocal, false, true, status, reason)));
            var values = new long[TaskMetrics.Count];
            values[(int)TaskMetric.ExecutorRunTime] = task.Ms - TaskDelayMs;
            var input = task.InputBytes > 0 ? task.InputBytes : TaskInputBytes;
            values[(int)TaskMetric.InputBytesRead] = input;
            values[(int)TaskMetric.ShuffleBytesWritten] = TaskShuffleBytes;
            values[(int)TaskMetric.ExecutorCpuTime] = (task.Ms - TaskDelayMs) * 1_000_000;
            var logged = CpuBit | (1ul << (int)TaskMetric.ExecutorRunTime) | (input > 0 ? 1ul << (int)TaskMetric.InputBytesRead : 0) | (TaskShuffleBytes > 0 ? 1ul << (int)TaskMetric.ShuffleBytesWritten : 0);
            table.SetMetrics(logged, logged, values);
            if (task.Failure is { } message)
            {
                table.Add(new TaskFailure(row, reason, message, null, null));
            }
        }

        return table.Freeze([], new TaskNames(_executorNames, _executorNames));
    }
}
