using System.Globalization;
using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;

namespace Stoker.Reports.Comparison;

/// <summary>More or fewer executors, or slots, in words.</summary>
internal static class ClusterWords
{
    /// <summary><c>fewer executors</c>, <c>more slots</c>; nothing where both runs had as many of the same size.</summary>
    public static string? Of(RunComparison comparison) => ClusterChange.Of(comparison.Before, comparison.After) switch
    {
        null => null,
        { IsOfExecutors: true } change => $"{Way(change.ExecutorsBefore, change.ExecutorsAfter)} executors",
        { ExecutorsBefore: > 0, ExecutorsAfter: > 0 } change => $"{Way(change.SlotsBefore, change.SlotsAfter)} slots per executor",
        { } change => $"{Way(change.TotalBefore, change.TotalAfter)} slots",
    };

    /// <summary>The same with both numbers, for a sentence: <c>fewer executors (1 instead of 2)</c>.</summary>
    public static string? WithNumbers(RunComparison comparison) =>
        ClusterChange.Of(comparison.Before, comparison.After) is { } change ? $"{Of(comparison)} ({Numbers(change)})" : null;

    private static string Numbers(ClusterChange change) => change switch
    {
        { IsOfExecutors: true, IsOfSize: false } => Instead(change.ExecutorsBefore, change.ExecutorsAfter),
        { IsOfExecutors: true } => $"{Number(change.ExecutorsAfter)} of {SlotText(change.SlotsAfter)} instead of {Number(change.ExecutorsBefore)} of {SlotText(change.SlotsBefore)}",
        { ExecutorsBefore: > 0, ExecutorsAfter: > 0 } => Instead(change.SlotsBefore, change.SlotsAfter),
        _ => Instead(change.TotalBefore, change.TotalAfter),
    };

    private static string Instead(double before, double after) => $"{Number(after)} instead of {Number(before)}";

    private static string Way(double before, double after) => after < before ? "fewer" : "more";

    private static string SlotText(double slots) => $"{Number(slots)} slot{(slots == 1 ? "" : "s")}";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
