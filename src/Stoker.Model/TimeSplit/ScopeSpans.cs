using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>From when to when the application, jobs, SQL executions and stage attempts lasted, in ms since the epoch; an end is not before its start.</summary>
internal sealed class ScopeSpans
{
    private readonly long _end;
    private readonly ILookup<JobId, StageAttempt> _stagesOfJobs;
    private readonly Dictionary<JobId, Job> _jobs = [];

    public ScopeSpans(Application application)
    {
        _end = AttemptTimes.Plausible(application.EndOrLastEventTime.EpochMilliseconds);
        foreach (var job in application.Jobs)
        {
            _jobs[job.Id] = job;
        }

        _stagesOfJobs = application.Stages
            .SelectMany(stage => stage.Jobs, (stage, job) => (Stage: stage, Job: job))
            .ToLookup(pair => pair.Job, pair => pair.Stage);
        Application = Span(application.StartTime, _end);
    }

    /// <summary>Of the application; to the last event when the log does not tell the end.</summary>
    public (long Start, long End) Application { get; }

    /// <summary>Of a job; by its stages where the log has no time (Spark 1.x). Absent when they have none either.</summary>
    public (long Start, long End)? Of(Job job)
    {
        if ((job.SubmissionTime ?? FirstStart(job)) is not { } start)
        {
            return null;
        }

        return Span(start, job.CompletionTime?.EpochMilliseconds ?? (job.Status == JobStatus.Running ? _end : LastCompletion(job)));
    }

    /// <summary>Of a SQL execution; to its last job's end where the log lacks its own. Absent when the log lacks its start.</summary>
    public (long Start, long End)? Of(SqlExecution execution)
    {
        if (execution.StartTime is not { } start)
        {
            return null;
        }

        var end = execution.EndTime?.EpochMilliseconds;
        if (end is null && execution.Status != SqlExecutionStatus.Running)
        {
            end = execution.Jobs.Select(id => _jobs.GetValueOrDefault(id)?.CompletionTime?.EpochMilliseconds).Max();
        }

        return Span(start, end ?? _end);
    }

    /// <summary>Of a stage attempt; absent for one that never ran.</summary>
    public (long Start, long End)? Of(StageAttempt stage)
    {
        var isOver = stage.CompletionTime is not null || stage.Status == StageStatus.Active;
        return (stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is { } start && isOver ? Span(start, EndOf(stage)) : null;
    }

    /// <summary>Completion of a stage attempt; without one, when the last of its jobs ended.</summary>
    public long EndOf(StageAttempt stage)
    {
        if (stage.CompletionTime is { } completed)
        {
            return completed.EpochMilliseconds;
        }

        var end = long.MinValue;
        foreach (var id in stage.Jobs)
        {
            end = Math.Max(end, _jobs.GetValueOrDefault(id)?.CompletionTime?.EpochMilliseconds ?? _end);
        }

        return end == long.MinValue ? _end : end;
    }

    private static (long Start, long End) Span(Timestamp start, long end)
    {
        var from = AttemptTimes.Plausible(start.EpochMilliseconds);
        return (from, Math.Max(from, AttemptTimes.Plausible(end)));
    }

    private Timestamp? FirstStart(Job job)
    {
        Timestamp? first = null;
        foreach (var stage in _stagesOfJobs[job.Id])
        {
            if ((stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is { } start && (first is null || start < first))
            {
                first = start;
            }
        }

        return first;
    }

    private long LastCompletion(Job job)
    {
        var last = _stagesOfJobs[job.Id].Max(stage => stage.CompletionTime?.EpochMilliseconds);
        return last ?? _end;
    }
}
