namespace Stoker.Findings.Pricing;

/// <summary>An amount with its interval: <c>Low ≤ Expected ≤ High</c>. The unit is that of the property that holds it.</summary>
public readonly record struct Estimate
{
    /// <summary>Makes an estimate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The three are not in order, or not finite.</exception>
    public Estimate(double low, double expected, double high)
    {
        if (!(low <= expected && expected <= high) || !double.IsFinite(low) || !double.IsFinite(high))
        {
            throw new ArgumentOutOfRangeException(nameof(expected), $"An estimate needs low ≤ expected ≤ high, all finite, and got {low}, {expected}, {high}.");
        }

        Low = low;
        Expected = expected;
        High = high;
    }

    /// <summary>The least it may be.</summary>
    public double Low { get; }

    /// <summary>The best single number.</summary>
    public double Expected { get; }

    /// <summary>The most it may be.</summary>
    public double High { get; }

    /// <summary>Both together, as if they were least, likeliest and most at once.</summary>
    public static Estimate operator +(Estimate left, Estimate right) => new(left.Low + right.Low, left.Expected + right.Expected, left.High + right.High);

    /// <summary>An amount that is known.</summary>
    public static Estimate Exactly(double amount) => new(amount, amount, amount);
}
