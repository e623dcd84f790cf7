using Stoker.EventLogs.Scanning;
using Stoker.Model.Executors;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>Keys of task events in the order in which Spark 4.3 writes them (JsonProtocol.scala), and which metric each stands for.</summary>
internal static class TaskKeys
{
    public const int StageId = 1;
    public const int StageAttempt = 2;
    public const int TaskType = 3;
    public const int Reason = 4;
    public const int TaskInfo = 5;
    public const int ExecutorMetrics = 6;
    public const int TaskMetrics = 7;

    /// <summary>Added to a position in <see cref="Metrics"/> that holds an object of metrics instead of a metric.</summary>
    public const int ShuffleRead = 100;
    public const int ShuffleWrite = 101;
    public const int Input = 102;
    public const int Output = 103;
    public const int PushRead = 104;

    /// <summary>Keys of TaskStart and TaskEnd.</summary>
    public static readonly KeyTable Event = new(
        "Event", "Stage ID", "Stage Attempt ID", "Task Type", "Task End Reason", "Task Info", "Task Executor Metrics", "Task Metrics");

    public static readonly KeyTable Info = new(
        "Task ID", "Index", "Attempt", "Partition ID", "Launch Time", "Executor ID", "Host", "Locality", "Speculative", "Getting Result Time",
        "Finish Time", "Failed", "Killed", "Accumulables");

    public static readonly KeyTable Metrics = new(
        "Executor Deserialize Time", "Executor Deserialize CPU Time", "Executor Run Time", "Executor CPU Time", "Peak Execution Memory",
        "Peak On Heap Execution Memory", "Peak Off Heap Execution Memory", "Result Size", "JVM GC Time", "Result Serialization Time",
        "Memory Bytes Spilled", "Disk Bytes Spilled", "Shuffle Read Metrics", "Shuffle Write Metrics", "Input Metrics", "Output Metrics");

    public static readonly int[] MetricOf =
    [
        .. Range(TaskMetric.ExecutorDeserializeTime, TaskMetric.DiskBytesSpilled), ShuffleRead, ShuffleWrite, Input, Output,
    ];

    public static readonly KeyTable ShuffleReadMetrics = new(
        "Remote Blocks Fetched", "Local Blocks Fetched", "Fetch Wait Time", "Remote Bytes Read", "Remote Bytes Read To Disk", "Local Bytes Read",
        "Total Records Read", "Remote Requests Duration", "Push Based Shuffle", "Shuffle Push Read Metrics");

    public static readonly int[] ShuffleReadMetricOf =
    [
        .. Range(TaskMetric.ShuffleRemoteBlocksFetched, TaskMetric.ShuffleRemoteRequestsDuration), PushRead, PushRead,
    ];

    /// <summary>Spark 3.5 reads back another name than it writes for the fallback count; both mean the same.</summary>
    public static readonly KeyTable PushReadMetrics = new(
        "Corrupt Merged Block Chunks", "Merged Fetch Fallback Count", "Merged Remote Blocks Fetched", "Merged Local Blocks Fetched",
        "Merged Remote Chunks Fetched", "Merged Local Chunks Fetched", "Merged Remote Bytes Read", "Merged Local Bytes Read",
        "Merged Remote Requests Duration", "Merged Fallback Count");

    public static readonly int[] PushReadMetricOf =
    [
        .. Range(TaskMetric.ShuffleCorruptMergedBlockChunks, TaskMetric.ShuffleMergedRemoteRequestsDuration),
        (int)TaskMetric.ShuffleMergedFetchFallbackCount,
    ];

    public static readonly KeyTable ShuffleWriteMetrics = new("Shuffle Bytes Written", "Shuffle Write Time", "Shuffle Records Written");

    public static readonly int[] ShuffleWriteMetricOf = [.. Range(TaskMetric.ShuffleBytesWritten, TaskMetric.ShuffleRecordsWritten)];

    public static readonly KeyTable InputMetrics = new("Bytes Read", "Records Read");

    public static readonly int[] InputMetricOf = [.. Range(TaskMetric.InputBytesRead, TaskMetric.InputRecordsRead)];

    public static readonly KeyTable OutputMetrics = new("Bytes Written", "Records Written");

    public static readonly int[] OutputMetricOf = [.. Range(TaskMetric.OutputBytesWritten, TaskMetric.OutputRecordsWritten)];

    /// <summary>Keys of executor metrics; positions are those of <see cref="ExecutorMetric"/>.</summary>
    public static readonly KeyTable Executor = new([.. Enum.GetNames<ExecutorMetric>()]);

    /// <summary>The key under which Spark logs a metric.</summary>
    public static string NameOf(TaskMetric metric)
    {
        foreach (var (keys, metrics) in ((KeyTable, int[])[])
            [(Metrics, MetricOf), (ShuffleReadMetrics, ShuffleReadMetricOf), (PushReadMetrics, PushReadMetricOf), (ShuffleWriteMetrics, ShuffleWriteMetricOf), (InputMetrics, InputMetricOf), (OutputMetrics, OutputMetricOf)])
        {
            if (Array.IndexOf(metrics, (int)metric) is var key && key >= 0)
            {
                return keys[key];
            }
        }

        return metric.ToString();
    }

    private static IEnumerable<int> Range(TaskMetric first, TaskMetric last) => Enumerable.Range((int)first, last - first + 1);
}
