using Stoker.Model.Units;

namespace Stoker.Model.Streaming;

/// <summary>Progress of one micro batch (source: progress.scala). A rate or count that was not logged is absent.</summary>
public sealed record StreamingProgress
{
    /// <summary>Number of the batch.</summary>
    public required long BatchId { get; init; }

    /// <summary>When the batch was triggered.</summary>
    public Timestamp? Time { get; init; }

    /// <summary>How long the batch took; absent in old logs.</summary>
    public Milliseconds? Duration { get; init; }

    /// <summary>Time by part, such as <c>addBatch</c> or <c>queryPlanning</c>, in ms.</summary>
    public IReadOnlyDictionary<string, long> DurationMs { get; init; } = new Dictionary<string, long>();

    /// <summary>Event time facts, such as <c>watermark</c>.</summary>
    public IReadOnlyDictionary<string, string> EventTime { get; init; } = new Dictionary<string, string>();

    /// <summary>What each source gave.</summary>
    public IReadOnlyList<StreamingSource> Sources { get; init; } = [];

    /// <summary>State operators.</summary>
    public IReadOnlyList<StreamingStateOperator> StateOperators { get; init; } = [];

    /// <summary>Description of the sink; empty when not logged.</summary>
    public string Sink { get; init; } = "";

    /// <summary>Rows written; absent when the sink does not tell.</summary>
    public long? OutputRows { get; init; }
}
