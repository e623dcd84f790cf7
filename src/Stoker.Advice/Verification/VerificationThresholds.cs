namespace Stoker.Advice.Verification;

/// <summary>Limits of the verification, with where they come from.</summary>
internal static class VerificationThresholds
{
    /// <summary>Stages that nothing was done about moved by more than this: the run was disturbed (what-if.md 9.2).</summary>
    public const double Disturbed = 0.10;

    /// <summary>A finding that costs at least this share of what it cost is still there.</summary>
    public const double StillThere = 0.5;

    /// <summary>Rows read changed by more than this: the prediction was for another input (what-if.md 9.1).</summary>
    public const double OtherInput = 0.02;

    /// <summary>A finding that costs less than this share of its stages does not ask for them to go altogether. [derived]</summary>
    public const double WholeWork = 0.8;

    /// <summary>Fewer stages than this are an accident, not a pace.</summary>
    public const int LeastPaceStages = 3;

    /// <summary>The middle half of the ratios must lie within this factor, or the stages changed for reasons of their own.</summary>
    public const double MostPaceSpread = 1.25;

    /// <summary>Stages with less task time tell nothing of the pace, in ms.</summary>
    public const double LeastPaceMs = 1_000;

    /// <summary>With less CPU time, in ms, how long it was held for tells nothing.</summary>
    public const double LeastCpuMs = 500;

    /// <summary>Slots held for so many times as much CPU time are no accident: quiet runs of one job differ by 1.05, those of stages in a young and an old JVM by 1.3.</summary>
    public const double LeastCpuWait = 1.4;

    /// <summary>No correction is larger. [derived]</summary>
    public const double MostCpuWait = 5;

    /// <summary>How uncertain a correction is, as a share of it: its two sides waited at other moments. [derived]</summary>
    public const double CpuWaitDoubt = 0.25;

    /// <summary>So many times as many tasks at once are as many.</summary>
    public const double SameAtOnce = 1.1;
}
