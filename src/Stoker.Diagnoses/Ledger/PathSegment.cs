namespace Stoker.Diagnoses.Ledger;

/// <summary>What a piece of the critical path is made of.</summary>
internal enum PathKind
{
    /// <summary>No job runs.</summary>
    Gap,

    /// <summary>A job runs, none of its stages.</summary>
    BetweenStages,

    /// <summary>A stage runs, before its last-finishing task was launched.</summary>
    Area,

    /// <summary>The task of a stage that finished last.</summary>
    LastTask,
}

/// <summary>A piece of the critical path.</summary>
/// <param name="StartMs">Begin, ms since the epoch.</param>
/// <param name="EndMs">End.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Stage">Position of the stage among those that ran; -1 outside of stages.</param>
internal readonly record struct PathSegment(long StartMs, long EndMs, PathKind Kind, int Stage)
{
    /// <summary>Its length.</summary>
    public long Milliseconds => EndMs - StartMs;
}
