using Stoker.EventLogs.Building;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Scanning;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.EventLogs;

/// <summary>Reads one application's event log into the model.</summary>
public static class EventLogReader
{
    /// <summary>Reads all segments of a feed.</summary>
    internal static Application Read(ISegmentFeed feed, int threads, Action<long>? progress, IEnumerable<ParseIssue>? earlierIssues, CancellationToken cancellationToken)
    {
        var issues = new IssueList();
        foreach (var issue in earlierIssues ?? [])
        {
            issues.Add(issue);
        }

        var builder = new ApplicationBuilder();
        using var assembler = new LogScanner(feed, builder, issues).Run(threads, progress, cancellationToken);
        if (builder.ApplicationStarts > 1)
        {
            issues.Add(new ParseIssue(
                ParseIssueKind.ImpossibleEvent,
                feed.FileNames[0],
                null,
                null,
                $"The log holds {builder.ApplicationStarts} applications; the last one's name and times are shown, and all events count together, as in the History Server."));
        }

        return builder.Freeze(new ReadingReport
        {
            Files = feed.FileNames,
            InputBytes = assembler.InputBytes,
            PlainBytes = assembler.PlainBytes,
            Lines = assembler.Lines,
            Events = Count(assembler),
            Issues = issues.Issues,
            IssueCount = issues.Count,
            IsCompacted = issues.Issues.Any(issue => issue.Kind == ParseIssueKind.CompactedLog),
            IsTruncated = assembler.IsTruncated,
        });
    }

    private static List<EventCount> Count(LogAssembler assembler)
    {
        List<EventCount> counts = [];
        if (assembler.TaskStarts > 0)
        {
            counts.Add(new EventCount("SparkListenerTaskStart", assembler.TaskStarts, IsKnown: true));
        }

        if (assembler.TaskEnds > 0)
        {
            counts.Add(new EventCount("SparkListenerTaskEnd", assembler.TaskEnds, IsKnown: true));
        }

        counts.AddRange(assembler.Counts.Select(pair => new EventCount(pair.Key, pair.Value, EventCatalog.TryFind(pair.Key, out _))));
        counts.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return counts;
    }
}
