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

    /// <summary>Whether the same work of a stage wrote or read other bytes.</summary>
    /// <param name="a">In the first run.</param>
    /// <param name="b">In the second.</param>
    /// <param name="size">Rows of the second over those of the first.</param>
    public static bool AreOther(StageFigures a, StageFigures b, double size) =>
        a.Tasks == b.Tasks && (Differ(size * a.ShuffleWrittenBytes, b.ShuffleWrittenBytes) || Differ(size * a.ShuffleReadBytes, b.ShuffleReadBytes));

    /// <summary>Whether the stages of a query or job that read its sources wrote other bytes for as many rows in as many tasks: what is behind them has other rows for that reason.</summary>
    public static bool AreOther(WorkUnit? before, WorkUnit? after)
    {
        var (a, b) = (Leaves(before), Leaves(after));
        var (rows, others) = (a.Sum(stage => stage.Records ?? 0), b.Sum(stage => stage.Records ?? 0));
        return a.Sum(stage => stage.Tasks) == b.Sum(stage => stage.Tasks) && rows > 0 && Math.Max(rows, others) <= ComparisonThresholds.SameLeafRows * Math.Min(rows, others)
            && Differ(a.Sum(stage => stage.ShuffleWrittenBytes), b.Sum(stage => stage.ShuffleWrittenBytes));
    }

    private static List<StageFigures> Leaves(WorkUnit? unit) => [.. unit?.Stages.Where(stage => stage.IsLeaf).Select(stage => stage.Figures) ?? []];

    private static bool Differ(double one, double other) =>
        Math.Max(one, other) >= ComparisonThresholds.LeastShuffleBytes && Math.Max(one, other) > ComparisonThresholds.SameShuffleBytes * Math.Min(one, other);
}
