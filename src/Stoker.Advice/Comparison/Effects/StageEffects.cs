using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>
/// Splits the difference of a stage between two runs by cause. Task time is split by phase, each scaled by what it depends on; wall time is task time
/// over the tasks that ran at once, and the change of a product is shared out between its factors evenly, so that nothing is left over
/// (docs/internals/comparison.md).
/// </summary>
internal static class StageEffects
{
    /// <param name="sheet">Takes the parts.</param>
    /// <param name="stage">The stage in both runs.</param>
    /// <param name="unit">What it ran for.</param>
    /// <param name="doBytesTell">Whether bytes of shuffles of the two runs can be held against each other (<see cref="ShuffleBytes.Tell"/>).</param>
    public static void Add(EffectSheet sheet, MatchedPair<StageWork> stage, MatchedPair<WorkUnit> unit, bool doBytesTell = true)
    {
        if (CauseOfWhole(stage, unit) is { } whole)
        {
            sheet.Add(whole, (stage.After?.Figures.Path ?? 0) - (stage.Before?.Figures.Path ?? 0), (stage.After?.Figures.Running ?? 0) - (stage.Before?.Figures.Running ?? 0), stage.Before, stage.After);
        }
        else if (stage is { Before: { } before, After: { } after })
        {
            AddParts(sheet, before, after, unit, doBytesTell);
        }
    }

    /// <summary>What a stage is laid to as a whole, because the other run does not have it, or not to its end; nothing for a stage that both ran.</summary>
    private static DifferenceCause? CauseOfWhole(MatchedPair<StageWork> stage, MatchedPair<WorkUnit> unit) => (stage, unit) switch
    {
        ({ Before.IsFinished: false } or { After.IsFinished: false }, { Before: not null, After: not null }) => DifferenceCause.CutShort,
        ({ Before: null }, { Before.IsFinished: false }) or ({ After: null }, { After.IsFinished: false }) => DifferenceCause.CutShort,
        ({ Before: not null, After: not null, IsSame: true }, _) => null,
        (_, { Before: not null, After: not null }) => DifferenceCause.OtherPlan,
        (_, { IsCutShort: true }) => DifferenceCause.CutShort,
        _ => DifferenceCause.OtherWork,
    };

    private static void AddParts(EffectSheet sheet, StageWork before, StageWork after, MatchedPair<WorkUnit> unit, bool doBytesTell)
    {
        var (a, b) = (before.Figures, after.Figures);
        sheet.Add(DifferenceCause.WaitingForExecutors, b.PathWaitingForExecutors - a.PathWaitingForExecutors, 0, before, after);
        sheet.Add(DifferenceCause.Scheduling, b.PathWaitingForLaunch - a.PathWaitingForLaunch, 0, before, after);
        if (a.Running <= 0 || b.Running <= 0)
        {
            sheet.Add(DifferenceCause.Unexplained, b.PathWork - a.PathWork, b.Running - a.Running, before, after);
            return;
        }

        var scale = StageScale.Of(before, after, unit, doBytesTell);
        sheet.Add(Parallelism.HaveOtherSlots(a, b) ? DifferenceCause.Slots : scale.OverlapCause, b.PathBehindOthers - a.PathBehindOthers, 0, before, after);

        // W = R x (W / R): with logarithmic means the parts of R and the change of what ran at once add up to the change of W, and none is much larger than W itself.
        var wallOfTask = LogMean.Of(a.PathOwn, b.PathOwn) / LogMean.Of(a.Running, b.Running);
        var parallelism = Parallelism.Of(a, b, scale);
        foreach (var (cause, wall) in parallelism)
        {
            sheet.Add(cause, wall, 0, before, after);
        }

        AddTaskTime((cause, task) => sheet.Add(cause, task * wallOfTask, task, before, after), a, b, scale, Crowding.CauseOf(parallelism, scale));
    }

    private static void AddTaskTime(Action<DifferenceCause, double> add, StageFigures a, StageFigures b, StageScale scale, DifferenceCause crowding)
    {
        add(DifferenceCause.Scheduling, BeyondScale(a.Overhead, b.Overhead, scale.Tasks, scale.TasksCause));
        add(DifferenceCause.Failures, b.Core.FailedAttempts.Value - a.Core.FailedAttempts.Value);
        add(DifferenceCause.GarbageCollection, BeyondScale(a.Core.GarbageCollection.Value, b.Core.GarbageCollection.Value, scale.Size, scale.SizeCause));
        add(DifferenceCause.Shuffle, BeyondScale(Shuffle(a), Shuffle(b), scale.Size, scale.SizeCause));

        var rest = BeyondScale(Compute(a), Compute(b), scale.Size, scale.SizeCause);
        rest -= Take(DifferenceCause.Spill, rest, (b.SpilledBytes - a.SpilledBytes) / ComparisonThresholds.SlowestSpill);
        rest -= Take(DifferenceCause.Files, rest, ((b.Files - a.Files) ?? 0) * ComparisonThresholds.MostFileCost);
        rest -= Take(scale.TasksCause, rest, (b.Tasks - a.Tasks) * ComparisonThresholds.MostTaskCost);
        rest -= Take(DifferenceCause.Skew, rest, TaskSkew.IsChanged(a, b) ? TaskSkew.Excess(b) - TaskSkew.Excess(a) : 0);
        rest -= Take(DifferenceCause.SlowHost, rest, SlowHosts.Excess(b) - SlowHosts.Excess(a));
        var crowded = scale.PaceCause == DifferenceCause.Pace ? rest * Crowding.ShareOf(a, b, rest) : 0;
        add(crowding, crowded);
        add(scale.PaceCause, rest - crowded);

        // Time grows with rows or tasks at most in proportion; what it did not grow by is no other cause's merit.
        double BeyondScale(double before, double after, double factor, DifferenceCause cause) =>
            after - before - Take(cause, after - before, before * (factor - 1));

        // A cause that explains at most so much takes what goes the same way.
        double Take(DifferenceCause cause, double change, double most)
        {
            var taken = Math.Sign(most) == Math.Sign(change) ? Math.Sign(change) * Math.Min(Math.Abs(change), Math.Abs(most)) : 0;
            add(cause, taken);
            return taken;
        }
    }

    private static double Compute(StageFigures figures) => figures.Core.Compute.Value + figures.Core.Python.Value;

    private static double Shuffle(StageFigures figures) => figures.Core.ShuffleReadWait.Value + figures.Core.ShuffleWrite.Value;
}
