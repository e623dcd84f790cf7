namespace Stoker.Advice.Verification;

/// <summary>The span of the second run as predicted from the log of the first, and as measured; in ms.</summary>
/// <param name="Kind">What was changed, such as <c>2 x 2 to 2 x 4</c>.</param>
/// <param name="PredictedMs">What was predicted.</param>
/// <param name="LowMs">Lower end of the interval.</param>
/// <param name="HighMs">Upper end of the interval.</param>
/// <param name="MeasuredMs">What the second log says.</param>
public sealed record RunPrediction(string Kind, double PredictedMs, double LowMs, double HighMs, double MeasuredMs)
{
    /// <summary>The span of the first run, in ms; absent where it is not told.</summary>
    public double? BeforeMs { get; init; }

    /// <summary>How hard the question was, in log time; the interval is a multiple of it. Absent where no simulation made it.</summary>
    public double? Sigma { get; init; }

    /// <summary>Row of the table of intervals that it was taken from; absent likewise.</summary>
    public string? IntervalRow { get; init; }

    /// <summary>Whether the measured span lies in the interval.</summary>
    public bool IsInside => Holds(LowMs, HighMs, MeasuredMs);

    /// <summary>Whether an interval holds a time; one that reads like an end of it lies inside.</summary>
    internal static bool Holds(double lowMs, double highMs, double measuredMs) => measuredMs >= (1 - VerificationThresholds.SameTime) * lowMs && measuredMs <= (1 + VerificationThresholds.SameTime) * highMs;
}
