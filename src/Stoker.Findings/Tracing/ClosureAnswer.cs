namespace Stoker.Findings.Tracing;

/// <summary>What source says of the functions that a call on RDDs sends to the tasks of its last stage. The numbers are permanent.</summary>
public enum ClosureAnswer
{
    /// <summary>They capture something large, which each task unpacks.</summary>
    Captures = 1,

    /// <summary>They capture nothing large, and read a broadcast.</summary>
    ReadsBroadcast = 2,

    /// <summary>They capture nothing large.</summary>
    CapturesNothing = 3,

    /// <summary>They do one way and do not another; the source does not tell which way ran.</summary>
    TwoWays = 4,

    /// <summary>The source at hand does not say.</summary>
    Unknown = 5,

    /// <summary>There is no source of that file.</summary>
    NoSource = 6,

    /// <summary>The line of the source holds no such call: it is not what ran.</summary>
    OtherSource = 7,

    /// <summary>The source could not be read.</summary>
    Unreadable = 8,

    /// <summary>Several files may be the one that ran, and they say different things.</summary>
    Contradicted = 9,
}
