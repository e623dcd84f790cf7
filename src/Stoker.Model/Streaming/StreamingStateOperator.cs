using Stoker.Model.Units;

namespace Stoker.Model.Streaming;

/// <summary>State of a stateful operator after a batch. What the version does not log is absent.</summary>
/// <param name="Name">Name of the operator; absent before Spark 3.2.</param>
/// <param name="RowsTotal">Rows in the state.</param>
/// <param name="RowsUpdated">Rows changed by the batch.</param>
/// <param name="MemoryUsed">Memory of the state.</param>
/// <param name="RowsDroppedByWatermark">Rows that came too late.</param>
/// <param name="CommitTime">Time to commit the state.</param>
public sealed record StreamingStateOperator(string? Name, long? RowsTotal, long? RowsUpdated, Bytes? MemoryUsed, long? RowsDroppedByWatermark, Milliseconds? CommitTime);
