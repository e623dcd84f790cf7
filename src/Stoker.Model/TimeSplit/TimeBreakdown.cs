using System.Collections.Concurrent;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>Where the time of an application went, as a whole and for each job, SQL execution and stage attempt. Immutable and thread safe.</summary>
public sealed class TimeBreakdown
{
    private readonly Application _application;
    private readonly ScopeSpans _spans;
    private readonly Dictionary<StageAttemptId, TaskPhases> _phases = [];
    private readonly ILookup<JobId, StageAttempt> _stagesOfJobs;
    private readonly ClusterSweep _sweep;

    private TimeBreakdown(Application application)
    {
        _application = application;
        _stagesOfJobs = application.Stages.Where(stage => stage.Jobs.Count > 0).ToLookup(stage => stage.Jobs[0]);
        _spans = new ScopeSpans(application);
        var times = new AttemptTimes(application);
        var metrics = new ConcurrentDictionary<ExecutionId, PythonMetrics>();
        StageAttempt[] ran = [.. application.Stages.Where(stage => stage.Tasks.Count > 0)];
        var phases = new TaskPhases[ran.Length];

        // Each stage is a sum of its own, so that the order in which threads take them does not show.
        Parallel.For(0, ran.Length, index => phases[index] = new TaskPhases(ran[index], times, PythonTime.Of(ran[index], () => PythonMetricsOf(ran[index], metrics))));
        for (var index = 0; index < ran.Length; index++)
        {
            _phases[ran[index].Id] = phases[index];
        }

        var walk = new CriticalPathWalk(application, _spans, times, _phases);
        _sweep = ClusterSweep.Of(application, _spans, times, AskedTimes(walk));
        CriticalPath = walk.Explain(_sweep);
        ApplicationTime = TimeOf(_spans.Application, application.Stages);
    }

    /// <summary>The time of the application.</summary>
    public ScopeTime ApplicationTime { get; }

    /// <summary>The chain through driver, jobs, stages and last tasks that explains the wall time.</summary>
    public CriticalPath CriticalPath { get; }

    /// <summary>Whether an executor that ran tasks did not tell its cores, so that its slots are the most tasks that ever ran on it at once.</summary>
    public bool AreSlotsInferred => _sweep.AreSlotsInferred;

    /// <summary>Slots that came and went, inferred ones among them, ascending by time.</summary>
    public IReadOnlyList<SlotChange> SlotChanges => _sweep.SlotChanges;

    /// <summary>
    /// Core time of attempts that ran while all known slots were taken: their ends were reported late, or after their executor had gone. The
    /// application's core time is that much more than slots times the time that they lived.
    /// </summary>
    public Milliseconds TimeBeyondSlots => new(_sweep.Between(_spans.Application.Start, _spans.Application.End).BeyondSlots);

    /// <summary>Computes the breakdown of an application.</summary>
    public static TimeBreakdown Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return new TimeBreakdown(application);
    }

    /// <summary>The time of a job; absent when the log does not tell its start, nor that of its stages. A stage that several jobs used counts in the first.</summary>
    public ScopeTime? Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _spans.Of(job) is { } window ? TimeOf(window, _stagesOfJobs[job.Id]) : null;
    }

    /// <summary>The time of a SQL execution; absent when the log does not tell its start.</summary>
    public ScopeTime? Of(SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return _spans.Of(execution) is { } window ? TimeOf(window, execution.Jobs.Distinct().SelectMany(job => _stagesOfJobs[job])) : null;
    }

    /// <summary>The time of a stage attempt; absent for one that never ran.</summary>
    public ScopeTime? Of(StageAttempt stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return _spans.Of(stage) is { } window ? TimeOf(window, [stage]) : null;
    }

    /// <summary>
    /// Phases of the task attempts of a stage attempt, whenever they ran, without what others and idle slots did meanwhile; absent for one without tasks.
    /// </summary>
    public CoreSplit? TaskTimeOf(StageAttempt stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return _phases.TryGetValue(stage.Id, out var phases) ? phases.Whole : null;
    }

    private IEnumerable<long> AskedTimes(CriticalPathWalk walk)
    {
        var windows = _application.Jobs.Select(_spans.Of)
            .Concat(_application.SqlExecutions.Select(_spans.Of))
            .Concat(_application.Stages.Select(_spans.Of))
            .Append(_spans.Application);
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

    private PythonMetrics PythonMetricsOf(StageAttempt stage, ConcurrentDictionary<ExecutionId, PythonMetrics> known)
    {
        if (stage.Jobs.Count == 0 || _application.FindJob(stage.Jobs[0])?.Execution is not { } id || _application.FindSqlExecution(id) is not { } execution)
        {
            return PythonMetrics.None;
        }

        return known.GetOrAdd(id, static (_, execution) => PythonMetrics.Of(execution), execution);
    }
}
