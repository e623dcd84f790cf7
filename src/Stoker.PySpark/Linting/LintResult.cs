using Stoker.Findings.Tracing;
using Stoker.PySpark.Reading;

namespace Stoker.PySpark.Linting;

/// <summary>What a run of lint found.</summary>
public sealed record LintResult
{
    /// <summary>The findings to show, sorted by file, line, column and id.</summary>
    public required IReadOnlyList<LintFinding> Findings { get; init; }

    /// <summary>The findings that comments hide, sorted likewise.</summary>
    public required IReadOnlyList<LintFinding> Suppressed { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<SourceIssue> Issues { get; init; }

    /// <summary>Every call that starts a job, by file and in source order: what a log's jobs are matched with. Empty unless <see cref="LintSettings.Traces"/>.</summary>
    public required IReadOnlyList<SourceAction> Actions { get; init; }

    /// <summary>How many files were given.</summary>
    public required int FileCount { get; init; }

    /// <summary>How many of them use Spark and were checked.</summary>
    public required int SparkFileCount { get; init; }

    /// <summary>How many lines all files have.</summary>
    public required int LineCount { get; init; }
}
