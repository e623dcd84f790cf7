namespace Stoker.Model.Executors;

/// <summary>A measure that executors and the driver poll (key <c>Executor Metrics</c>; source: ExecutorMetricType.scala). Numbers are column positions.</summary>
public enum ExecutorMetric
{
    /// <summary>Heap in use, bytes.</summary>
    JVMHeapMemory,

    /// <summary>JVM memory off the heap in use, bytes.</summary>
    JVMOffHeapMemory,

    /// <summary>Execution memory on the heap, bytes.</summary>
    OnHeapExecutionMemory,

    /// <summary>Execution memory off the heap, bytes.</summary>
    OffHeapExecutionMemory,

    /// <summary>Storage memory on the heap, bytes.</summary>
    OnHeapStorageMemory,

    /// <summary>Storage memory off the heap, bytes.</summary>
    OffHeapStorageMemory,

    /// <summary>Execution and storage memory on the heap, bytes.</summary>
    OnHeapUnifiedMemory,

    /// <summary>Execution and storage memory off the heap, bytes.</summary>
    OffHeapUnifiedMemory,

    /// <summary>Direct buffers, bytes.</summary>
    DirectPoolMemory,

    /// <summary>Mapped buffers, bytes.</summary>
    MappedPoolMemory,

    /// <summary>Virtual memory of the JVM process, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreeJVMVMemory,

    /// <summary>Resident memory of the JVM process, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreeJVMRSSMemory,

    /// <summary>Virtual memory of Python workers, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreePythonVMemory,

    /// <summary>Resident memory of Python workers, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreePythonRSSMemory,

    /// <summary>Virtual memory of other processes, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreeOtherVMemory,

    /// <summary>Resident memory of other processes, bytes; 0 unless process-tree metrics are on.</summary>
    ProcessTreeOtherRSSMemory,

    /// <summary>Minor collections since the JVM started.</summary>
    MinorGCCount,

    /// <summary>Time of minor collections since the JVM started, ms.</summary>
    MinorGCTime,

    /// <summary>Major collections since the JVM started.</summary>
    MajorGCCount,

    /// <summary>Time of major collections since the JVM started, ms.</summary>
    MajorGCTime,

    /// <summary>Time of all collections since the JVM started, ms; since Spark 3.3.</summary>
    TotalGCTime,

    /// <summary>Concurrent collections since the JVM started; since Spark 4.0.</summary>
    ConcurrentGCCount,

    /// <summary>Time of concurrent collections since the JVM started, ms; since Spark 4.0.</summary>
    ConcurrentGCTime,
}
