namespace Stoker.Model.Tasks;

/// <summary>
/// A metric that Spark logs for each task (key <c>Task Metrics</c> of <c>SparkListenerTaskEnd</c>; source: JsonProtocol.scala).
/// The numbers are column positions inside one process and never stored.
/// </summary>
public enum TaskMetric
{
    /// <summary>Time to deserialize the task and fetch its binary. Key <c>Executor Deserialize Time</c>, ms, since Spark 1.x.</summary>
    ExecutorDeserializeTime,

    /// <summary>CPU time of the deserialization. Key <c>Executor Deserialize CPU Time</c>, ns, since Spark 2.1.</summary>
    ExecutorDeserializeCpuTime,

    /// <summary>Time the task's code ran on the executor, waits included. Key <c>Executor Run Time</c>, ms, since Spark 1.x.</summary>
    ExecutorRunTime,

    /// <summary>CPU time of the task's thread; Python workers are not in it. Key <c>Executor CPU Time</c>, ns, since Spark 2.1.</summary>
    ExecutorCpuTime,

    /// <summary>Sum of the peaks of the task's sort and hash structures. Key <c>Peak Execution Memory</c>, bytes, since Spark 3.0.</summary>
    PeakExecutionMemory,

    /// <summary>Peak of execution memory on the heap. Key <c>Peak On Heap Execution Memory</c>, bytes, since Spark 4.0.</summary>
    PeakOnHeapExecutionMemory,

    /// <summary>Peak of execution memory off the heap. Key <c>Peak Off Heap Execution Memory</c>, bytes, since Spark 4.0.</summary>
    PeakOffHeapExecutionMemory,

    /// <summary>Size of the serialized result, accumulator updates included. Key <c>Result Size</c>, bytes, since Spark 1.x.</summary>
    ResultSize,

    /// <summary>Time the whole JVM was in garbage collection while the task ran. Key <c>JVM GC Time</c>, ms, since Spark 1.x.</summary>
    JvmGcTime,

    /// <summary>Time to serialize the result. Key <c>Result Serialization Time</c>, ms, since Spark 1.x.</summary>
    ResultSerializationTime,

    /// <summary>Size in memory of what was spilled. Key <c>Memory Bytes Spilled</c>, bytes, since Spark 1.x.</summary>
    MemoryBytesSpilled,

    /// <summary>Size on disk of what was spilled. Key <c>Disk Bytes Spilled</c>, bytes, since Spark 1.x.</summary>
    DiskBytesSpilled,

    /// <summary>Shuffle blocks fetched from other hosts. Key <c>Remote Blocks Fetched</c>, no unit (a count), since Spark 1.x.</summary>
    ShuffleRemoteBlocksFetched,

    /// <summary>Shuffle blocks read locally. Key <c>Local Blocks Fetched</c>, no unit (a count), since Spark 1.x.</summary>
    ShuffleLocalBlocksFetched,

    /// <summary>Time the task was blocked on remote shuffle blocks. Key <c>Fetch Wait Time</c>, ms, since Spark 1.x.</summary>
    ShuffleFetchWaitTime,

    /// <summary>Shuffle bytes read from other hosts. Key <c>Remote Bytes Read</c>, bytes, since Spark 1.x.</summary>
    ShuffleRemoteBytesRead,

    /// <summary>Of these, bytes fetched to disk. Key <c>Remote Bytes Read To Disk</c>, bytes, since Spark 2.3.</summary>
    ShuffleRemoteBytesReadToDisk,

    /// <summary>Shuffle bytes read locally. Key <c>Local Bytes Read</c>, bytes, since Spark 1.3.</summary>
    ShuffleLocalBytesRead,

    /// <summary>Shuffle records read. Key <c>Total Records Read</c>, no unit (a count), since Spark 1.2.</summary>
    ShuffleRecordsRead,

    /// <summary>Sum of the durations of remote requests, which overlap. Key <c>Remote Requests Duration</c>, ms, since Spark 3.5.</summary>
    ShuffleRemoteRequestsDuration,

    /// <summary>Push-based shuffle: corrupt merged chunks met. Key <c>Corrupt Merged Block Chunks</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleCorruptMergedBlockChunks,

    /// <summary>Push-based shuffle: times the task fell back to original blocks. Key <c>Merged Fetch Fallback Count</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleMergedFetchFallbackCount,

    /// <summary>Push-based shuffle: merged blocks fetched from other hosts. Key <c>Merged Remote Blocks Fetched</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleMergedRemoteBlocksFetched,

    /// <summary>Push-based shuffle: merged blocks read locally. Key <c>Merged Local Blocks Fetched</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleMergedLocalBlocksFetched,

    /// <summary>Push-based shuffle: merged chunks fetched from other hosts. Key <c>Merged Remote Chunks Fetched</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleMergedRemoteChunksFetched,

    /// <summary>Push-based shuffle: merged chunks read locally. Key <c>Merged Local Chunks Fetched</c>, no unit (a count), since Spark 3.5.</summary>
    ShuffleMergedLocalChunksFetched,

    /// <summary>Push-based shuffle: merged bytes from other hosts. Key <c>Merged Remote Bytes Read</c>, bytes, since Spark 3.5.</summary>
    ShuffleMergedRemoteBytesRead,

    /// <summary>Push-based shuffle: merged bytes read locally. Key <c>Merged Local Bytes Read</c>, bytes, since Spark 3.5.</summary>
    ShuffleMergedLocalBytesRead,

    /// <summary>Push-based shuffle: sum of the durations of requests for merged blocks. Key <c>Merged Remote Requests Duration</c>, ms, since Spark 3.5.</summary>
    ShuffleMergedRemoteRequestsDuration,

    /// <summary>Bytes written for a shuffle. Key <c>Shuffle Bytes Written</c>, bytes, since Spark 1.x.</summary>
    ShuffleBytesWritten,

    /// <summary>Time blocked writing to disk or buffers. Key <c>Shuffle Write Time</c>, ns, since Spark 1.x.</summary>
    ShuffleWriteTime,

    /// <summary>Records written for a shuffle. Key <c>Shuffle Records Written</c>, no unit (a count), since Spark 1.2.</summary>
    ShuffleRecordsWritten,

    /// <summary>Bytes read from storage or from cached blocks. Key <c>Bytes Read</c>, bytes, since Spark 1.x.</summary>
    InputBytesRead,

    /// <summary>Records read from storage or from cached blocks. Key <c>Records Read</c>, no unit (a count), since Spark 1.3.</summary>
    InputRecordsRead,

    /// <summary>Bytes written to storage. Key <c>Bytes Written</c>, bytes, since Spark 1.2.</summary>
    OutputBytesWritten,

    /// <summary>Records written to storage. Key <c>Records Written</c>, no unit (a count), since Spark 1.3.</summary>
    OutputRecordsWritten,
}
