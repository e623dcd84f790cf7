using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>
/// Splits the change of how many tasks of a stage ran at once: slots, tasks too few for the slots, and how evenly tasks filled them. Logarithmic means
/// keep the parts of a product additive (LMDI).
/// </summary>
internal static class Parallelism
{
    /// <summary>Average slots that differ by less come from executors that joined a little earlier or later.</summary>
    private const double LeastSlots = 0.5;

    /// <summary>What each cause adds to the wall time.</summary>
    public static IReadOnlyList<(DifferenceCause Cause, double Wall)> Of(StageFigures a, StageFigures b, StageScale scale)
    {
        // What is not the work's: W = R x (W / R) with logarithmic means.
        var mean = LogMean.Of(a.PathOwn, b.PathOwn);
        var change = b.PathOwn - a.PathOwn - (mean * Math.Log(b.Running / a.Running));
        if (mean <= 0 || a.Slots <= 0 || b.Slots <= 0 || a.Tasks == 0 || b.Tasks == 0)
        {
            // The stage is on the critical path of one run only: others end earlier or later. With other slots, that is why.
            return [(HaveOtherSlots(a, b) ? DifferenceCause.Slots : scale.OverlapCause, change)];
        }

        var slots = HaveOtherSlots(a, b) ? mean * Math.Log(a.Slots / b.Slots) : 0;
        var filled = mean * Math.Log(Filled(a) / Filled(b));
        return
        [
            (DifferenceCause.Slots, slots),
            (a.Tasks == b.Tasks ? DifferenceCause.Slots : scale.TasksCause, filled),
            .. Balance(a, b, scale, change - slots - filled),
        ];
    }

    /// <summary>How evenly tasks filled the slots: a stage waits for a task that became longer by no more than it became.</summary>
    private static IEnumerable<(DifferenceCause Cause, double Wall)> Balance(StageFigures a, StageFigures b, StageScale scale, double balance)
    {
        var most = TaskSkew.IsChanged(a, b) ? b.LongestTask - a.LongestTask : 0;
        var skew = Math.Sign(most) == Math.Sign(balance) ? Math.Sign(balance) * Math.Min(Math.Abs(balance), Math.Abs(most)) : 0;
        return [(DifferenceCause.Skew, skew), (BalanceCause(a, b, scale), balance - skew)];
    }

    /// <summary>Whether it had more or fewer slots: with fewer of them, tasks wait longer behind those of other stages too.</summary>
    public static bool HaveOtherSlots(StageFigures a, StageFigures b) => Math.Abs(a.Slots - b.Slots) >= LeastSlots;

    /// <summary>Share of the slots that can have a task at all.</summary>
    private static double Filled(StageFigures figures) => Math.Min(1, figures.Tasks / figures.Slots);

    /// <summary>The last wave of tasks fills the slots better or worse; else what ran beside them did, where that changed.</summary>
    private static DifferenceCause BalanceCause(StageFigures a, StageFigures b, StageScale scale) =>
        a.Tasks != b.Tasks ? scale.TasksCause
        : HaveOtherSlots(a, b) ? DifferenceCause.Slots
        : scale.OverlapCause == DifferenceCause.Overlap && HaveSameAtOnce(a, b) ? DifferenceCause.Unexplained
        : scale.OverlapCause;

    private static bool HaveSameAtOnce(StageFigures a, StageFigures b) =>
        a.AtOnce > 0 && b.AtOnce > 0 && Math.Abs(Math.Log(b.AtOnce / a.AtOnce)) < Math.Log(ComparisonThresholds.SameAtOnce);
}
