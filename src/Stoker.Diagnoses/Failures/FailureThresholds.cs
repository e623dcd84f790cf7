namespace Stoker.Diagnoses.Failures;

/// <summary>Thresholds of the FAIL family.</summary>
internal static class FailureThresholds
{
    /// <summary>Failed attempts of one kind, together with <see cref="MinShare"/>. [derived]</summary>
    public static readonly Limit MinFailures = new("minFailures", 3);

    /// <summary>Share of tasks that failed. [derived]</summary>
    public static readonly Limit MinShare = new("minShare", 0.01);

    /// <summary>Share of tasks that failed which matters whatever the number. Dr. Elephant: low from 10 %.</summary>
    public static readonly Limit HighShare = new("highShare", 0.1);
}
