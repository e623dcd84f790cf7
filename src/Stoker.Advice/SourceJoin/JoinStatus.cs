namespace Stoker.Advice.SourceJoin;

/// <summary>How a finding in source stands to a run. The numbers are permanent.</summary>
public enum JoinStatus
{
    /// <summary>The work of its lines is known.</summary>
    Priced = 1,

    /// <summary>The work is that of its lines or of others; the log does not tell which.</summary>
    Ambiguous = 2,

    /// <summary>Nothing in the log was started by its lines.</summary>
    DidNotRun = 3,

    /// <summary>The source does not tell which calls run its lines, or the log not what its work came from.</summary>
    NotJoined = 4,
}
