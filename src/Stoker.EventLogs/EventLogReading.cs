using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.EventLogs;

/// <summary>Stand-in until the reader takes candidates itself.</summary>
public static class EventLogReading
{
    /// <summary>Reads a candidate.</summary>
    public static Application Read(EventLogCandidate candidate, int threads, Action<long>? progress, IEnumerable<ParseIssue>? earlierIssues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        using var feed = candidate.Open(cancellationToken);
        return EventLogReader.Read(feed, threads, progress, earlierIssues, cancellationToken);
    }
}
