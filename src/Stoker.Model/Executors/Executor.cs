using Stoker.Model.Units;

namespace Stoker.Model.Executors;

/// <summary>An executor or the driver (id <c>driver</c>); counters as in AppStatusListener.scala.</summary>
public sealed record Executor
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Host; empty when only tasks name the executor.</summary>
    public string Host { get; init; } = "";

    /// <summary>Host and port of its block manager; empty when the log has no block manager for it.</summary>
    public string HostPort { get; init; } = "";

    /// <summary>Whether this is the driver.</summary>
    public bool IsDriver => Id == "driver";

    /// <summary>When it registered; for an executor that only tasks name, its first task.</summary>
    public Timestamp AddTime { get; init; }

    /// <summary>When it was removed; absent while it lives at the end of the log.</summary>
    public Timestamp? RemoveTime { get; init; }

    /// <summary>Why it was removed.</summary>
    public string? RemoveReason { get; init; }

    /// <summary>When the driver asked for it; since Spark 3.4.</summary>
    public Timestamp? RequestTime { get; init; }

    /// <summary>When it registered with the driver; since Spark 3.4.</summary>
    public Timestamp? RegistrationTime { get; init; }

    /// <summary>Whether it had not been removed by the end of the log.</summary>
    public bool IsActive { get; init; }

    /// <summary>Whether Spark excluded it at the end of the log.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>How long it was excluded from the application before it was taken back; zero when it never was.</summary>
    public Milliseconds ExcludedTime { get; init; }

    /// <summary>Since when it has been excluded from the application; absent unless it was at the end of the log.</summary>
    public Timestamp? ExcludedSince { get; init; }

    /// <summary>Stages that it was excluded for at the end of the log, ascending.</summary>
    public IReadOnlyList<int> ExcludedInStages { get; init; } = [];

    /// <summary>Cores; 0 for a driver that runs no tasks.</summary>
    public int TotalCores { get; init; }

    /// <summary>Tasks it can run at once: its slots.</summary>
    public int MaxTasks { get; init; }

    /// <summary>Memory for storage, as the block manager told.</summary>
    public Bytes MaxMemory { get; init; }

    /// <summary>Memory for storage on the heap; absent before Spark 2.3.</summary>
    public Bytes? MaxOnHeapMemory { get; init; }

    /// <summary>Memory for storage off the heap; absent before Spark 2.3.</summary>
    public Bytes? MaxOffHeapMemory { get; init; }

    /// <summary>Blocks of RDDs it holds at the end of the log; from block updates only.</summary>
    public int RddBlocks { get; init; }

    /// <summary>Memory its blocks take at the end of the log; from block updates only.</summary>
    public Bytes MemoryUsed { get; init; }

    /// <summary>Of it, on the heap.</summary>
    public Bytes OnHeapMemoryUsed { get; init; }

    /// <summary>Of it, off the heap.</summary>
    public Bytes OffHeapMemoryUsed { get; init; }

    /// <summary>Disk its blocks take at the end of the log; from block updates only.</summary>
    public Bytes DiskUsed { get; init; }

    /// <summary>Task attempts without an end.</summary>
    public int ActiveTasks { get; init; }

    /// <summary>Task attempts that succeeded.</summary>
    public int CompletedTasks { get; init; }

    /// <summary>Task attempts that failed.</summary>
    public int FailedTasks { get; init; }

    /// <summary>Task starts.</summary>
    public int TotalTasks { get; init; }

    /// <summary>Sum of the durations of its task attempts.</summary>
    public Milliseconds TotalDuration { get; init; }

    /// <summary>Sum of the GC times of its task attempts: concurrent tasks all count the same pause.</summary>
    public Milliseconds TotalGcTime { get; init; }

    /// <summary>Bytes its tasks read from storage.</summary>
    public Bytes TotalInputBytes { get; init; }

    /// <summary>Shuffle bytes its tasks read, local and remote.</summary>
    public Bytes TotalShuffleRead { get; init; }

    /// <summary>Shuffle bytes its tasks wrote.</summary>
    public Bytes TotalShuffleWrite { get; init; }

    /// <summary>Resource profile it was made for.</summary>
    public ResourceProfileId ResourceProfile { get; init; }

    /// <summary>Attributes such as the container id, sorted by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>Addresses of its logs, sorted by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> LogUrls { get; init; } = [];

    /// <summary>Addresses of its resources (GPUs) by resource name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Resources { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Memory peaks of its whole life; absent when no task ended on it and nothing was polled.</summary>
    public ExecutorPeaks? Peaks { get; init; }

    /// <summary>Metrics over time, ascending; thinned to at most some thousand points by keeping the largest value of neighbors.</summary>
    public IReadOnlyList<ExecutorMemorySample> Timeline { get; init; } = [];
}
