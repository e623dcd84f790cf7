using Stoker.EventLogs.Events.Jobs;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>A job while the log is read (LiveJob in LiveEntity.scala).</summary>
internal sealed class LiveJob(JobStart start)
{
    private readonly HashSet<int> _stageIds = [.. start.StageIds];
    private readonly Dictionary<int, IndexSet> _completedIndices = [];
    private readonly HashSet<int> _completedStages = [];
    private readonly HashSet<int> _skippedStages = [];
    private readonly Dictionary<string, int> _killedByReason = [];

    public int Id => start.JobId;

    public long? ExecutionId => start.Properties.ExecutionId;

    public IReadOnlyList<int> StageIds => start.StageIds;

    public JobStatus Status { get; private set; } = JobStatus.Running;

    public int ActiveTasks { get; set; }

    public int ActiveStages { get; set; }

    private long? CompletionTime { get; set; }

    private string? FailureMessage { get; set; }

    private int CompletedTasks { get; set; }

    private int FailedTasks { get; set; }

    private int KilledTasks { get; set; }

    private int SkippedTasks { get; set; }

    private int FailedStages { get; set; }

    /// <summary>The stages, each once.</summary>
    public IReadOnlyCollection<int> MentionedStages => _stageIds;

    public bool Mentions(int stageId) => _stageIds.Contains(stageId);

    public void AddTaskEnd(int stageId, int index, TaskOutcome outcome, string? killReason)
    {
        ActiveTasks -= outcome == TaskOutcome.Resubmitted ? 0 : 1;
        switch (outcome)
        {
            case TaskOutcome.Completed:
                CompletedTasks++;
                if (!_completedIndices.TryGetValue(stageId, out var indices))
                {
                    _completedIndices.Add(stageId, indices = new IndexSet());
                }

                indices.Add(index);
                break;
            case TaskOutcome.Killed:
                KilledTasks++;
                LiveStage.Count(_killedByReason, killReason ?? "");
                break;
            default:
                FailedTasks++;
                break;
        }
    }

    public void StageSubmitted(int stageId)
    {
        _completedStages.Remove(stageId);
        ActiveStages++;
    }

    public void StageEnded(int stageId, StageStatus status, int taskCount)
    {
        ActiveStages--;
        switch (status)
        {
            case StageStatus.Complete:
                _completedStages.Add(stageId);
                break;
            case StageStatus.Skipped:
                StageSkipped(stageId, taskCount);
                break;
            default:
                FailedStages++;
                break;
        }
    }

    /// <summary>A stage that was never submitted was never active either (AppStatusListener.onJobEnd).</summary>
    public void StageSkipped(int stageId, int taskCount)
    {
        _skippedStages.Add(stageId);
        SkippedTasks += taskCount;
    }

    public void End(JobEnd end)
    {
        Status = end.IsSucceeded ? JobStatus.Succeeded : JobStatus.Failed;
        CompletionTime = end.Time;
        FailureMessage = end.FailureMessage;
    }

    public Job Freeze()
    {
        var properties = start.Properties;
        var last = start.Stages.OrderBy(stage => stage.Id.Stage.Value).LastOrDefault();
        return new Job
        {
            Id = new JobId(Id),
            Name = last?.Name ?? "",
            Description = properties.Description,
            Group = properties.Group,
            Tags = properties.Tags is { Length: > 0 } tags ? [.. tags.Split(',').Order(StringComparer.Ordinal)] : [],
            Pool = properties.Pool,
            CallSite = properties.CallSite,
            Execution = ExecutionId is { } execution ? new(execution) : null,
            SubmissionTime = start.Time is { } submitted ? new Timestamp(submitted) : null,
            CompletionTime = CompletionTime is { } completed ? new Timestamp(completed) : null,
            Status = Status,
            FailureMessage = FailureMessage,
            Stages = [.. start.StageIds.Select(id => new StageId(id))],
            TaskCount = (int)Math.Min(int.MaxValue, start.Stages.Where(stage => stage.CompletionTime is null).Sum(stage => (long)stage.TaskCount)),
            ActiveTasks = ActiveTasks,
            CompletedTasks = CompletedTasks,
            SkippedTasks = SkippedTasks,
            FailedTasks = FailedTasks,
            KilledTasks = KilledTasks,
            CompletedIndices = _completedIndices.Values.Sum(indices => indices.Count),
            ActiveStages = ActiveStages,
            CompletedStages = _completedStages.Count,
            SkippedStages = _skippedStages.Count,
            FailedStages = FailedStages,
            KilledTasksByReason = _killedByReason,
        };
    }
}
