using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>One task of a stage that takes much longer than the others.</summary>
internal static class TaskSkew
{
    /// <summary>Whether one run has such a task and the other has none, or a much milder one.</summary>
    public static bool IsChanged(StageFigures a, StageFigures b)
    {
        var (before, after) = (Ratio(a), Ratio(b));
        var (worse, better) = after > before ? (b, a) : (a, b);

        // Where the others became shorter and the longest stayed as it was, the task is not what changed.
        return worse.LongestTask >= (1 + ComparisonThresholds.LeastPace) * better.LongestTask
            && Math.Max(before, after) >= ComparisonThresholds.SkewRatio
            && Math.Max(before, after) >= ComparisonThresholds.SkewGrowth * Math.Min(before, after)
            && worse.LongestTask >= ComparisonThresholds.LongestTaskShare * worse.PathWork;
    }

    /// <summary>Time of the longest task above the mean of the others, in ms; 0 where it does not stand out.</summary>
    public static double Excess(StageFigures figures)
    {
        var others = figures.Tasks > 1 ? ((figures.MeanTask * figures.Tasks) - figures.LongestTask) / (figures.Tasks - 1) : figures.LongestTask;
        return figures.LongestTask >= ComparisonThresholds.SkewRatio * others ? figures.LongestTask - others : 0;
    }

    private static double Ratio(StageFigures figures) => figures.MeanTask > 0 ? figures.LongestTask / figures.MeanTask : 1;
}
