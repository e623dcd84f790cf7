namespace Stoker.Simulation.Predictions;

/// <summary>Why a question is not answered, and what would answer it.</summary>
/// <param name="Reason">Why, with the numbers.</param>
/// <param name="Remedy">The run or log that would answer.</param>
public sealed record Refusal(string Reason, string Remedy);
