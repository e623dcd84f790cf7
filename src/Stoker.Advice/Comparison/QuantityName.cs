namespace Stoker.Advice.Comparison;

/// <summary>What a number beside a cause counts.</summary>
public enum QuantityName
{
    /// <summary>Rows read by the stages concerned.</summary>
    RowsRead,

    /// <summary>Bytes read by the stages concerned.</summary>
    BytesRead,

    /// <summary>Files read by the stages concerned.</summary>
    FilesRead,

    /// <summary>Tasks of the stages concerned.</summary>
    Tasks,

    /// <summary>Slots while the stages concerned ran, on average.</summary>
    Slots,

    /// <summary>Milliseconds that the longest task of the stage concerned took.</summary>
    LongestTaskMs,

    /// <summary>Milliseconds that a task of the stage concerned took on average.</summary>
    MeanTaskMs,

    /// <summary>Bytes written to disk for want of memory.</summary>
    SpilledBytes,

    /// <summary>Milliseconds of garbage collection, summed over tasks.</summary>
    GarbageCollectionMs,

    /// <summary>Milliseconds of waiting for shuffle blocks and writing them, summed over tasks.</summary>
    ShuffleMs,

    /// <summary>Milliseconds of attempts that failed or were killed.</summary>
    FailedMs,

    /// <summary>Milliseconds of CPU of the stages concerned.</summary>
    CpuMs,

    /// <summary>Milliseconds of all tasks of the stages concerned.</summary>
    TaskMs,

    /// <summary>Queries and jobs of RDD code.</summary>
    Queries,

    /// <summary>Stages that ran.</summary>
    Stages,

    /// <summary>Tasks that found no block of the cache and made its rows again.</summary>
    CacheMisses,

    /// <summary>Tasks of any stage that ran on a host at once while the stage concerned ran, on average.</summary>
    AtOnce,

    /// <summary>Executors from the first job to the end, on average.</summary>
    Executors,

    /// <summary>Tasks that an executor, or the driver in local mode, can run at once.</summary>
    SlotsOfExecutor,

    /// <summary>Milliseconds of launching, deserializing and results, summed over tasks.</summary>
    LaunchMs,

    /// <summary>Milliseconds on the critical path in which tasks waited behind those of other stages.</summary>
    BehindOthersMs,

    /// <summary>Milliseconds on the critical path in which tasks waited although slots were free.</summary>
    WaitingForLaunchMs,

    /// <summary>Records that tasks read from a cache, or from its source where a block was missing.</summary>
    CacheRecords,

    /// <summary>Milliseconds of slots, idle ones included.</summary>
    CoreMs,

    /// <summary>Jobs that failed.</summary>
    FailedJobs,

    /// <summary>Share of the task time of both runs in stages that only one of them ran, from 0 to 1; equal in both.</summary>
    OtherWorkShare,

    /// <summary>Bytes that the stages concerned wrote for shuffles.</summary>
    ShuffleWrittenBytes,

    /// <summary>Bytes that the stages concerned read from shuffles.</summary>
    ShuffleReadBytes,
}
