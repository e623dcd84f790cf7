using System.IO.Enumeration;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>Chooses among the logs of a source.</summary>
internal sealed class LogChoice(string source, SourceSelection selection)
{
    /// <summary>Applications of one log that are named.</summary>
    private const int MostNamed = 5;

    /// <summary>Applies the selection.</summary>
    /// <exception cref="SourceException">There is no log, or none that matches.</exception>
    public ResolvedSource Choose(SourceListing listing, CancellationToken cancellationToken = default)
    {
        var issues = listing.Issues.ToList();
        var logs = WithoutCopies(listing.Candidates, issues);
        if (logs is [{ ReadHeaders: { } read } only] && (!Matches(only.Header) || selection.Last > 1 || selection.All) && read(cancellationToken) is { Count: > 0 } headers)
        {
            // Of the only log, the end is worth a look too: logs of several applications may have been joined.
            logs = [.. headers.Select(only.Of)];
        }

        var matching = logs.Where(log => Matches(log.Header))
            .OrderByDescending(log => IsBeside(log.Header))
            .ThenByDescending(log => log.Header.Start ?? DateTimeOffset.MinValue)
            .ThenByDescending(log => log.Header.AttemptId, StringComparer.Ordinal)
            .ThenBy(log => log.Location, StringComparer.Ordinal)
            .ToList();
        if (matching.Count == 0)
        {
            throw NothingChosen(logs, issues);
        }

        var eligible = selection.OneJob && matching.Count > selection.Last && matching[0].Header.Name is { } name ? matching.Where(log => JobName.AreAlike(log.Header.Name, name)) : matching;
        List<EventLogCandidate> chosen = selection.All ? matching : [.. eligible.Take(Math.Max(selection.Last, 1))];
        return new ResolvedSource(chosen, logs.Count - chosen.Count, issues, listing.Resource);
    }

    private bool Matches(LogHeader header) =>
        (selection.AppId is null || header.AppId == selection.AppId)
        && (selection.AttemptId is null || header.AttemptId == selection.AttemptId)
        && (selection.NameGlob is null || (header.Name is not null && FileSystemName.MatchesSimpleExpression(selection.NameGlob, header.Name)))
        && (selection.Since is null || header.Start >= selection.Since)
        && (selection.Until is null || header.Start < selection.Until);

    private bool IsBeside(LogHeader header) => selection.Beside is { Name: { Length: > 0 } name } other && JobName.AreAlike(header.Name, name) && (header.AppId, header.AttemptId) != (other.AppId, other.AttemptId);

    // Two files of one attempt are a copy. The larger is the more complete one.
    private static List<EventLogCandidate> WithoutCopies(IReadOnlyList<EventLogCandidate> candidates, List<ParseIssue> issues)
    {
        var kept = candidates.Where(log => log.Header.AppId is null).ToList();
        foreach (var same in candidates.Where(log => log.Header.AppId is not null).GroupBy(log => (log.Header.AppId, log.Header.AttemptId)))
        {
            var bySize = same.OrderByDescending(log => log.StoredBytes ?? 0).ThenBy(log => log.Location, StringComparer.Ordinal).ToList();
            kept.Add(bySize[0]);
            issues.AddRange(bySize.Skip(1).Select(copy => new ParseIssue(ParseIssueKind.DuplicateLog, copy.Location, null, null,
                $"It holds the same attempt of application {same.Key.AppId} as {bySize[0].Location}, which is larger or equal and was used.")));
        }
        return kept;
    }

    private SourceException NothingChosen(List<EventLogCandidate> logs, List<ParseIssue> issues)
    {
        if (logs.Count == 0)
        {
            var left = issues.Count == 0 ? "" : $"; {issues.Count} could not be read, the first of them {issues[0].File}: {issues[0].Message.TrimEnd('.')}";
            return new SourceException(SourceErrorKind.NothingSelected, source, $"there is no event log in it{left}",
                "Pass a Spark event log: a file or folder from spark.eventLog.dir, a History Server's download, or its address");
        }
        var newest = logs.MaxBy(log => log.Header.Start ?? DateTimeOffset.MinValue)?.Header ?? LogHeader.Unknown;
        return new SourceException(SourceErrorKind.NothingSelected, source,
            logs.Select(log => log.Location).Distinct().Count() == 1
                ? logs.Count == 1 ? "its application is not what was asked for" : $"none of its {logs.Count} applications is what was asked for"
                : $"none of its {logs.Count} logs is what was asked for",
            logs.Count > 1 && logs.TrueForAll(log => log.Location == logs[0].Location)
                ? $"It holds {string.Join(", ", logs.Take(MostNamed).Select(log => log.Header.AppId ?? log.Header.Name ?? "one without an id"))}{(logs.Count > MostNamed ? ", …" : "")}; change --app, --name, --since or --until"
                : $"The newest is {newest.AppId ?? "without an id"} \"{newest.Name}\" of {newest.Start:yyyy-MM-dd HH:mm} UTC; change --app, --name, --since or --until");
    }
}
