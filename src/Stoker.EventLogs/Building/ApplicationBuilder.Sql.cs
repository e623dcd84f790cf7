using Stoker.EventLogs.Events.Sql;
using Stoker.EventLogs.Events.Stages;
using Stoker.Model.Stages;

namespace Stoker.EventLogs.Building;

/// <content>SQL executions.</content>
internal sealed partial class ApplicationBuilder
{
    /// <summary>Plans are kept as they came until they take this much; then those of ended executions are compressed.</summary>
    private const long PlanBytesBeforeCompression = 32 << 20;

    private readonly Dictionary<long, LiveExecution> _executions = [];
    private readonly Dictionary<StageAttemptId, SqlMetricCollector> _sqlMetrics = [];

    /// <summary>For a stage, its last attempt that has SQL metrics.</summary>
    private readonly Dictionary<int, StageAttemptId> _lastSqlAttempts = [];
    private long _planBytes;

    private LiveExecution ExecutionOf(long id)
    {
        if (!_executions.TryGetValue(id, out var execution))
        {
            _executions.Add(id, execution = new LiveExecution(id));
        }

        return execution;
    }

    private void Apply(SqlExecutionStart start)
    {
        var execution = ExecutionOf(start.ExecutionId);
        if (execution.Start is { } known && known.Time == start.Time && !IsMixed)
        {
            _order.TellTwice(_entry);
            return;
        }

        if (execution is { Start: null, End: not null })
        {
            _order.TellMisplaced(_entry);
        }

        start = start.At(TimeOf(start.Time, "time"));
        execution.Apply(start);
        NoteNow(start.Time);
    }

    private void Apply(SqlExecutionEnd end)
    {
        end = end with { Time = TimeOf(end.Time, "time") };
        NoteNow(end.Time);
        var execution = ExecutionOf(end.ExecutionId);
        execution.Apply(end);
        _planBytes += execution.StoredBytes;
        if (_planBytes > PlanBytesBeforeCompression)
        {
            execution.Compress();
        }
    }

    private void StartSqlJob(LiveExecution execution, LiveJob job, List<StageDescription> stages)
    {
        execution.AddJob(job);
        if (execution.KnownMetrics.Count == 0)
        {
            return;
        }

        foreach (var stage in stages)
        {
            // A stage that has run for another job keeps what its tasks reported.
            if (!_stages.TryGetValue(stage.Id, out var known) || !known.HasTasks)
            {
                Collect(stage.Id, new SqlMetricCollector(stage.TaskCount, execution.KnownMetrics));
            }
        }
    }

    /// <summary>A new attempt of a stage of a SQL job reports anew, over as many task indices as the first.</summary>
    private void StartSqlAttempt(StageAttemptId id)
    {
        if (!_sqlMetrics.ContainsKey(id) && _lastSqlAttempts.TryGetValue(id.Stage.Value, out var last) && last < id)
        {
            var earlier = _sqlMetrics[last];
            Collect(id, new SqlMetricCollector(earlier.TaskCount, earlier.KnownIds));
        }
    }

    private void Collect(StageAttemptId id, SqlMetricCollector collector)
    {
        _sqlMetrics[id] = collector;
        _lastSqlAttempts[id.Stage.Value] = id;
    }
}
