namespace Stoker.Advice.SourceJoin;

/// <summary>From which share of a run the lines of a finding matter (lint.md, section 4).</summary>
internal static class PriceThresholds
{
    /// <summary>Lines that took less core time than this share, and less of the run than <see cref="SmallWall"/>, are not worth a change.</summary>
    public const double SmallCore = 0.005;

    /// <summary>See <see cref="SmallCore"/>.</summary>
    public const double SmallWall = 0.01;

    /// <summary>Lines that took more than this share of core time or of the run are one severity worse.</summary>
    public const double Large = 0.05;
}
