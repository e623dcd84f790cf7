using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Reports.Failures;

/// <summary>What failed in an application: jobs, stages and task attempts, the attempts grouped by cause.</summary>
public sealed record FailureOverview
{
    /// <summary>Jobs that failed, ascending.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>Stage attempts that failed, ascending.</summary>
    public required IReadOnlyList<StageAttempt> Stages { get; init; }

    /// <summary>SQL executions that ended with an error and have no failed job that says so, ascending.</summary>
    public required IReadOnlyList<SqlExecution> SqlExecutions { get; init; }

    /// <summary>Causes of failed and killed attempts: failures first, the most frequent first.</summary>
    public required IReadOnlyList<FailureGroup> Groups { get; init; }

    /// <summary>Whether nothing failed and nothing was killed.</summary>
    public bool IsEmpty => Jobs.Count + Stages.Count + SqlExecutions.Count + Groups.Count == 0;

    /// <summary>Collects the failures of an application.</summary>
    public static FailureOverview Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var jobs = application.Jobs.Where(job => job.Status == JobStatus.Failed).ToList();
        var told = jobs.Select(job => job.Execution).OfType<ExecutionId>().ToHashSet();
        return new FailureOverview
        {
            Jobs = jobs,
            Stages = [.. application.Stages.Where(stage => stage.Status == StageStatus.Failed)],
            SqlExecutions = [.. application.SqlExecutions.Where(execution => execution.Status == SqlExecutionStatus.Failed && !told.Contains(execution.Id))],
            Groups = [.. GroupsOf(application)],
        };
    }

    private static IEnumerable<FailureGroup> GroupsOf(Application application)
    {
        var drafts = new Dictionary<(TaskEndReason, string), Draft>();
        foreach (var stage in application.Stages)
        {
            foreach (var failure in stage.Tasks.Failures)
            {
                var cause = CauseOf(failure);
                var key = (failure.Reason, FailureCause.WithoutNumbers(cause));
                if (!drafts.TryGetValue(key, out var draft))
                {
                    drafts.Add(key, draft = new Draft(failure.Reason, cause));
                }

                draft.Add(stage, failure.Row);
            }
        }

        return drafts.Values.Select(draft => draft.Freeze()).OrderBy(group => group.IsKill).ThenByDescending(group => group.Attempts)
            .ThenBy(group => group.Stages[0]).ThenBy(group => group.Cause, StringComparer.Ordinal);
    }

    private static string CauseOf(TaskFailure failure) => failure switch
    {
        { Reason: TaskEndReason.FetchFailed, FetchFailure.Host: { Length: > 0 } host } => "shuffle data could not be fetched from " + host,
        { Reason: TaskEndReason.FetchFailed } => "shuffle data was lost",
        { Reason: TaskEndReason.TaskKilled, Message: var message } when message.StartsWith("Stage cancelled", StringComparison.OrdinalIgnoreCase) => "its stage was canceled",
        { Message: [_, ..] } => FailureCause.Of(failure.Message),
        { ClassName: [_, ..] name } => name[(name.LastIndexOf('.') + 1)..],
        _ => failure.Reason.ToString(),
    };

    private sealed class Draft(TaskEndReason reason, string cause)
    {
        private readonly SortedSet<StageAttemptId> _stages = [];
        private readonly SortedSet<string> _executors = new(StringComparer.Ordinal);
        private int _attempts;
        private long _lostMs;

        public void Add(StageAttempt stage, int row)
        {
            _attempts++;
            _lostMs += stage.Tasks.Duration(row).Value;
            _stages.Add(stage.Id);
            _executors.Add(stage.Tasks.ExecutorId(row));
        }

        public FailureGroup Freeze() => new()
        {
            Reason = reason,
            Cause = cause,
            Attempts = _attempts,
            LostTime = new Milliseconds(_lostMs),
            Stages = [.. _stages],
            Executors = [.. _executors],
        };
    }
}
