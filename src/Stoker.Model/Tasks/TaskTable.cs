using Stoker.Model.Columns;
using Stoker.Model.Sql;
using Stoker.Model.Units;

namespace Stoker.Model.Tasks;

/// <summary>
/// All task attempts of one stage attempt in columns, a row for each, in the order in which they ended (attempts without an end last).
/// Reading a row copies nothing. Immutable and thread safe.
/// </summary>
public sealed class TaskTable
{
    private readonly TaskTableContent _content;

    internal TaskTable(TaskTableContent content) => _content = content;

    /// <summary>A table without tasks.</summary>
    public static TaskTable Empty { get; } = new TaskTableBuilder(0).Freeze(new Dictionary<AccumulatorId, SqlMetricValues>(), default);

    /// <summary>Number of task attempts.</summary>
    public int Count => _content.TaskId.Count;

    /// <summary>Failures and kills, ascending by row.</summary>
    public IReadOnlyList<TaskFailure> Failures => _content.Failures;

    /// <summary>Updates of accumulators that the program named, ascending by row.</summary>
    public IReadOnlyList<TaskAccumulable> Accumulables => _content.Accumulables;

    /// <summary>Accumulators of SQL metrics that tasks of this stage attempt reported; see <see cref="SqlMetric"/>.</summary>
    public IReadOnlyCollection<AccumulatorId> SqlMetricIds => _content.SqlMetrics.Keys;

    /// <summary>Executor ids that <see cref="ExecutorIndex"/> points into; shared by all tables of an application.</summary>
    public IReadOnlyList<string> ExecutorNames => _content.ExecutorNames;

    /// <summary>Task id of a row.</summary>
    public TaskId TaskId(int row) => new(_content.TaskId[row]);

    /// <summary>Position of the task among the tasks of the stage attempt; several attempts share it. After a stage retry it is not the partition.</summary>
    public int Index(int row) => (int)_content.Index[row];

    /// <summary>Number of the attempt of this index: 0 for the first.</summary>
    public int Attempt(int row) => (int)_content.Attempt[row];

    /// <summary>Partition that the task computes; absent before Spark 3.3.</summary>
    public int? PartitionId(int row) => _content.PartitionId[row] is var id && id >= 0 ? (int)id : null;

    /// <summary>When the driver launched the attempt.</summary>
    public Timestamp LaunchTime(int row) => new(_content.LaunchTime[row]);

    /// <summary>When the driver saw the end; absent for an attempt without an end.</summary>
    public Timestamp? FinishTime(int row) => Status(row) == TaskAttemptStatus.Running ? null : LaunchTime(row) + Duration(row);

    /// <summary>Finish minus launch by the driver's clock; for an attempt without an end, up to the last event of the log.</summary>
    public Milliseconds Duration(int row) => new(_content.Duration[row]);

    /// <summary>Time from when the driver began to fetch the result until the end; zero when the result came with the status message.</summary>
    public Milliseconds GettingResultTime(int row) => new(_content.GettingResultTime[row]);

    /// <summary>Executor that ran the attempt.</summary>
    public string ExecutorId(int row) => _content.ExecutorNames[(int)_content.Executor[row]];

    /// <summary>Position of the executor in <see cref="ExecutorNames"/>, for grouping without strings.</summary>
    public int ExecutorIndex(int row) => (int)_content.Executor[row];

    /// <summary>Host that ran the attempt.</summary>
    public string Host(int row) => _content.HostNames[(int)_content.Host[row]];

    /// <summary>How near the attempt ran to its data.</summary>
    public TaskLocality Locality(int row) => (TaskLocality)(_content.Flags[row] & 7);

    /// <summary>Whether the attempt is a speculative copy.</summary>
    public bool IsSpeculative(int row) => (_content.Flags[row] & TaskFlags.Speculative) != 0;

    /// <summary>Whether the attempt reported metrics. Without them every metric of the row is unknown, whatever the column holds.</summary>
    public bool HasMetrics(int row) => (_content.Flags[row] & TaskFlags.HasMetrics) != 0;

    /// <summary>How the attempt stands.</summary>
    public TaskAttemptStatus Status(int row) => (TaskAttemptStatus)((_content.Flags[row] >> TaskFlags.StatusShift) & 3);

    /// <summary>Why the attempt ended.</summary>
    public TaskEndReason EndReason(int row) => (TaskEndReason)((_content.Flags[row] >> TaskFlags.ReasonShift) & 15);

    /// <summary>Column of a metric; absent when no task of this stage attempt logged it. Rows without metrics hold 0: ask <see cref="HasMetrics"/>.</summary>
    public MetricColumn? Metric(TaskMetric metric) => _content.Metrics[(int)metric];

    /// <summary>Values of a SQL metric by task index (not by row), in the unit of its type; absent when no task reported it.</summary>
    public SqlMetricValues? SqlMetric(AccumulatorId id) => _content.SqlMetrics.GetValueOrDefault(id);

    /// <summary>
    /// Scheduler delay as the Spark UI defines it: duration less run, deserialization, result serialization and result fetch, never negative.
    /// Zero for an attempt without an end, and where no run time is known.
    /// </summary>
    public Milliseconds SchedulerDelay(int row) => Status(row) == TaskAttemptStatus.Running || !HasMetrics(row) || Metric(TaskMetric.ExecutorRunTime) is null
        ? Milliseconds.Zero
        : new(Math.Max(0, _content.Duration[row] - MetricOrZero(TaskMetric.ExecutorRunTime, row) - MetricOrZero(TaskMetric.ExecutorDeserializeTime, row)
            - MetricOrZero(TaskMetric.ResultSerializationTime, row) - _content.GettingResultTime[row]));

    private long MetricOrZero(TaskMetric metric, int row) => _content.Metrics[(int)metric]?[row] ?? 0;
}
