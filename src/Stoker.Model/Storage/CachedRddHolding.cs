using Stoker.Model.Units;

namespace Stoker.Model.Storage;

/// <summary>What an executor holds of a cached RDD.</summary>
/// <param name="ExecutorId">The executor.</param>
/// <param name="MemoryUsed">Memory it takes there.</param>
/// <param name="DiskUsed">Disk it takes there.</param>
public sealed record CachedRddHolding(string ExecutorId, Bytes MemoryUsed, Bytes DiskUsed);
