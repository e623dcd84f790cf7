using Stoker.Advice.Comparison;
using Stoker.EventLogs.Sources;

namespace Stoker.Comparing;

/// <summary>Which two runs to compare.</summary>
/// <param name="Before">SOURCE of the first run; the newest application in it that is chosen.</param>
/// <param name="After">SOURCE of the second run; absent to take the newest application of <paramref name="Before"/> and the one before it with its name, the older one first.</param>
public sealed record ComparisonRequest(string Before, string? After)
{
    /// <summary>Which applications of the sources.</summary>
    public SourceSelection Selection { get; init; } = SourceSelection.Newest;

    /// <summary>How the sources are read.</summary>
    public SourceOptions Options { get; init; } = new();

    /// <summary>What is known beside the logs.</summary>
    public ComparisonOptions Comparison { get; init; } = new();
}
