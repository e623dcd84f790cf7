using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>
/// Splits the difference of a stage between two runs by cause. Task time is split by phase, each scaled by what it depends on; wall time is task time
/// over the tasks that ran at once, and the change of a product is shared out between its factors evenly, so that nothing is left over
/// (docs/internals/comparison.md).
/// </summary>
internal static class StageEffects
{
    public static void Add(EffectSheet sheet, MatchedPair<StageWork> stage, MatchedPair<WorkUnit> unit)
    {
        if (stage is not { Before: { } before, After: { } after, IsSame: true })
        {
            var cause = unit is { Before: not null, After: not null } ? DifferenceCause.OtherPlan : DifferenceCause.OtherWork;
            sheet.Add(cause, (stage.After?.Figures.Path ?? 0) - (stage.Before?.Figures.Path ?? 0), (stage.After?.Figures.Running ?? 0) - (stage.Before?.Figures.Running ?? 0), stage.Before, stage.After);
            return;
        }

        var (a, b) = (before.Figures, after.Figures);
        sheet.Add(DifferenceCause.WaitingForExecutors, b.PathWaitingForExecutors - a.PathWaitingForExecutors, 0, before, after);
        sheet.Add(DifferenceCause.Scheduling, b.PathWaitingForLaunch - a.PathWaitingForLaunch, 0, before, after);
        if (a.Running <= 0 || b.Running <= 0)
        {
            sheet.Add(DifferenceCause.Unexplained, b.PathWork - a.PathWork, b.Running - a.Running, before, after);
            return;
        }

        var scale = StageScale.Of(before, after, unit);
        var wallOfTask = ((a.PathWork / a.Running) + (b.PathWork / b.Running)) / 2;
        AddTaskTime((cause, task) => sheet.Add(cause, task * wallOfTask, task, before, after), a, b, scale);
        Parallelism.Add((cause, wall) => sheet.Add(cause, wall, 0, before, after), a, b, scale);
    }

    private static void AddTaskTime(Action<DifferenceCause, double> add, StageFigures a, StageFigures b, StageScale scale)
    {
        var (work, overhead) = (Work(a), Overhead(a));
        add(scale.SizeCause, work * (scale.Size - 1));
        add(scale.TasksCause, overhead * (scale.Tasks - 1));
        add(DifferenceCause.Scheduling, Overhead(b) - (overhead * scale.Tasks));
        add(DifferenceCause.Failures, b.Core.FailedAttempts.Value - a.Core.FailedAttempts.Value);
        add(DifferenceCause.GarbageCollection, b.Core.GarbageCollection.Value - (a.Core.GarbageCollection.Value * scale.Size));
        add(DifferenceCause.Shuffle, Shuffle(b) - (Shuffle(a) * scale.Size));

        var rest = Compute(b) - (Compute(a) * scale.Size);
        rest -= Take(DifferenceCause.Spill, (b.SpilledBytes - a.SpilledBytes) / ComparisonThresholds.SlowestSpill);
        rest -= Take(scale.TasksCause, (b.Tasks - a.Tasks) * ComparisonThresholds.MostTaskCost);
        rest -= Take(DifferenceCause.Skew, Straggling(b) - Straggling(a));
        rest -= Take(DifferenceCause.SlowHost, SlowHosts.Excess(b) - SlowHosts.Excess(a));
        add(scale.PaceCause, rest);

        // A cause that explains at most so much takes of the rest what goes the same way.
        double Take(DifferenceCause cause, double most)
        {
            var taken = Math.Sign(most) == Math.Sign(rest) ? Math.Sign(rest) * Math.Min(Math.Abs(rest), Math.Abs(most)) : 0;
            add(cause, taken);
            return taken;
        }
    }

    /// <summary>Time of the longest task above the mean of the others, where it is skew.</summary>
    private static double Straggling(StageFigures figures)
    {
        var others = figures.Tasks > 1 ? ((figures.MeanTask * figures.Tasks) - figures.LongestTask) / (figures.Tasks - 1) : figures.LongestTask;
        return figures.LongestTask >= ComparisonThresholds.SkewRatio * others ? figures.LongestTask - others : 0;
    }

    private static double Compute(StageFigures figures) => figures.Core.Compute.Value + figures.Core.Python.Value;

    private static double Shuffle(StageFigures figures) => figures.Core.ShuffleReadWait.Value + figures.Core.ShuffleWrite.Value;

    /// <summary>What grows with rows.</summary>
    private static double Work(StageFigures figures) => Compute(figures) + Shuffle(figures) + figures.Core.GarbageCollection.Value;

    /// <summary>What grows with tasks.</summary>
    private static double Overhead(StageFigures figures) => figures.Core.SchedulerDelay.Value + figures.Core.Deserialization.Value
        + figures.Core.ResultSerialization.Value + figures.Core.GettingResult.Value;
}
