namespace Stoker.Advice.Verification;

/// <summary>What came of a prediction. The numbers are permanent: they are written to the history.</summary>
public enum VerificationOutcome
{
    /// <summary>What was measured lies in the interval, noise taken into account.</summary>
    AsPredicted = 1,

    /// <summary>Less was saved than the least that was predicted.</summary>
    LessThanPredicted = 2,

    /// <summary>More was saved than the most that was predicted.</summary>
    MoreThanPredicted = 3,

    /// <summary>The saving is smaller than what two runs differ by anyway.</summary>
    BelowNoise = 4,

    /// <summary>The finding is still there: nothing was done about it, or not enough.</summary>
    StillThere = 5,

    /// <summary>The input changed too, or the plan for a reason beside the finding's remedies, so that the prediction was for another run.</summary>
    NotComparable = 6,

    /// <summary>Nothing was done about the finding: what differs between the runs is the cluster, or settings that none of its remedies names.</summary>
    Untouched = 7,

    /// <summary>What was measured is no more than two runs differ by, and the predicted saving may be as small: the pair does not tell it from none.</summary>
    WithinNoise = 8,

    /// <summary>The same work went at another pace, and nothing in the logs tells a change of the program from other load on the machine.</summary>
    OtherLoad = 9,
}
