namespace Stoker.Model.Tasks;

/// <summary>The shuffle block that could not be fetched.</summary>
/// <param name="ExecutorId">Executor that should have served it; absent when Spark did not know.</param>
/// <param name="Host">Its host; absent when Spark did not know.</param>
/// <param name="ShuffleId">The shuffle.</param>
/// <param name="MapId">Map task that wrote the block.</param>
/// <param name="ReduceId">Partition that was read.</param>
public sealed record FetchFailure(string? ExecutorId, string? Host, int ShuffleId, long MapId, int ReduceId);
