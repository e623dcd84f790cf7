namespace Stoker.Predicting;

/// <summary>Wall time that curing one finding alone would save, in seconds. Savings of several findings overlap and are not to be added.</summary>
/// <param name="LowSeconds">The least.</param>
/// <param name="ExpectedSeconds">The best single number.</param>
/// <param name="HighSeconds">The most.</param>
/// <param name="Basis">What it rests on.</param>
public sealed record FindingSaving(double LowSeconds, double ExpectedSeconds, double HighSeconds, SavingBasis Basis);
