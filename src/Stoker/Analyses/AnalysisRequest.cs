using Stoker.EventLogs.Sources;

namespace Stoker.Analyses;

/// <summary>What to analyze, and how.</summary>
/// <param name="Source">A SOURCE: file, folder, <c>-</c> or address.</param>
public sealed record AnalysisRequest(string Source)
{
    /// <summary>Which applications of the source; the newest unless said otherwise.</summary>
    public SourceSelection Selection { get; init; } = SourceSelection.Newest;

    /// <summary>How the source is read.</summary>
    public SourceOptions Options { get; init; } = new();
}
