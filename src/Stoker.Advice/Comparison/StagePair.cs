using Stoker.Model.Stages;

namespace Stoker.Advice.Comparison;

/// <summary>A stage in both runs; one of them is absent where only the other has it.</summary>
/// <param name="Before">In the first run.</param>
/// <param name="After">In the second run.</param>
public readonly record struct StagePair(StageId? Before, StageId? After);
