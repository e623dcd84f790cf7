namespace Stoker.EventLogs.Codecs;

/// <summary>How decoding a block went.</summary>
internal enum BlockOutcome
{
    /// <summary>All of it was decoded.</summary>
    Whole,

    /// <summary>The target was too small; nothing counts as written.</summary>
    TargetTooSmall,

    /// <summary>The block is damaged; nothing counts as written.</summary>
    Damaged,
}
