using Stoker.PySpark.Reading;

namespace Stoker.Witnesses;

/// <summary>Says why source could not be read: half a sentence without a full stop.</summary>
internal static class SourceTrouble
{
    /// <summary>Files that are named one by one.</summary>
    private const int MostFiles = 3;

    /// <summary>Why a file could not be read.</summary>
    /// <param name="issue">What was wrong.</param>
    /// <param name="path">The path to show.</param>
    public static string Of(SourceIssue issue, string path) => issue.Kind == SourceIssueKind.NoInterpreter
        ? $"no Python 3.8 or later can be run as '{issue.File}', which parses the source"
        : FormattableString.Invariant($"{path}{(issue.Line is { } line ? $":{line}" : "")}: {issue.Message.TrimEnd('.')}");

    /// <summary>What could not be read of files that were named, the first ones by name.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<SourceIssue> issues)
    {
        List<string> unread = [.. issues.Where(issue => issue.LeavesSourceUnread || issue.Kind == SourceIssueKind.TooLarge).DistinctBy(issue => issue.File).Select(issue => Of(issue, issue.File))];
        return unread.Count <= MostFiles ? unread : [.. unread.Take(MostFiles), FormattableString.Invariant($"{unread.Count - MostFiles} more files below --source could not be read; stoker lint names them")];
    }
}
