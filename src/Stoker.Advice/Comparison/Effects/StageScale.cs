using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>How much larger a stage is in the second run.</summary>
/// <param name="Size">Rows, or bytes, or rows of the plan's leaves: second over first; 1 where neither is known.</param>
/// <param name="Tasks">Tasks: second over first.</param>
/// <param name="SizeCause">What a change of size is called: input, or the other plan or code that feeds the stage.</param>
/// <param name="PaceCause">What another pace is called: another plan where the query's plan is another, the cache where blocks were missing, other code where other bytes went through shuffles.</param>
/// <param name="OverlapCause">What it is called that other stages ran beside this one: the plan's doing where the plan is another.</param>
internal readonly record struct StageScale(double Size, double Tasks, DifferenceCause SizeCause, DifferenceCause PaceCause, DifferenceCause OverlapCause)
{
    public static StageScale Of(StageWork before, StageWork after, MatchedPair<WorkUnit> unit, bool doBytesTell)
    {
        var (a, b) = (before.Figures, after.Figures);
        var size = Ratio(a.Records, b.Records) ?? Ratio(a.ReadBytes, b.ReadBytes) ?? (before.IsLeaf ? Ratio(unit.Before?.LeafRows, unit.After?.LeafRows) : null) ?? 1;
        var isSamePlan = IsSamePlan(unit);
        return new StageScale(
            size,
            Ratio(a.Tasks, b.Tasks) ?? 1,
            !isSamePlan && !HasOtherInput(unit) ? DifferenceCause.OtherPlan : !before.IsLeaf && HasSameInputInOtherTasks(unit) ? DifferenceCause.Partitions
                : !before.IsLeaf && doBytesTell && ShuffleBytes.AreOther(unit.Before, unit.After) ? DifferenceCause.OtherCode
                : DifferenceCause.Input,
            !isSamePlan ? DifferenceCause.OtherPlan : CacheUse.IsChanged(a, b, hasOtherInput: HasOtherInput(unit)) ? DifferenceCause.Cache
                : doBytesTell && ShuffleBytes.AreOther(before, after, unit, size) ? DifferenceCause.OtherCode
                : DifferenceCause.Pace,
            isSamePlan ? DifferenceCause.Overlap : DifferenceCause.OtherPlan);
    }

    /// <summary>What a change of the number of tasks is called: more splits of more input are input.</summary>
    public DifferenceCause TasksCause =>
        Size != 1 && Math.Abs(Math.Log(Tasks / Size)) < Math.Log(ComparisonThresholds.AlikeGrowth) ? SizeCause : DifferenceCause.Partitions;

    /// <summary>A query at another place of the program with the same operators has the same plan. That of one which a log stops in is not known to its end.</summary>
    private static bool IsSamePlan(MatchedPair<WorkUnit> unit) =>
        unit.IsSame || unit is { Before.IsFinished: false } or { After.IsFinished: false } || (unit is { Before: { } before, After: { } after } && before.Operators.SequenceEqual(after.Operators, StringComparer.Ordinal));

    /// <summary>Whether the leaves of another plan gave more or fewer rows: then it is the input that feeds its stages otherwise.</summary>
    private static bool HasOtherInput(MatchedPair<WorkUnit> unit) =>
        Ratio(unit.Before?.LeafRows, unit.After?.LeafRows) is { } ratio && Math.Abs(Math.Log(ratio)) > Math.Log(ComparisonThresholds.AlikeGrowth);

    /// <summary>Whether the leaves gave as many rows and other stages ran in more or fewer tasks: each task sums up what it has, so that more of them hand on more rows.</summary>
    private static bool HasSameInputInOtherTasks(MatchedPair<WorkUnit> unit) =>
        Ratio(unit.Before?.LeafRows, unit.After?.LeafRows) is { } rows && Math.Abs(Math.Log(rows)) < Math.Log(ComparisonThresholds.SameLeafRows)
        && Ratio(TasksOf(unit.Before), TasksOf(unit.After)) is { } tasks && Math.Abs(Math.Log(tasks)) > Math.Log(ComparisonThresholds.AlikeGrowth);

    private static double? TasksOf(WorkUnit? unit) => unit?.Stages.Sum(stage => stage.Figures.Tasks);

    private static double? Ratio(double? before, double? after) => before > 0 && after > 0 ? after / before : null;
}
