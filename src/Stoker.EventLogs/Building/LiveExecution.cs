using Stoker.EventLogs.Events.Sql;
using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>A SQL execution while the log is read (LiveExecutionData in SQLAppStatusListener.scala).</summary>
internal sealed class LiveExecution(long id)
{
    private readonly List<LiveJob> _jobs = [];

    /// <summary>Stages of its jobs as they were named, some more than once.</summary>
    private readonly List<int> _stages = [];
    private readonly List<KeyValuePair<AccumulatorId, long>> _driverValues = [];
    private readonly List<TableCommit> _commits = [];
    private StoredJson? _plan;
    private StoredJson? _planDescription;
    private int _planUpdates;

    public long Id { get; } = id;

    /// <summary>Metrics of all plans so far. Replaced, never changed, so that a stage can hold on to what was known when its job started.</summary>
    public IReadOnlySet<long> KnownMetrics { get; private set; } = new HashSet<long>();

    public SqlExecutionStart? Start { get; private set; }

    public SqlExecutionEnd? End { get; private set; }

    /// <summary>Bytes that the plan takes.</summary>
    public long StoredBytes => (_plan?.StoredBytes ?? 0) + (long)(_planDescription?.StoredBytes ?? 0);

    public void Apply(SqlExecutionStart start)
    {
        Start = start;
        (_plan, _planDescription) = (start.Plan, start.PlanDescription);
        Know(start.Metrics);
    }

    public void Apply(SqlPlanUpdate update)
    {
        if (update.Plan is not null)
        {
            _plan = update.Plan;
            _planDescription = update.PlanDescription;
            _planUpdates++;
        }

        Know(update.Metrics);
    }

    public void Apply(SqlExecutionEnd end) => End = end;

    public void Apply(DriverMetricUpdates updates)
    {
        foreach (var update in updates.Updates)
        {
            _driverValues.Add(new(new AccumulatorId(update.AccumulatorId), update.Value));
        }
    }

    public void Apply(IcebergCommit commit) => _commits.Add(commit.Commit);

    public void AddJob(LiveJob job)
    {
        _jobs.Add(job);
        _stages.AddRange(job.StageIds);
    }

    /// <summary>Takes less memory for the plan from here on.</summary>
    public void Compress()
    {
        _plan = _plan?.Compress();
        _planDescription = _planDescription?.Compress();
    }

    /// <param name="lastAttempts">For a stage, its last attempt.</param>
    public SqlExecution Freeze(IReadOnlyDictionary<int, StageAttempt> lastAttempts) => new()
    {
        Id = new ExecutionId(Id),
        RootId = new ExecutionId(Start?.RootId ?? Id),
        Description = Start?.Description ?? "",
        Details = Start?.Details ?? "",
        StartTime = Start?.Time is { } started ? new Timestamp(started) : null,
        EndTime = End?.Time is { } ended ? new Timestamp(ended) : null,
        ErrorMessage = End?.ErrorMessage,
        QueryId = Start?.QueryId ?? End?.QueryId,
        JobGroup = Start?.JobGroup,
        JobTags = Start?.JobTags ?? [],
        ModifiedConfigs = Start is null ? [] : [.. Start.ModifiedConfigs.OrderBy(pair => pair.Key, StringComparer.Ordinal)],
        Status = Status(),
        Jobs = [.. _jobs.Select(job => new JobId(job.Id))],
        Stages = [.. _stages.Distinct().Order().Select(stage => new StageId(stage))],
        Plan = new SqlPlan(_plan, _planDescription),
        PlanUpdates = _planUpdates,
        MetricStages = [.. ScalaHashOrder.Of(_stages).Where(lastAttempts.ContainsKey).Select(stage => lastAttempts[stage])],
        DriverValues = _driverValues,
        Commits = _commits,
    };

    private SqlExecutionStatus Status()
    {
        if (End is null)
        {
            return SqlExecutionStatus.Running;
        }

        var isFailed = End.ErrorMessage is { } error ? error.Length > 0 : _jobs.Exists(job => job.Status == JobStatus.Failed);
        return isFailed ? SqlExecutionStatus.Failed : SqlExecutionStatus.Completed;
    }

    private void Know(PlanMetric[] metrics)
    {
        if (Array.TrueForAll(metrics, metric => KnownMetrics.Contains(metric.AccumulatorId)))
        {
            return;
        }

        var known = new HashSet<long>(KnownMetrics);
        foreach (var metric in metrics)
        {
            known.Add(metric.AccumulatorId);
        }

        KnownMetrics = known;
    }
}
