using Stoker.Model.Units;

namespace Stoker.Model.Sessions;

/// <summary>A statement that a client ran through Spark Connect or the Thrift server.</summary>
public sealed record ClientOperation
{
    /// <summary>Connect: the job tag; Thrift server: the statement id.</summary>
    public required string Id { get; init; }

    /// <summary>Which server took it.</summary>
    public required ClientServer Server { get; init; }

    /// <summary>Session; empty when the log lacks its start.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>User; empty when the log lacks its start.</summary>
    public string User { get; init; } = "";

    /// <summary>Text of the statement; empty when the log lacks its start.</summary>
    public string Statement { get; init; } = "";

    /// <summary>When it started.</summary>
    public Timestamp? StartTime { get; init; }

    /// <summary>When it finished, failed or was cancelled.</summary>
    public Timestamp? FinishTime { get; init; }

    /// <summary>When it was closed.</summary>
    public Timestamp? CloseTime { get; init; }

    /// <summary>Last state that the log tells: <c>Started</c>, <c>Analyzed</c>, <c>ReadyForExecution</c>, <c>Finished</c>, <c>Failed</c>, <c>Canceled</c>, <c>Closed</c>, …</summary>
    public required string State { get; init; }

    /// <summary>Error; absent unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Rows produced; absent when not told.</summary>
    public long? ProducedRows { get; init; }
}
