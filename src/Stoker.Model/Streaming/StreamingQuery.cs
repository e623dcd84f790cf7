using Stoker.Model.Units;

namespace Stoker.Model.Streaming;

/// <summary>A run of a Structured Streaming query.</summary>
public sealed record StreamingQuery
{
    /// <summary>Id of the query, the same over restarts from a checkpoint.</summary>
    public required string Id { get; init; }

    /// <summary>Id of this run.</summary>
    public required string RunId { get; init; }

    /// <summary>Name; absent when not set.</summary>
    public string? Name { get; init; }

    /// <summary>When it started; absent when the log lacks its start.</summary>
    public Timestamp? StartTime { get; init; }

    /// <summary>Whether the log holds its end.</summary>
    public bool IsTerminated { get; init; }

    /// <summary>Exception that ended it; absent for a clean stop.</summary>
    public string? Exception { get; init; }

    /// <summary>Progress of its batches, in the order of the log.</summary>
    public required IReadOnlyList<StreamingProgress> Progress { get; init; }

    /// <summary>Number of times it reported to be idle; since Spark 3.5.</summary>
    public int IdleReports { get; init; }
}
