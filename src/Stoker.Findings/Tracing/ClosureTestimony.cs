using Stoker.Findings.Places;

namespace Stoker.Findings.Tracing;

/// <summary>What source says of the closures of one call.</summary>
/// <param name="Answer">In a word.</param>
public sealed record ClosureTestimony(ClosureAnswer Answer)
{
    /// <summary>The variable that is captured; absent unless something may be.</summary>
    public string? Name { get; init; }

    /// <summary>Where that variable gets its value, in the file as the log names it.</summary>
    public CallSitePlace? BoundAt { get; init; }

    /// <summary>The piece of source that makes the value, on one line.</summary>
    public string? MadeBy { get; init; }

    /// <summary>How many entries it has, where the source says so.</summary>
    public long? Entries { get; init; }

    /// <summary>How many bytes it has, where the source says so.</summary>
    public long? Bytes { get; init; }

    /// <summary>The file that was read, as its path on this machine; absent when none was.</summary>
    public string? File { get; init; }

    /// <summary>Why there is no better answer, or why this one is not sure of the file: half a sentence that begins in lower case and has no full stop.</summary>
    public string? Doubt { get; init; }
}
