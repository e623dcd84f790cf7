using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.Sql;

/// <summary>One execution of a query (SQLExecutionStart and SQLExecutionEnd; semantics of SQLAppStatusListener.scala).</summary>
public sealed record SqlExecution
{
    /// <summary>Number of the execution.</summary>
    public required ExecutionId Id { get; init; }

    /// <summary>Execution that started this one; its own id for a root and in logs before Spark 3.4.</summary>
    public required ExecutionId RootId { get; init; }

    /// <summary>Call site or <c>spark.job.description</c>.</summary>
    public string Description { get; init; } = "";

    /// <summary>Stack of the call site.</summary>
    public string Details { get; init; } = "";

    /// <summary>When it started; absent when the log lacks its start.</summary>
    public Timestamp? StartTime { get; init; }

    /// <summary>When it ended; absent while it runs.</summary>
    public Timestamp? EndTime { get; init; }

    /// <summary>Error text; empty for success, absent before Spark 3.4 and while it runs.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Query id; since Spark 4.</summary>
    public string? QueryId { get; init; }

    /// <summary>Job group; since Spark 4.</summary>
    public string? JobGroup { get; init; }

    /// <summary>Job tags; since Spark 3.5.</summary>
    public IReadOnlyList<string> JobTags { get; init; } = [];

    /// <summary>Settings that the session had changed when it started, sorted by key; since Spark 3.3.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ModifiedConfigs { get; init; } = [];

    /// <summary>How it stands.</summary>
    public required SqlExecutionStatus Status { get; init; }

    /// <summary>Its jobs in the order of their start.</summary>
    public required IReadOnlyList<JobId> Jobs { get; init; }

    /// <summary>Stages of its jobs, ascending, skipped ones included.</summary>
    public required IReadOnlyList<StageId> Stages { get; init; }

    /// <summary>The last plan.</summary>
    public required SqlPlan Plan { get; init; }

    /// <summary>Number of times adaptive execution replaced the plan.</summary>
    public int PlanUpdates { get; init; }

    /// <summary>Commits to Iceberg tables; only where DataFlint's metrics reporter logged them.</summary>
    public IReadOnlyList<TableCommit> Commits { get; init; } = [];

    /// <summary>Stage attempts whose task values count for the metrics: the last attempt of each stage.</summary>
    internal IReadOnlyList<StageAttempt> MetricStages { get; init; } = [];

    /// <summary>Values that the driver reported, in the order of the log.</summary>
    internal IReadOnlyList<KeyValuePair<AccumulatorId, long>> DriverValues { get; init; } = [];

    /// <summary>A metric over all tasks of the execution and the driver; absent when nothing reported it.</summary>
    public SqlMetricTotal? Total(SqlMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return SqlMetricAggregation.Total(this, metric);
    }

    /// <summary>
    /// The sum of a metric over all tasks of the execution and the driver, without the distribution that <see cref="Total"/> works out; absent when
    /// nothing reported it.
    /// </summary>
    public long? SumOf(SqlMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        long? sum = null;
        foreach (var stage in MetricStages)
        {
            if (stage.Tasks.SqlMetric(metric.Id) is { } reported)
            {
                sum = (sum ?? 0) + reported.Values.Sum();
            }
        }

        foreach (var (id, value) in DriverValues)
        {
            if (id == metric.Id)
            {
                sum = (sum ?? 0) + Math.Max(0, value);
            }
        }

        return sum;
    }

    /// <summary>Stage attempts whose tasks reported the metric.</summary>
    public IEnumerable<StageAttempt> StagesOf(SqlMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return MetricStages.Where(stage => stage.Tasks.SqlMetric(metric.Id) is not null);
    }
}
