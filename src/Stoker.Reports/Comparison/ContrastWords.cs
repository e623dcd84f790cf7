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
        var isTimeAlike = IsTimeAlike(comparison);
        var hasTasks = comparison.Contrasts.Any(contrast => contrast.Name == QuantityName.TaskMs);
        List<string> parts =
        [
            .. comparison.Contrasts
                .Where(contrast => contrast.Name == QuantityName.FailedJobs ? !hasFailure : (isTimeAlike && !(hasTasks && contrast.Name == QuantityName.CoreMs) && !IsPace(comparison, contrast)))
                .Select(contrast => Of(contrast, comparison)),
        ];
        return parts.Count == 0 ? null : $"{(isTimeAlike ? "But " : "And ")}{string.Join("; ", parts)}.";
    }

    /// <summary>Whether the sentence says how much of the work is in stages that do the same.</summary>
    public static bool SayOtherWork(RunComparison comparison) => IsTimeAlike(comparison) && comparison.Contrasts.Any(contrast => contrast.Name == QuantityName.OtherWorkShare);

    private static bool IsTimeAlike(RunComparison comparison) => comparison.Verdict is ComparisonVerdict.NoRealDifference or ComparisonVerdict.OtherPace;

    private static string Of(ComparedQuantity contrast, RunComparison comparison) => contrast.Name switch
    {
        QuantityName.FailedJobs => contrast.Before < contrast.After
            ? $"{Quantity.Count((long)contrast.After, "job")} failed in B and none in A"
            : $"{Quantity.Count((long)contrast.Before, "job")} failed in A and none in B",
        QuantityName.TaskMs => $"B's tasks took {Times(contrast)} core time ({Durations(contrast)}{Main(comparison, contrast)})",
        QuantityName.CoreMs => $"B held {Times(contrast)} slot time ({Durations(contrast)}){(IsCluster(comparison) ? ", which is what a cluster bills" : "")}",
        QuantityName.SpilledBytes => $"B spilled {Quantity.Size(new Bytes((long)contrast.After))} to disk, A {Quantity.Size(new Bytes((long)contrast.Before))}",
        QuantityName.FailedMs => $"attempts that failed or were killed took {Quantity.Duration(new Milliseconds((long)contrast.After))} in B, {Quantity.Duration(new Milliseconds((long)contrast.Before))} in A",
        _ => contrast.After >= 0.995
            ? "none of their task time is in stages that do the same in both: it is another plan or another program"
            : $"only {Quantity.Share(1 - contrast.After, 1)} of their task time is in stages that do the same in both: the plan is another",
    };

    /// <summary>Whether a contrast of core time is the pace that the verdict has told.</summary>
    private static bool IsPace(RunComparison comparison, ComparedQuantity contrast) =>
        comparison.Verdict == ComparisonVerdict.OtherPace && contrast.Name is (QuantityName.TaskMs or QuantityName.CoreMs) && MainOf(comparison, contrast)?.Cause == DifferenceCause.Pace;

    private static string Main(RunComparison comparison, ComparedQuantity contrast) => MainOf(comparison, contrast) is { } main ? $", mostly {CauseWords.Of(main, comparison)}" : "";

    /// <summary>The cause that adds most to the core time of tasks, in its direction.</summary>
    private static CauseEffect? MainOf(RunComparison comparison, ComparedQuantity contrast)
    {
        var way = Math.Sign(contrast.After - contrast.Before);
        return comparison.Causes.Where(cause => cause.Cause != DifferenceCause.IdleSlots && Math.Sign(cause.Core.Value) == way).MaxBy(cause => Math.Abs(cause.Core.Value));
    }

    /// <summary>A factor from twice on, else a share: nobody reads that something took 0.1 times the time.</summary>
    private static string Times(ComparedQuantity contrast) => contrast switch
    {
        { Before: <= 0 } => "all",
        { After: var after, Before: var before } when after >= 2 * before => $"{Quantity.Ratio(after / before)} the",
        { After: var after, Before: var before } => $"{Quantity.Share(Math.Abs(after - before), before)} {(after < before ? "less" : "more")}",
    };

    /// <summary>Threads of one machine are on nobody's bill.</summary>
    private static bool IsCluster(RunComparison comparison) => comparison.Before.Application.Executors.Any(executor => !executor.IsDriver) || comparison.After.Application.Executors.Any(executor => !executor.IsDriver);

    private static string Durations(ComparedQuantity contrast) => $"{Quantity.Duration(new Milliseconds((long)contrast.Before))} in A, {Quantity.Duration(new Milliseconds((long)contrast.After))} in B";
}
