using Stoker.Advice.Comparison.Changes;
using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>
/// Bytes that a stage writes to shuffles and reads from them. Load on a machine, and its pace, change no byte of the same work: where as many tasks turn as many rows into other bytes, other
/// code runs behind the same operators (groupByKey that became aggregateByKey, say).
/// </summary>
internal static class ShuffleBytes
{
    /// <summary>Whether bytes of two runs can be held against each other at all: another version, cluster, codec or number of partitions writes others for the same rows.</summary>
    public static bool Tell(ComparedRun before, ComparedRun after, IReadOnlyList<SettingDifference> settings) =>
        before.Application.SparkVersion == after.Application.SparkVersion
        && !ClusterDifference.Is(before, after)
        && settings.All(setting => !setting.Explains.Contains(DifferenceCause.Shuffle) && !setting.Explains.Contains(DifferenceCause.Partitions));

    /// <summary>Whether the same work of a stage wrote or read other bytes. Siblings that do the same may have been taken for each other: where one of them has the bytes, nothing is told. Nor is it of more rows: sums of twice as many take as many bytes.</summary>
    /// <param name="before">In the first run.</param>
    /// <param name="after">In the second.</param>
    /// <param name="unit">What it ran for.</param>
    /// <param name="size">Rows of the second over those of the first.</param>
    public static bool AreOther(StageWork before, StageWork after, MatchedPair<WorkUnit> unit, double size) =>
        before.Figures.Tasks == after.Figures.Tasks && Math.Abs(Math.Log(size)) <= Math.Log(ComparisonThresholds.SameLeafRows) && AreOther(before.Figures, after.Figures)
        && Like(after, unit.After).All(sibling => AreOther(before.Figures, sibling.Figures)) && Like(before, unit.Before).All(sibling => AreOther(sibling.Figures, after.Figures));

    /// <summary>Whether the stages of a query or job that read its sources wrote other bytes for as many rows in as many tasks: what is behind them has other rows for that reason.</summary>
    public static bool AreOther(WorkUnit? before, WorkUnit? after)
    {
        var (a, b) = (Leaves(before), Leaves(after));
        var (rows, others) = (a.Sum(stage => stage.Records ?? 0), b.Sum(stage => stage.Records ?? 0));
        return a.Sum(stage => stage.Tasks) == b.Sum(stage => stage.Tasks) && rows > 0 && Math.Max(rows, others) <= ComparisonThresholds.SameLeafRows * Math.Min(rows, others)
            && Differ(a.Sum(stage => stage.ShuffleWrittenBytes), b.Sum(stage => stage.ShuffleWrittenBytes));
    }

    private static bool AreOther(StageFigures a, StageFigures b) => Differ(a.ShuffleWrittenBytes, b.ShuffleWrittenBytes) || Differ(a.ShuffleReadBytes, b.ShuffleReadBytes);

    private static IEnumerable<StageWork> Like(StageWork stage, WorkUnit? unit) => unit?.Stages.Where(other => other.Id != stage.Id && other.Signature == stage.Signature) ?? [];

    private static List<StageFigures> Leaves(WorkUnit? unit) => [.. unit?.Stages.Where(stage => stage.IsLeaf).Select(stage => stage.Figures) ?? []];

    private static bool Differ(double one, double other) =>
        Math.Max(one, other) >= ComparisonThresholds.LeastShuffleBytes && Math.Max(one, other) > ComparisonThresholds.SameShuffleBytes * Math.Min(one, other);
}
