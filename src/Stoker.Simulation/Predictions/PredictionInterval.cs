namespace Stoker.Simulation.Predictions;

/// <summary>An interval that holds the truth in nine of ten cases. Milliseconds.</summary>
/// <param name="LowMs">Lower end.</param>
/// <param name="HighMs">Upper end.</param>
public readonly record struct PredictionInterval(double LowMs, double HighMs)
{
    /// <summary>Half its width over the middle, on a scale of ratios: 0.1 is about ±10 %.</summary>
    public double HalfWidth => LowMs > 0 ? Math.Sqrt(HighMs / LowMs) - 1 : 0;

    /// <summary>Whether a measured time lies in it.</summary>
    public bool Holds(double milliseconds) => LowMs <= milliseconds && milliseconds <= HighMs;
}
