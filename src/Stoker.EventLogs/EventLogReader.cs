using Stoker.EventLogs.Building;
using Stoker.EventLogs.Events;
using Stoker.EventLogs.Scanning;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;
using Stoker.Model.Units;

namespace Stoker.EventLogs;

/// <summary>Reads one application's event log into the model.</summary>
public static class EventLogReader
{
    /// <summary>Reads a log. Dirty input is no error: what could not be read is in the application's <see cref="Application.Reading"/>.</summary>
    /// <param name="log">The log, as <see cref="EventLogSources"/> found it.</param>
    /// <param name="threads">Threads to read with, at least 1.</param>
    /// <param name="progress">Told of progress after each few megabytes, on any thread; may be null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">The log cannot be opened, or the medium failed.</exception>
    public static Application Read(EventLogCandidate log, int threads, Action<ReadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        using var feed = log.Open(cancellationToken);
        var total = feed.TotalInputBytes;
        return Read(feed, threads, progress is null ? null : bytes => progress(new ReadProgress(bytes, total)), null, cancellationToken, log.Header);
    }

    /// <summary>Reads all segments of a feed.</summary>
    internal static Application Read(ISegmentFeed feed, int threads, Action<long>? progress, IEnumerable<ParseIssue>? earlierIssues, CancellationToken cancellationToken, LogHeader? wanted = null)
    {
        var issues = new IssueList();
        foreach (var issue in earlierIssues ?? [])
        {
            issues.Add(issue);
        }

        var applications = new ApplicationSplitter();
        using var assembler = new LogScanner(feed, applications, issues).Run(threads, progress, cancellationToken);
        var builder = applications.Finish(wanted ?? LogHeader.Unknown);
        if (Several(builder) is { } several)
        {
            issues.Add(new ParseIssue(ParseIssueKind.ImpossibleEvent, feed.FileNames[0], null, null, several));
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
            LacksBeginning = builder.LacksBeginning,
            Applications = applications.Applications.Sum(application => application.Applications),
            AreApplicationsMixed = builder.Applications > 1,
            OtherApplications = [.. applications.Applications.Where(application => application != builder).Select(application => application.Title)],
            RepeatedEvents = builder.RepeatedEvents,
            MisplacedEvents = builder.MisplacedEvents,
            TimesAstray = builder.TimesAstray,
            LongestSilence = new Milliseconds(builder.LongestSilence),
            LargestStepBack = new Milliseconds(builder.LargestStepBack),
        });
    }

    private static string? Several(ApplicationBuilder shown) =>
        shown.Applications > 1 ? $"The log holds {shown.Applications} applications; the last one's name and times are shown, and all events count together, as in the History Server."
        : null;

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
