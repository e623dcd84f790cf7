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

    /// <summary>Stages with another input count from this share of a finding's task time on; as for the advice as a whole. [derived]</summary>
    public const double OtherInputShare = 0.10;

    /// <summary>So many times the noise beyond its interval, a saving that was predicted to be smaller than the noise is a miss: no accident of one pair in thousands. [derived]</summary>
    public const double FarOutside = 2;

    /// <summary>A finding that costs less than this share of its stages does not ask for them to go altogether. [derived]</summary>
    public const double WholeWork = 0.8;

    /// <summary>Fewer stages than this are an accident, not a pace.</summary>
    public const int LeastPaceStages = 3;

    /// <summary>The middle half of the ratios must lie within this factor, or the stages changed for reasons of their own.</summary>
    public const double MostPaceSpread = 1.25;

    /// <summary>Stages with less task time tell nothing of the pace, in ms.</summary>
    public const double LeastPaceMs = 1_000;

    /// <summary>Times that differ by less are shown alike.</summary>
    public const double SameTime = 0.005;

    /// <summary>No correction for waits for CPUs is larger. [derived]</summary>
    public const double MostCpuWait = 5;

    /// <summary>How uncertain such a correction is, as a share of it: its two sides waited at other moments. [derived]</summary>
    public const double CpuWaitDoubt = 0.25;
}
