namespace Stoker.Simulation.Predictions;

/// <summary>How wide the interval of a prediction is.</summary>
public enum Confidence
{
    /// <summary>Half-width above 20 %, or the run itself cannot be replayed well.</summary>
    Low,

    /// <summary>Half-width up to 20 %.</summary>
    Medium,

    /// <summary>Half-width up to 10 %.</summary>
    High,
}
