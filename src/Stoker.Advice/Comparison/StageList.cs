using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>The stages that changed.</summary>
internal static class StageList
{
    public static IReadOnlyList<StageDifference> Of(EffectSheet sheet, IEnumerable<(int Number, MatchedPair<WorkUnit> Unit, MatchedPair<StageWork> Stage)> stages)
    {
        var causes = sheet.Entries.ToLookup(entry => (entry.Before, entry.After));
        return
        [
            .. stages.Select(pair => Of(pair.Number, pair.Unit, pair.Stage, causes[(pair.Stage.Before, pair.Stage.After)]))
                .OrderByDescending(stage => Math.Abs((stage.PathAfter - stage.PathBefore).Value))
                .ThenByDescending(stage => Math.Abs((stage.TaskAfter - stage.TaskBefore).Value))
                .ThenBy(stage => stage.Stage.Before?.Value ?? int.MaxValue)
                .ThenBy(stage => stage.Stage.After?.Value ?? int.MaxValue),
        ];
    }

    private static StageDifference Of(int number, MatchedPair<WorkUnit> unit, MatchedPair<StageWork> stage, IEnumerable<EffectSheet.Entry> entries)
    {
        var (a, b) = (stage.Before?.Figures, stage.After?.Figures);
        var (pathBefore, pathAfter) = (new Milliseconds((long)(a?.Path ?? 0)), new Milliseconds((long)(b?.Path ?? 0)));
        var named = stage.After ?? stage.Before;
        return new StageDifference
        {
            Stage = new StagePair(stage.Before?.Id, stage.After?.Id),
            Work = string.Join(" > ", named?.Operators ?? []),
            Unit = (unit.After ?? unit.Before)?.Name ?? "",
            UnitNumber = number,
            IsSame = stage.IsSame,
            PathBefore = pathBefore,
            PathAfter = pathAfter,
            TaskBefore = a?.Core.Running ?? Milliseconds.Zero,
            TaskAfter = b?.Core.Running ?? Milliseconds.Zero,
            DoneBefore = DoneOf(a),
            DoneAfter = DoneOf(b),
            CpuBefore = CpuOf(a),
            CpuAfter = CpuOf(b),
            RunsPython = a?.Core.Python.Value > 0 || b?.Core.Python.Value > 0,
            MainCause = MainCause(entries, pathAfter.Value - pathBefore.Value),
        };
    }

    private static (int Count, Milliseconds Time) DoneOf(Matching.StageFigures? figures) => (figures?.Tasks ?? 0, new Milliseconds((long)((figures?.Tasks ?? 0) * (figures?.MeanTask ?? 0))));

    /// <summary>Where Spark does not log the time of Python, what is left for compute is the CPU time, and tells nothing.</summary>
    private static CpuUse? CpuOf(Matching.StageFigures? figures) => figures is { Cpu: { } cpu, Core.IsPythonBound: false } ? new CpuUse(figures.Core.Compute.Value, cpu) : null;

    /// <summary>The cause with the most time in the direction of the change; where the wall time did not change, by task time.</summary>
    private static DifferenceCause MainCause(IEnumerable<EffectSheet.Entry> entries, long change)
    {
        var sums = entries.GroupBy(entry => entry.Cause).Select(group => (Cause: group.Key, Wall: group.Sum(entry => entry.Wall), Task: group.Sum(entry => entry.Task))).ToList();
        return sums.Count == 0 ? DifferenceCause.Unexplained
            : change != 0 ? sums.MaxBy(sum => sum.Wall * Math.Sign(change)).Cause
            : sums.MaxBy(sum => Math.Abs(sum.Task)).Cause;
    }
}
