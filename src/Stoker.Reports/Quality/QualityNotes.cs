using Stoker.Analyses;
using Stoker.Model;
using Stoker.Model.Reading;
using Stoker.Model.Stages;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Quality;

/// <summary>What a reader must know about the log before trusting the numbers; empty for a clean log.</summary>
public static class QualityNotes
{
    /// <summary>The log ends before the application does.</summary>
    internal const string NoEnd = "The log has no end of the application: it was running, or its driver was killed. Times count up to the last event.";

    /// <summary>How the note on events of a vendor begins: they change no number.</summary>
    internal const string SkippedEvents = "Events that Spark itself does not write were skipped";

    private const int MostSourceIssues = 3;
    private const int MostEvents = 2;

    /// <summary>Notes, the ones that change most numbers first.</summary>
    public static IReadOnlyList<string> Of(Analysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return [.. Notes(analysis.Application), .. SlotNote(analysis), .. analysis.SourceIssues.Take(MostSourceIssues).Select(issue => $"{issue.File}: {issue.Message}")];
    }

    private static IEnumerable<string> Notes(Application application)
    {
        var reading = application.Reading;
        if (reading.IsCompacted)
        {
            yield return "The log was compacted by a History Server: events of finished jobs are gone, so totals are lower than what ran.";
        }

        if (reading.LacksBeginning)
        {
            yield return "The beginning of the log is missing: what ran before its first event is not counted, and what only the beginning tells is unknown.";
        }

        if (reading.IsTruncated)
        {
            yield return "The log is cut off; what follows its last whole line is not counted.";
        }
        else if (!application.IsComplete)
        {
            yield return NoEnd;
        }

        if (RepeatedLog(reading) is { } again)
        {
            yield return again;
        }

        foreach (var group in reading.Issues.Where(issue => issue.Kind is not (ParseIssueKind.RepeatedLog or ParseIssueKind.CompactedLog or ParseIssueKind.TruncatedLine or ParseIssueKind.TruncatedStream
                         or ParseIssueKind.RepeatedEvent or ParseIssueKind.MisplacedEvent)) // LOG012 counts them.
                     .GroupBy(issue => issue.Kind))
        {
            yield return IssueNote(group.Key, [.. group], reading);
        }

        if (!application.Settings.IsKnown && application.Jobs.Count > 0)
        {
            yield return "The log has no settings (EnvironmentUpdate is missing).";
        }

        if (reading.Events.Where(count => !count.IsKnown).ToList() is { Count: > 0 } unknown)
        {
            yield return SkippedEvents + ": "
                + string.Join(", ", unknown.OrderByDescending(count => count.Count).Take(MostEvents).Select(count => $"{ShortName(count.Name)} ({Quantity.Count(count.Count)})"))
                + (unknown.Count > MostEvents ? $" and {Quantity.Count(unknown.Count - MostEvents, "other kind")}." : ".");
        }

        var open = application.Stages.Sum(stage => stage.Status == StageStatus.Active ? stage.ActiveTasks : 0);
        if (open > 0)
        {
            yield return $"{Quantity.Count(open, "task attempt")} without an end in the log {(open == 1 ? "counts" : "count")} up to its last event, as compute: what {(open == 1 ? "it" : "they")} did is not known.";
        }
    }

    /// <summary>That the log begins again, where, and what counts; absent where it does not.</summary>
    internal static string? RepeatedLog(ReadingReport reading) => reading.Issues.FirstOrDefault(issue => issue.Kind == ParseIssueKind.RepeatedLog) is { } again
        ? $"The log begins again: {(reading.Files.Count > 1 ? Path.GetFileName(again.File) + ", " : "")}line {Quantity.Count(again.Line ?? 0)} is a second start of the same application. It was joined with a copy of itself, or of a part; what is there twice ({Quantity.Count(reading.RepeatedEvents, "event")}) counts once. Take the log as Spark wrote it to be sure."
        : null;

    private static string[] SlotNote(Analysis analysis) => analysis.Time.AreSlotsInferred && analysis.Application.TaskAttemptCount > 0
        ? ["The log does not tell how many cores executors had; their slots are taken to be the most tasks that ever ran on each at once."]
        : [];

    private static string ShortName(string eventName) => eventName[(eventName.LastIndexOf('.') + 1)..];

    private static string IssueNote(ParseIssueKind kind, List<ParseIssue> issues, ReadingReport reading)
    {
        var first = issues[0];
        var place = (reading.Files.Count > 1 ? Path.GetFileName(first.File) + " " : "") + (first.Line is { } line ? $"line {Quantity.Count(line)}" : "");
        var where = place.Length > 0 ? $" ({(issues.Count > 1 ? "first: " : "")}{place.Trim()})" : "";
        var atLeast = reading.IssueCount > reading.Issues.Count ? "at least " : "";
        return $"{atLeast}{CountOf(kind, issues.Count)}{where}: {first.Message}";
    }

    private static string CountOf(ParseIssueKind kind, int count) => kind switch
    {
        ParseIssueKind.MalformedLine => Quantity.Count(count, "broken line"),
        ParseIssueKind.IncompleteEvent => Quantity.Count(count, "incomplete event"),
        ParseIssueKind.DamagedBlock => Quantity.Count(count, "damaged block"),
        ParseIssueKind.LineTooLong => Quantity.Count(count, "line that is too long", "lines that are too long"),
        ParseIssueKind.EmptyLine => Quantity.Count(count, "empty line"),
        ParseIssueKind.MissingFile => Quantity.Count(count, "missing file"),
        ParseIssueKind.ImpossibleEvent => Quantity.Count(count, "event that cannot be", "events that cannot be"),
        ParseIssueKind.ImpossibleValue => Quantity.Count(count, "value that cannot be", "values that cannot be"),
        _ => Quantity.Count(count, "issue"),
    };
}
