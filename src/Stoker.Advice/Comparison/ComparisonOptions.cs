namespace Stoker.Advice.Comparison;

/// <summary>What is known beside the two logs.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Standard deviation of the wall time of repeated runs, as a share of it, from 0 to 1; 3 % where nobody measured it.</summary>
    public double Noise { get; init; } = ComparisonThresholds.Noise;
}
