using Stoker.Model.Units;

namespace Stoker.Model.Storage;

/// <summary>
/// An RDD that the program persisted. Sizes come from block updates, which Spark logs only with
/// <c>spark.eventLog.logBlockUpdates.enabled</c>; without them only the plan to cache is known.
/// </summary>
public sealed record CachedRdd
{
    /// <summary>Number of the RDD.</summary>
    public required RddId Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is persisted.</summary>
    public required StorageLevel Level { get; init; }

    /// <summary>Number of partitions.</summary>
    public required int PartitionCount { get; init; }

    /// <summary>First stage attempt that was submitted with it.</summary>
    public required Stages.StageAttemptId FirstUse { get; init; }

    /// <summary>Stage attempts that had it in their lineage: one makes it, the others could read it.</summary>
    public required IReadOnlyList<Stages.StageAttemptId> Uses { get; init; }

    /// <summary>Whether the program unpersisted it.</summary>
    public bool IsUnpersisted { get; init; }

    /// <summary>Partitions cached at the end of the log; absent when the log has no block updates.</summary>
    public int? CachedPartitionCount { get; init; }

    /// <summary>Memory taken at the end of the log; absent when the log has no block updates.</summary>
    public Bytes? MemoryUsed { get; init; }

    /// <summary>Disk taken at the end of the log; absent when the log has no block updates.</summary>
    public Bytes? DiskUsed { get; init; }

    /// <summary>Cached partitions at the end of the log, in the order in which they came; from block updates only.</summary>
    public IReadOnlyList<CachedPartition> Partitions { get; init; } = [];

    /// <summary>What executors held of it at the end of the log, ordered by executor id (ordinal); from block updates only.</summary>
    public IReadOnlyList<CachedRddHolding> Holdings { get; init; } = [];

    /// <summary>Most memory that its blocks took at once; absent when the log has no block updates.</summary>
    public Bytes? PeakMemoryUsed { get; init; }
}
