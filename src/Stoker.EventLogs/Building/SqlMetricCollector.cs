using Stoker.EventLogs.Events.Tasks;
using Stoker.Model.Columns;
using Stoker.Model.Sql;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Building;

/// <summary>
/// Values of SQL metrics that tasks of one stage attempt report (LiveStageMetrics in SQLAppStatusListener.scala): by task index, the last attempt's
/// until one succeeds; then the index is frozen.
/// </summary>
/// <param name="taskCount">Task indices of the stage as planned when its job started.</param>
/// <param name="knownIds">Metrics that the execution's plan had when the job started; others are not counted.</param>
internal sealed class SqlMetricCollector(int taskCount, IReadOnlySet<long> knownIds)
{
    private readonly IndexSet _frozen = new();
    private readonly List<Metric> _metrics = [];
    private readonly Dictionary<long, int> _positions = [];

    /// <summary>Position of the metric that comes next if tasks report in the order of the task before, as they mostly do.</summary>
    private int _expected;

    public int TaskCount => taskCount;

    public IReadOnlySet<long> KnownIds => knownIds;

    /// <summary>Takes what a task reported at its end.</summary>
    public void Add(in TaskRecord record, ReadOnlySpan<MetricUpdate> updates)
    {
        if (Add(record.Index, record.TaskId, updates) && record is { IsFailed: false, IsKilled: false, FinishTime: > 0 })
        {
            _frozen.Add(record.Index);
        }
    }

    /// <summary>Takes what a task reported, at its end or with a heartbeat while it ran.</summary>
    /// <returns>False when the index is frozen or not one of the stage.</returns>
    public bool Add(int index, long taskId, ReadOnlySpan<MetricUpdate> updates)
    {
        if ((uint)index >= (uint)taskCount || index >= IndexSet.MaximumIndex || _frozen.Contains(index))
        {
            return false;
        }

        foreach (var update in updates)
        {
            if (Find(update.AccumulatorId) is not { } metric)
            {
                continue;
            }

            metric.Values.Set(index, update.Value);
            if (metric.MaximumTask == long.MinValue || update.Value > metric.Maximum)
            {
                metric.Maximum = update.Value;
                metric.MaximumTask = taskId;
            }
        }

        return true;
    }

    public Dictionary<AccumulatorId, SqlMetricValues> Freeze()
    {
        var values = new Dictionary<AccumulatorId, SqlMetricValues>(_metrics.Count);
        foreach (var metric in _metrics)
        {
            values.Add(new(metric.Id), new(metric.Values.Freeze(), taskCount, metric.Maximum, new TaskId(metric.MaximumTask)));
        }

        return values;
    }

    private Metric? Find(long id)
    {
        if (_expected < _metrics.Count && _metrics[_expected].Id == id)
        {
            return _metrics[_expected++];
        }

        if (!_positions.TryGetValue(id, out var position))
        {
            if (!knownIds.Contains(id))
            {
                return null;
            }

            position = _metrics.Count;
            _positions.Add(id, position);
            _metrics.Add(new Metric(id, Math.Min(taskCount, 1 << 18)));
        }

        _expected = position + 1;
        return _metrics[position];
    }

    private sealed class Metric(long id, int expectedRows)
    {
        public long Id { get; } = id;

        public MetricColumnBuilder Values { get; } = new(expectedRows);

        public long Maximum { get; set; }

        public long MaximumTask { get; set; } = long.MinValue;
    }
}
