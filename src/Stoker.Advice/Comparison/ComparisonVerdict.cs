namespace Stoker.Advice.Comparison;

/// <summary>What the comparison comes to.</summary>
public enum ComparisonVerdict
{
    /// <summary>The wall times differ by no more than two runs of one job do.</summary>
    NoRealDifference,

    /// <summary>They differ by more, and nearly all of it is the same work at another pace: the job did not change, its surroundings did.</summary>
    OtherPace,

    /// <summary>The second run took longer.</summary>
    Slower,

    /// <summary>The second run took less time.</summary>
    Faster,

    /// <summary>A log stops in the middle of work that the other has: their times cannot be compared, only what both have.</summary>
    CutShort,

    /// <summary>They are not two runs of one job: their times say nothing of each other.</summary>
    DifferentJobs,
}
