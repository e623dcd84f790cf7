using Stoker.Model.Storage;
using Stoker.Model.Units;

namespace Stoker.Model.Stages;

/// <summary>An RDD of a stage's lineage (key <c>RDD Info</c>).</summary>
public sealed record Rdd
{
    /// <summary>Number of the RDD.</summary>
    public required RddId Id { get; init; }

    /// <summary>Its name, mostly that of its class.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the operation that made it, such as <c>map</c> or <c>WholeStageCodegen (1)</c>; absent when the log has none.</summary>
    public string? ScopeName { get; init; }

    /// <summary>Id of that operation; absent when the log has none.</summary>
    public string? ScopeId { get; init; }

    /// <summary>Where the program made it; empty when the log has none.</summary>
    public string CallSite { get; init; } = "";

    /// <summary>RDDs it is made of.</summary>
    public IReadOnlyList<RddId> Parents { get; init; } = [];

    /// <summary>How it is to be persisted.</summary>
    public required StorageLevel StorageLevel { get; init; }

    /// <summary>Whether it runs in barrier mode.</summary>
    public bool IsBarrier { get; init; }

    /// <summary>Number of partitions.</summary>
    public int PartitionCount { get; init; }

    /// <summary>Partitions that were cached when the event was written.</summary>
    public int CachedPartitionCount { get; init; }

    /// <summary>Memory that its cached partitions took when the event was written.</summary>
    public Bytes MemorySize { get; init; }

    /// <summary>Disk that its cached partitions took when the event was written.</summary>
    public Bytes DiskSize { get; init; }
}
