namespace Stoker.Model.Tasks;

/// <summary>Facts about the kinds of <see cref="TaskMetric"/>.</summary>
public static class TaskMetrics
{
    /// <summary>Number of metrics; valid metrics are 0 to this minus 1.</summary>
    public const int Count = (int)TaskMetric.OutputRecordsWritten + 1;

    /// <summary>Unit in which the metric is logged.</summary>
    public static TaskMetricUnit UnitOf(TaskMetric metric) => metric switch
    {
        TaskMetric.ExecutorDeserializeCpuTime or TaskMetric.ExecutorCpuTime or TaskMetric.ShuffleWriteTime => TaskMetricUnit.Nanoseconds,
        TaskMetric.ExecutorDeserializeTime or TaskMetric.ExecutorRunTime or TaskMetric.JvmGcTime or TaskMetric.ResultSerializationTime
            or TaskMetric.ShuffleFetchWaitTime or TaskMetric.ShuffleRemoteRequestsDuration
            or TaskMetric.ShuffleMergedRemoteRequestsDuration => TaskMetricUnit.Milliseconds,
        TaskMetric.PeakExecutionMemory or TaskMetric.PeakOnHeapExecutionMemory or TaskMetric.PeakOffHeapExecutionMemory or TaskMetric.ResultSize
            or TaskMetric.MemoryBytesSpilled or TaskMetric.DiskBytesSpilled or TaskMetric.ShuffleRemoteBytesRead
            or TaskMetric.ShuffleRemoteBytesReadToDisk or TaskMetric.ShuffleLocalBytesRead or TaskMetric.ShuffleMergedRemoteBytesRead
            or TaskMetric.ShuffleMergedLocalBytesRead or TaskMetric.ShuffleBytesWritten or TaskMetric.InputBytesRead
            or TaskMetric.OutputBytesWritten => TaskMetricUnit.Bytes,
        _ => TaskMetricUnit.Count,
    };
}
