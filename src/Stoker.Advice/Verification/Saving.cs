namespace Stoker.Advice.Verification;

/// <summary>A saving as predicted and as measured, in seconds; negative where time was lost.</summary>
/// <param name="Low">The least that was predicted.</param>
/// <param name="Expected">What was predicted.</param>
/// <param name="High">The most that was predicted.</param>
/// <param name="Measured">What was saved.</param>
/// <param name="Noise">What the measured saving varies by from run to run: half of a 95 % interval.</param>
public sealed record Saving(double Low, double Expected, double High, double Measured, double Noise)
{
    /// <summary>What the pair says of it. One that is smaller than noise is told from another one only where the measured one lies far outside.</summary>
    public VerificationOutcome Outcome => Measured + Doubt < Low ? VerificationOutcome.LessThanPredicted
        : Measured - Doubt > High ? VerificationOutcome.MoreThanPredicted
        : IsBelowNoise ? VerificationOutcome.BelowNoise
        : Math.Abs(Measured) <= Noise ? VerificationOutcome.WithinNoise
        : VerificationOutcome.AsPredicted;

    /// <summary>Whether it lies in the interval only because of noise.</summary>
    public bool IsOutsideButForNoise => Measured < Low || Measured > High;

    /// <summary>The same where findings that are still there cost so much less, or more where below 0: the interval reaches so far.</summary>
    internal Saving Beside(double lessSeconds) => this with { Low = Low + Math.Min(0, lessSeconds), High = High + Math.Max(0, lessSeconds) };

    /// <summary>Whether two runs differ by more than was predicted.</summary>
    internal bool IsBelowNoise => Expected < Noise;

    private double Doubt => IsBelowNoise ? VerificationThresholds.FarOutside * Noise : Noise;

    /// <summary>Runs on each side that would tell the expected saving from noise: n = 2 (1.96 sd / saving)², where noise = 1.96 sd √2.</summary>
    public int RunsNeeded => Expected <= 0 ? int.MaxValue : (int)Math.Max(1, Math.Min(int.MaxValue, Math.Ceiling(Noise * Noise / (Expected * Expected))));
}
