using Stoker.Model.Units;

namespace Stoker.Model.Executors;

/// <summary>Executor metrics at a point in time; between two points of the timeline, these are the largest values logged.</summary>
/// <param name="Time">When it was logged, by the driver's clock.</param>
/// <param name="Values">The values.</param>
public readonly record struct ExecutorMemorySample(Timestamp Time, ExecutorPeaks Values);
