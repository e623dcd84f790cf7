using Stoker.Advice.Comparison;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>What two runs differ in beside their wall time, in a sentence.</summary>
internal static class ContrastWords
{
    /// <summary>The sentence; nothing where they differ in nothing else. Where the time differs its causes are named, so that only failures are left to say.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="hasFailure">Whether the failure has been said.</param>
    public static string? Of(RunComparison comparison, bool hasFailure = false)
    {
        var isTimeAlike = comparison.Verdict is ComparisonVerdict.NoRealDifference or ComparisonVerdict.OtherPace;
        var hasTasks = comparison.Contrasts.Any(contrast => contrast.Name == QuantityName.TaskMs);
        List<string> parts =
        [
            .. comparison.Contrasts
                .Where(contrast => contrast.Name == QuantityName.FailedJobs ? !hasFailure : (isTimeAlike && !(hasTasks && contrast.Name == QuantityName.CoreMs) && !IsPace(comparison, contrast)))
                .Select(contrast => Of(contrast, comparison)),
        ];
        return parts.Count == 0 ? null : $"{(isTimeAlike ? "But " : "And ")}{string.Join("; ", parts)}.";
    }

    private static string Of(ComparedQuantity contrast, RunComparison comparison) => contrast.Name switch
    {
        QuantityName.FailedJobs => contrast.Before < contrast.After
            ? $"{Quantity.Count((long)contrast.After, "job")} failed in B and none in A"
            : $"{Quantity.Count((long)contrast.Before, "job")} failed in A and none in B",
        QuantityName.TaskMs => $"B's tasks took {Times(contrast)} the core time ({Durations(contrast)}{Main(comparison, contrast)})",
        QuantityName.CoreMs => $"B held {Times(contrast)} the slot time ({Durations(contrast)}), which is what a cluster bills",
        QuantityName.SpilledBytes => $"B spilled {Quantity.Size(new Bytes((long)contrast.After))} to disk, A {Quantity.Size(new Bytes((long)contrast.Before))}",
        QuantityName.FailedMs => $"attempts that failed or were killed took {Quantity.Duration(new Milliseconds((long)contrast.After))} in B, {Quantity.Duration(new Milliseconds((long)contrast.Before))} in A",
        _ => contrast.After >= 0.995
            ? "none of their task time is in stages that both ran: it is another plan or another program"
            : $"{Quantity.Share(contrast.After, 1)} of their task time is in stages that only one of them ran: the plan is another",
    };

    /// <summary>Whether a contrast of core time is the pace that the verdict has told.</summary>
    private static bool IsPace(RunComparison comparison, ComparedQuantity contrast) =>
        comparison.Verdict == ComparisonVerdict.OtherPace && contrast.Name is (QuantityName.TaskMs or QuantityName.CoreMs) && MainOf(comparison, contrast) == DifferenceCause.Pace;

    private static string Main(RunComparison comparison, ComparedQuantity contrast) => MainOf(comparison, contrast) is { } main ? $", mostly {CauseWords.Of(main)}" : "";

    /// <summary>The cause that adds most to the core time of tasks, in its direction.</summary>
    private static DifferenceCause? MainOf(RunComparison comparison, ComparedQuantity contrast)
    {
        var way = Math.Sign(contrast.After - contrast.Before);
        return comparison.Causes.Where(cause => cause.Cause != DifferenceCause.IdleSlots && Math.Sign(cause.Core.Value) == way).MaxBy(cause => Math.Abs(cause.Core.Value))?.Cause;
    }

    private static string Times(ComparedQuantity contrast)
    {
        var ratio = contrast.Before > 0 ? contrast.After / contrast.Before : double.PositiveInfinity;
        return double.IsInfinity(ratio) ? "all" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ratio:0.#} times");
    }

    private static string Durations(ComparedQuantity contrast) => $"{Quantity.Duration(new Milliseconds((long)contrast.Before))} in A, {Quantity.Duration(new Milliseconds((long)contrast.After))} in B";
}
