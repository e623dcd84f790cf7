using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>What a source came to.</summary>
public sealed class ResolvedSource : IDisposable
{
    private readonly IDisposable? _resource;

    internal ResolvedSource(IReadOnlyList<EventLogCandidate> chosen, int othersCount, IReadOnlyList<ParseIssue> issues, IDisposable? resource)
    {
        Chosen = chosen;
        OthersCount = othersCount;
        Issues = issues;
        _resource = resource;
    }

    /// <summary>The logs that were asked for, the one that started last first. Never empty.</summary>
    public IReadOnlyList<EventLogCandidate> Chosen { get; }

    /// <summary>How many further logs the source holds.</summary>
    public int OthersCount { get; }

    /// <summary>What was wrong with the source as a whole: copies of one log, files that could not be looked into. Trouble inside a log comes with its segments.</summary>
    public IReadOnlyList<ParseIssue> Issues { get; }

    /// <summary>Removes temporary files. The chosen logs cannot be opened any more.</summary>
    public void Dispose() => _resource?.Dispose();
}
