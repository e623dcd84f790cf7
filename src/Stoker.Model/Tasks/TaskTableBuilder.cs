using Stoker.Model.Columns;
using Stoker.Model.Sql;

namespace Stoker.Model.Tasks;

/// <summary>Collects the task attempts of one stage attempt. One owner, not thread safe.</summary>
internal sealed class TaskTableBuilder
{
    private readonly int _expectedRows;
    private readonly MetricColumnBuilder _taskId;
    private readonly MetricColumnBuilder _index;
    private readonly MetricColumnBuilder _attempt;
    private readonly MetricColumnBuilder _partitionId;
    private readonly MetricColumnBuilder _launchTime;
    private readonly MetricColumnBuilder _duration;
    private readonly MetricColumnBuilder _gettingResultTime;
    private readonly MetricColumnBuilder _executor;
    private readonly MetricColumnBuilder _host;
    private readonly MetricColumnBuilder _flags;
    private readonly MetricColumnBuilder?[] _metrics = new MetricColumnBuilder?[TaskMetrics.Count];
    private ulong _presentMetrics;
    private List<TaskFailure>? _failures;
    private List<TaskAccumulable>? _accumulables;

    public TaskTableBuilder(int expectedRows)
    {
        _expectedRows = expectedRows;
        _taskId = new(expectedRows, baseValue: null);
        _index = new(expectedRows);
        _attempt = new(expectedRows);
        _partitionId = new(expectedRows, baseValue: null);
        _launchTime = new(expectedRows, baseValue: null);
        _duration = new(expectedRows);
        _gettingResultTime = new(expectedRows);
        _executor = new(expectedRows);
        _host = new(expectedRows);
        _flags = new(expectedRows, baseValue: null);
    }

    public int Count => _taskId.Count;

    public void Append(in TaskRow row)
    {
        _taskId.Append(row.Task.Value);
        _index.Append(row.Index);
        _attempt.Append(row.Attempt);
        _partitionId.Append(row.PartitionId);
        _launchTime.Append(row.Launch.EpochMilliseconds);
        _duration.Append(row.Duration.Value);
        _gettingResultTime.Append(row.GettingResult.Value);
        _executor.Append(row.Executor);
        _host.Append(row.Host);
        _flags.Append(row.Flags);
    }

    /// <summary>Sets metrics of the row appended last.</summary>
    /// <param name="present">Bit n is set when metric n was logged.</param>
    /// <param name="nonZero">Bit n is set when its value is not zero; zeros need no storage.</param>
    /// <param name="values">By <see cref="TaskMetric"/>.</param>
    public void SetMetrics(ulong present, ulong nonZero, ReadOnlySpan<long> values)
    {
        _presentMetrics |= present;
        var row = Count - 1;
        while (nonZero != 0)
        {
            var metric = System.Numerics.BitOperations.TrailingZeroCount(nonZero);
            nonZero &= nonZero - 1;
            (_metrics[metric] ??= new MetricColumnBuilder(_expectedRows)).Set(row, values[metric]);
        }
    }

    public void Add(TaskFailure failure) => (_failures ??= []).Add(failure);

    public void Add(TaskAccumulable accumulable) => (_accumulables ??= []).Add(accumulable);

    public TaskTable Freeze(Dictionary<AccumulatorId, SqlMetricValues> sqlMetrics, TaskNames names)
    {
        var metrics = new MetricColumn?[TaskMetrics.Count];
        for (var metric = 0; metric < metrics.Length; metric++)
        {
            if ((_presentMetrics & (1ul << metric)) != 0)
            {
                var column = _metrics[metric] ?? new MetricColumnBuilder(0);

                // Rows behind the last value that is not zero have not been set.
                if (column.Count < Count)
                {
                    column.Set(Count - 1, 0);
                }

                metrics[metric] = column.Freeze();
            }
        }

        return new TaskTable(new TaskTableContent
        {
            TaskId = _taskId.Freeze(),
            Index = _index.Freeze(),
            Attempt = _attempt.Freeze(),
            PartitionId = _partitionId.Freeze(),
            LaunchTime = _launchTime.Freeze(),
            Duration = _duration.Freeze(),
            GettingResultTime = _gettingResultTime.Freeze(),
            Executor = _executor.Freeze(),
            Host = _host.Freeze(),
            Flags = _flags.Freeze(),
            Metrics = metrics,
            SqlMetrics = sqlMetrics,
            Failures = _failures is null ? [] : [.. _failures],
            Accumulables = _accumulables is null ? [] : [.. _accumulables],
            ExecutorNames = names.Executors ?? [],
            HostNames = names.Hosts ?? [],
        });
    }
}
