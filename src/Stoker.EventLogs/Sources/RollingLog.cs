using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>Puts the files of a rolling log in order, as Spark's own reader does, but goes on where files are missing.</summary>
internal static class RollingLog
{
    /// <summary>Orders the files of one log.</summary>
    /// <param name="files">The files with their names, in any order; at least one.</param>
    public static IReadOnlyList<LogPart> Order(IEnumerable<(RollingFileName Name, IStoredFile File)> files)
    {
        var ordered = files.Select(file => new Placed(file.File, file.Name.Index, file.Name.IsCompact, CopiesCount: 0))
            .GroupBy(place => (place.Index, place.IsCompact))
            .Select(Larger)
            .OrderBy(place => place.Index)
            .ThenBy(place => place.IsCompact)
            .ToList();
        var firstKept = Math.Max(ordered.FindLastIndex(place => place.IsCompact), 0);
        var parts = new List<LogPart>();
        Placed? previous = null;
        foreach (var place in ordered.Skip(firstKept))
        {
            parts.Add(new LogPart(place.File, IssueBefore(place, previous)));
            previous = place;
        }
        return parts;
    }

    // Unpacking a file leaves it beside its packed form; reading both would count everything twice.
    private static Placed Larger(IEnumerable<Placed> same)
    {
        var bySize = same.OrderByDescending(place => place.File.StoredBytes).ThenBy(place => place.File.Name, StringComparer.Ordinal).ToList();
        return bySize[0] with { CopiesCount = bySize.Count - 1 };
    }

    private static ParseIssue? IssueBefore(Placed place, Placed? previous)
    {
        if (previous is null && place.IsCompact)
        {
            return new ParseIssue(ParseIssueKind.CompactedLog, place.File.Name, null, null,
                $"A History Server compacted files 1 to {place.Index} of this rolling log: finished jobs of that time are gone, totals are not those of the application.");
        }
        // Rolling starts with 1. Nothing but compaction removes files from the front.
        var expected = previous is null ? 1 : previous.Index + 1;
        if (place.Index <= expected)
        {
            return place.CopiesCount == 0 ? null : new ParseIssue(ParseIssueKind.DuplicateLog, place.File.Name, null, null,
                $"File {place.Index} of this rolling log is there {place.CopiesCount + 1} times; the larger one was used.");
        }
        return new ParseIssue(ParseIssueKind.MissingFile, place.File.Name, null, null,
            place.Index == expected + 1
                ? $"File {expected} of this rolling log is missing; reading goes on with file {place.Index}."
                : $"Files {expected} to {place.Index - 1} of this rolling log are missing; reading goes on with file {place.Index}.");
    }

    private sealed record Placed(IStoredFile File, long Index, bool IsCompact, int CopiesCount);
}
