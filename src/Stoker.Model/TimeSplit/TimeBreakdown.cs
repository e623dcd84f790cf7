using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>Where the time of an application went, as a whole and for each job, SQL execution and stage attempt. Immutable and thread safe.</summary>
public sealed class TimeBreakdown
{
    private readonly Application _application;
    private readonly ClusterTimeline _timeline;
    private readonly Dictionary<StageAttemptId, CoreSplit> _stages = [];
    private readonly ILookup<JobId, StageAttempt> _stagesOfJobs;

    private TimeBreakdown(Application application)
    {
        _application = application;
        _timeline = ClusterTimeline.Of(application, Points(application));
        _stagesOfJobs = application.Stages.Where(stage => stage.Jobs.Count > 0).ToLookup(stage => stage.Jobs[0]);
        var metrics = new Dictionary<ExecutionId, IReadOnlyList<SqlMetric>>();
        foreach (var stage in application.Stages.Where(stage => stage.Tasks.Count > 0))
        {
            _stages[stage.Id] = TaskPhases.Of(stage, PythonTime.Of(stage, PythonTime.RunsPython(stage) ? RunMetricsOf(stage, metrics) : []));
        }

        ApplicationTime = Scope((application.StartTime, application.EndOrLastEventTime), application.Stages);
    }

    /// <summary>The time of the application.</summary>
    public ScopeTime ApplicationTime { get; }

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
        return Span(job) is { } span ? Scope(span, _stagesOfJobs[job.Id]) : null;
    }

    /// <summary>The time of a SQL execution; absent when the log does not tell its start.</summary>
    public ScopeTime? Of(SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return Span(execution) is { } span ? Scope(span, execution.Jobs.Distinct().SelectMany(job => _stagesOfJobs[job])) : null;
    }

    /// <summary>The time of a stage attempt; absent for one that never ran.</summary>
    public ScopeTime? Of(StageAttempt stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Span(stage) is { } span ? Scope(span, [stage]) : null;
    }

    private IEnumerable<Timestamp> Points(Application application)
    {
        IEnumerable<(Timestamp Start, Timestamp End)?> spans =
        [
            (application.StartTime, application.EndOrLastEventTime),
            .. application.Jobs.Select(Span),
            .. application.SqlExecutions.Select(Span),
            .. application.Stages.Select(Span),
        ];
        return spans.OfType<(Timestamp Start, Timestamp End)>().SelectMany(span => (Timestamp[])[span.Start, span.End]);
    }

    private (Timestamp Start, Timestamp End)? Span(Job job) => job.SubmissionTime is { } start ? (start, job.CompletionTime ?? _application.EndOrLastEventTime) : null;

    private (Timestamp Start, Timestamp End)? Span(SqlExecution execution) =>
        execution.StartTime is { } start ? (start, execution.EndTime ?? _application.EndOrLastEventTime) : null;

    private (Timestamp Start, Timestamp End)? Span(StageAttempt stage)
    {
        var end = stage.CompletionTime ?? (stage.Status == StageStatus.Active ? _application.EndOrLastEventTime : null);
        return (stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is { } start && end is { } known ? (start, known) : null;
    }

    private ScopeTime Scope((Timestamp Start, Timestamp End) span, IEnumerable<StageAttempt> stages)
    {
        var core = stages.Select(stage => _stages.GetValueOrDefault(stage.Id)).OfType<CoreSplit>().Aggregate(new CoreSplit(), (sum, split) => sum + split);
        return new ScopeTime(_timeline.Wall(span.Start, span.End), core with { Idle = _timeline.IdleSlots(span.Start, span.End) });
    }

    private IReadOnlyList<SqlMetric> RunMetricsOf(StageAttempt stage, Dictionary<ExecutionId, IReadOnlyList<SqlMetric>> known)
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
