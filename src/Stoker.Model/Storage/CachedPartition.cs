using Stoker.Model.Units;

namespace Stoker.Model.Storage;

/// <summary>A cached partition of an RDD.</summary>
/// <param name="Block">Name of its block: <c>rdd_12_3</c> is partition 3 of RDD 12.</param>
/// <param name="MemoryUsed">Memory that all copies take.</param>
/// <param name="DiskUsed">Disk that all copies take.</param>
/// <param name="Executors">Executors that hold a copy, in the order in which they got it.</param>
public sealed record CachedPartition(string Block, Bytes MemoryUsed, Bytes DiskUsed, IReadOnlyList<string> Executors);
