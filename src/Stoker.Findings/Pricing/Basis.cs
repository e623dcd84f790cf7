namespace Stoker.Findings.Pricing;

/// <summary>What an amount rests on. The numbers are permanent.</summary>
public enum Basis
{
    /// <summary>Summed from what the log measured.</summary>
    Measured = 1,

    /// <summary>The log gives bounds; the expected value lies between them.</summary>
    Bounded = 2,

    /// <summary>Derived with a ratio or model that is not of this run.</summary>
    Estimated = 3,
}
