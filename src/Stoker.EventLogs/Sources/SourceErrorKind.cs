namespace Stoker.EventLogs.Sources;

/// <summary>Why a source gives no log.</summary>
public enum SourceErrorKind
{
    /// <summary>Nothing is there.</summary>
    NotFound,

    /// <summary>It is there, but may not be read.</summary>
    NoPermission,

    /// <summary>It is there, but the system cannot read it: a loop of links, a failing disk.</summary>
    Unreadable,

    /// <summary>It is there, but is no event log.</summary>
    NotALog,

    /// <summary>It may well hold a log, in a form or a place that is not read (yet).</summary>
    Unsupported,

    /// <summary>A running application answers there, not a History Server.</summary>
    LiveDriver,

    /// <summary>The server cannot be reached, is too slow, or gives an answer that makes no sense.</summary>
    Network,

    /// <summary>There are logs, but none is what was asked for; or there is none at all.</summary>
    NothingSelected,
}
