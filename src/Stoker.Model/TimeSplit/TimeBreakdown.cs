using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>Where the time of an application went, as a whole and for each job, SQL execution and stage attempt. Immutable and thread safe.</summary>
public sealed class TimeBreakdown
{
    private readonly Application _application;
    private readonly Dictionary<StageAttemptId, TaskPhases> _phases = [];
    private readonly ILookup<JobId, StageAttempt> _stagesOfJobs;
    private readonly ClusterSweep _sweep;

    private TimeBreakdown(Application application)
    {
        _application = application;
        _stagesOfJobs = application.Stages.Where(stage => stage.Jobs.Count > 0).ToLookup(stage => stage.Jobs[0]);
        var metrics = new Dictionary<ExecutionId, IReadOnlyList<SqlMetric>>();
        foreach (var stage in application.Stages)
        {
            if (stage.Tasks.Count > 0)
            {
                _phases[stage.Id] = new TaskPhases(stage, PythonTime.Of(stage, () => PythonMetricsOf(stage, metrics)));
            }
        }

        var walk = new CriticalPathWalk(application, _phases);
        _sweep = ClusterSweep.Of(application, AskedTimes(walk));
        CriticalPath = walk.Explain(_sweep);
        ApplicationTime = TimeOf(Window(application), application.Stages);
    }

    /// <summary>The time of the application.</summary>
    public ScopeTime ApplicationTime { get; }

    /// <summary>The chain through driver, jobs, stages and last tasks that explains the wall time.</summary>
    public CriticalPath CriticalPath { get; }

    /// <summary>Whether no executor told its cores, so that slots are the most tasks that ever ran at once.</summary>
    public bool AreSlotsInferred => _sweep.AreSlotsInferred;

    /// <summary>Computes the breakdown of an application.</summary>
    public static TimeBreakdown Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return new TimeBreakdown(application);
    }

    /// <summary>The time of a job; absent when the log does not tell its start. A stage that several jobs used counts in the first.</summary>
    public ScopeTime? Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Window(job) is { } window ? TimeOf(window, _stagesOfJobs[job.Id]) : null;
    }

    /// <summary>The time of a SQL execution; absent when the log does not tell its start.</summary>
    public ScopeTime? Of(SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return Window(execution) is { } window ? TimeOf(window, execution.Jobs.Distinct().SelectMany(job => _stagesOfJobs[job])) : null;
    }

    /// <summary>The time of a stage attempt; absent for one that never ran.</summary>
    public ScopeTime? Of(StageAttempt stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Window(stage) is { } window ? TimeOf(window, [stage]) : null;
    }

    private static (long Start, long End) Ordered(long start, long end) => (start, Math.Max(start, end));

    private static (long Start, long End) Window(Application application) =>
        Ordered(application.StartTime.EpochMilliseconds, application.EndOrLastEventTime.EpochMilliseconds);

    private (long Start, long End)? Window(Job job) => job.SubmissionTime is { } start
        ? Ordered(start.EpochMilliseconds, (job.CompletionTime ?? _application.EndOrLastEventTime).EpochMilliseconds)
        : null;

    private (long Start, long End)? Window(SqlExecution execution) => execution.StartTime is { } start
        ? Ordered(start.EpochMilliseconds, (execution.EndTime ?? _application.EndOrLastEventTime).EpochMilliseconds)
        : null;

    private (long Start, long End)? Window(StageAttempt stage)
    {
        var end = stage.CompletionTime ?? (stage.Status == StageStatus.Active ? _application.EndOrLastEventTime : null);
        return (stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is { } start && end is { } known ? Ordered(start.EpochMilliseconds, known.EpochMilliseconds) : null;
    }

    private IEnumerable<long> AskedTimes(CriticalPathWalk walk)
    {
        var windows = _application.Jobs.Select(Window)
            .Concat(_application.SqlExecutions.Select(Window))
            .Concat(_application.Stages.Select(Window))
            .Append(Window(_application));
        return windows.OfType<(long Start, long End)>().SelectMany<(long Start, long End), long>(window => [window.Start, window.End]).Concat(walk.AskedTimes);
    }

    private ScopeTime TimeOf((long Start, long End) window, IEnumerable<StageAttempt> stages)
    {
        var own = new CoreSplit();
        foreach (var stage in stages)
        {
            if (_phases.TryGetValue(stage.Id, out var phases))
            {
                own += phases.Between(window.Start, window.End);
            }
        }

        var sums = _sweep.Between(window.Start, window.End);
        return new ScopeTime(
            new WallSplit(new(sums.DriverOnly), new(sums.WaitingForExecutors), new(sums.PartlyIdle), new(sums.Busy)),
            own with { OtherWork = new(sums.Running - own.Running.Value), Idle = new(sums.Idle) });
    }

    private IReadOnlyList<SqlMetric> PythonMetricsOf(StageAttempt stage, Dictionary<ExecutionId, IReadOnlyList<SqlMetric>> known)
    {
        if (stage.Jobs.Count == 0 || _application.FindJob(stage.Jobs[0])?.Execution is not { } id || _application.FindSqlExecution(id) is not { } execution)
        {
            return [];
        }

        if (!known.TryGetValue(id, out var metrics))
        {
            known.Add(id, metrics = PythonTime.RunMetrics(execution));
        }

        return metrics;
    }
}
