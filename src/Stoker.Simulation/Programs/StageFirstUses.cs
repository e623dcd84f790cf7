namespace Stoker.Simulation.Programs;

/// <summary>What first uses of a stage cost, in ms.</summary>
/// <param name="ColdMs">What its first task pays on a fresh slot.</param>
/// <param name="FirstMs">What its first task pays on each slot that was in use.</param>
/// <param name="IsTold">Whether the stage told it by its other tasks.</param>
/// <param name="EachMs">What each row paid, where they differ.</param>
internal readonly record struct StageFirstUses(double ColdMs, double FirstMs, bool IsTold, float[]? EachMs);
