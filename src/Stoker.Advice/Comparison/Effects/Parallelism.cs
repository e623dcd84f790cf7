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
            (BalanceCause(a, b, scale), change - slots - filled),
        ];
    }

    /// <summary>Whether it had more or fewer slots: with fewer of them, tasks wait longer behind those of other stages too.</summary>
    public static bool HaveOtherSlots(StageFigures a, StageFigures b) => Math.Abs(a.Slots - b.Slots) >= LeastSlots;

    /// <summary>Share of the slots that can have a task at all.</summary>
    private static double Filled(StageFigures figures) => Math.Min(1, figures.Tasks / figures.Slots);

    private static DifferenceCause BalanceCause(StageFigures a, StageFigures b, StageScale scale)
    {
        if (TaskSkew.IsChanged(a, b))
        {
            return DifferenceCause.Skew;
        }

        // The last wave of tasks fills the slots better or worse.
        return a.Tasks != b.Tasks ? scale.TasksCause : HaveOtherSlots(a, b) ? DifferenceCause.Slots : scale.OverlapCause;
    }
}
