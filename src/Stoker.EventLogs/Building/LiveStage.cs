using Stoker.EventLogs.Events.Stages;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>A stage attempt while the log is read (LiveStage in LiveEntity.scala).</summary>
internal sealed class LiveStage(StageDescription description)
{
    /// <summary>More rows than this are not laid out in advance, whatever number of tasks the log claims.</summary>
    private const int MaximumExpectedRows = 1 << 18;

    private readonly IndexSet _completedIndices = new();
    private readonly Dictionary<string, int> _killedByReason = [];
    private readonly int[] _localities = new int[(int)TaskLocality.Any + 1];
    private readonly Dictionary<string, PeakCollector> _peaksByExecutor = [];
    private readonly PeakCollector _peaks = new();
    private readonly Dictionary<string, int> _unpolledEnds = [];
    private readonly HashSet<string> _excludedExecutors = [];
    private readonly List<TaskResubmission> _resubmissions = [];
    private TaskTableBuilder? _tasks;
    private bool _hasPeaks;

    public StageDescription Description { get; set; } = description;

    public StageAttemptId Id => Description.Id;

    public StageStatus Status { get; set; } = StageStatus.Pending;

    public string? JobDescription { get; set; }

    public string Pool { get; set; } = "default";

    /// <summary>Jobs that count this stage's tasks.</summary>
    public List<LiveJob> Jobs { get; set; } = [];

    public SortedSet<int> JobIds { get; set; } = [];

    public int ActiveTasks { get; set; }

    public bool HasTasks => _tasks is not null;

    public IReadOnlyCollection<string> ExcludedExecutors => _excludedExecutors;

    private long FirstLaunchTime { get; set; } = long.MaxValue;

    private int CompletedTasks { get; set; }

    private int FailedTasks { get; set; }

    private int KilledTasks { get; set; }

    public TaskTableBuilder Tasks => _tasks ??= new TaskTableBuilder(Math.Min(Description.TaskCount, MaximumExpectedRows));

    public static void Count(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    public void AddTaskStart(in TaskRecord record)
    {
        ActiveTasks++;
        FirstLaunchTime = Math.Min(FirstLaunchTime, record.LaunchTime);
        _localities[(int)record.Locality]++;
    }

    public void AddTaskEnd(in TaskRecord record, TaskOutcome outcome, string? killReason)
    {
        ActiveTasks -= outcome == TaskOutcome.Resubmitted ? 0 : 1;
        FirstLaunchTime = Math.Min(FirstLaunchTime, record.LaunchTime); // The start may have been dropped.
        switch (outcome)
        {
            case TaskOutcome.Completed:
                CompletedTasks++;
                _completedIndices.Add(record.Index);
                break;
            case TaskOutcome.Killed:
                KilledTasks++;
                Count(_killedByReason, killReason ?? "");
                break;
            default:
                FailedTasks++;
                break;
        }
    }

    public void Add(TaskResubmission resubmission) => _resubmissions.Add(resubmission);

    public void Exclude(string executor) => _excludedExecutors.Add(executor);

    public void AddPeaks(string executor, ReadOnlySpan<long> values, uint present)
    {
        _hasPeaks = true;
        _peaks.Add(values, present);
        if (!_peaksByExecutor.TryGetValue(executor, out var peaks))
        {
            _peaksByExecutor.Add(executor, peaks = new PeakCollector());
        }

        peaks.Add(values, present);
    }

    /// <summary>Notes a task end that tells nothing of its executor's memory.</summary>
    public void AddUnpolledEnd(string executor) => Count(_unpolledEnds, executor);

    public void AddZeroPeaks(uint present)
    {
        _hasPeaks = true;
        _peaks.AddZeros(present);
    }

    public StageAttempt Freeze(Dictionary<AccumulatorId, SqlMetricValues> sqlMetrics, TaskNames names)
    {
        var tasks = _tasks is null ? TaskTable.Empty : _tasks.Freeze(sqlMetrics, names);
        var localities = new Dictionary<TaskLocality, int>();
        for (var locality = 0; locality < _localities.Length; locality++)
        {
            if (_localities[locality] > 0)
            {
                localities[(TaskLocality)locality] = _localities[locality];
            }
        }

        return new StageAttempt
        {
            Id = Id,
            Name = Description.Name,
            Details = Description.Details,
            Description = JobDescription,
            Pool = Pool,
            Status = Status,
            Jobs = [.. JobIds.Select(id => new JobId(id))],
            Parents = [.. Description.Parents.Select(id => new StageId(id))],
            Rdds = Description.Rdds,
            TaskCount = Description.TaskCount,
            SubmissionTime = Time(Description.SubmissionTime),
            FirstTaskLaunchTime = FirstLaunchTime == long.MaxValue ? null : new Timestamp(FirstLaunchTime),
            CompletionTime = Time(Description.CompletionTime),
            FailureReason = Description.FailureReason,
            ResourceProfile = new ResourceProfileId(Description.ResourceProfile),
            IsShufflePushEnabled = Description.IsShufflePushEnabled,
            ShuffleMergerCount = Description.ShuffleMergerCount,
            ActiveTasks = ActiveTasks,
            CompletedTasks = CompletedTasks,
            FailedTasks = FailedTasks,
            KilledTasks = KilledTasks,
            CompletedIndices = _completedIndices.Count,
            KilledTasksByReason = _killedByReason,
            LocalityCounts = localities,
            Totals = StageTotals.Of(tasks),
            Tasks = tasks,
            ExcludedExecutors = _excludedExecutors,
            PeaksByExecutor = _peaksByExecutor.ToDictionary(pair => pair.Key, pair => pair.Value.Freeze()),
            UnpolledEnds = _unpolledEnds,
            Peaks = _hasPeaks ? _peaks.Freeze() : null,
            Resubmissions = _resubmissions,
            Accumulables = Description.Accumulables,
        };
    }

    private static Timestamp? Time(long? milliseconds) => milliseconds is { } known ? new Timestamp(known) : null;
}
