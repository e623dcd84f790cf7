using Stoker.Model.Sql;

namespace Stoker.Model.Stages;

/// <summary>Final value of an accumulator that the program named, as the stage's completion tells it.</summary>
/// <param name="Id">The accumulator.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value as text; absent when the log has none.</param>
public sealed record StageAccumulable(AccumulatorId Id, string Name, string? Value);
