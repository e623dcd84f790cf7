using Stoker.Advice.Comparison;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Reports.Failures;
using Stoker.Reports.Headers;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Comparison;

/// <summary>That one of two runs failed and the other did not, which is the first thing to know of their times.</summary>
internal static class FailureWords
{
    private const int LongestReason = 100;

    /// <summary>The sentence; nothing where neither or both failed.</summary>
    public static string? Of(RunComparison comparison) => (FailedRun.LastJobOf(comparison.Before.Application), FailedRun.LastJobOf(comparison.After.Application)) switch
    {
        ({ } job, null) => Of("A", job),
        (null, { } job) => Of("B", job),
        _ => null,
    };

    private static string Of(string letter, Job job)
    {
        var reason = job.FailureMessage is { Length: > 0 } message ? CellWidth.Cut(CellWidth.Clean(FailureCause.Of(message)).TrimEnd('.'), LongestReason, "...") : "";
        return $"{letter} failed in job {job.Id}{(reason.Length > 0 ? $" ({reason})" : "")}: what it did not come to is missing from its time.";
    }
}
