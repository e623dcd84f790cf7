using Stoker.Advice.Comparison.Changes;
using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Matching;
using static Stoker.Advice.Comparison.QuantityName;

namespace Stoker.Advice.Comparison;

/// <summary>The numbers that show a cause: sums over the stages that it concerns, or those of the one that it concerns most.</summary>
internal static class CauseEvidence
{
    public static IReadOnlyList<ComparedQuantity> Of(
        DifferenceCause cause, IReadOnlyList<EffectSheet.Entry> entries, StageWork? before, StageWork? after, IReadOnlyList<MatchedPair<WorkUnit>> units, ClusterChange? cluster)
    {
        List<StageWork> a = [.. entries.Select(entry => entry.Before).OfType<StageWork>().Distinct()];
        List<StageWork> b = [.. entries.Select(entry => entry.After).OfType<StageWork>().Distinct()];
        var way = Math.Sign(entries.Sum(entry => entry.Wall));
        var quantities = cause switch
        {
            DifferenceCause.OtherWork => [Only(Queries, units.Count(unit => unit.After is null), units.Count(unit => unit.Before is null)), Sum(TaskMs, a, b, work => work.Running)],
            DifferenceCause.OtherPlan => [Only(Stages, a.Count, b.Count), Sum(TaskMs, a, b, work => work.Running)],
            DifferenceCause.Input => [Sum(RowsRead, a, b, work => work.Records ?? 0), Sum(BytesRead, a, b, work => work.ReadBytes ?? 0)],
            DifferenceCause.Partitions => [Sum(Tasks, a, b, work => work.Tasks), Of(MeanTaskMs, before, after, work => work.MeanTask)],
            DifferenceCause.Files => [Sum(FilesRead, a, b, work => work.Files ?? 0)],
            DifferenceCause.Slots => [.. Of(cluster), Of(QuantityName.Slots, before, after, work => work.Slots)],
            DifferenceCause.Startup => Of(cluster),
            DifferenceCause.Skew => [Of(LongestTaskMs, before, after, work => work.LongestTask), Of(MeanTaskMs, before, after, work => work.MeanTask)],
            DifferenceCause.Cache => [Sum(CacheMisses, a, b, work => work.CacheMisses) is var misses && EvidenceRules.IsChanged(misses) ? misses : Sum(CacheRecords, a, b, work => work.CacheRecords ?? 0)],
            DifferenceCause.Overlap => [Of(AtOnce, before, after, work => work.AtOnce), Sum(BehindOthersMs, a, b, work => work.PathBehindOthers)],
            DifferenceCause.Scheduling => [Along(LaunchMs, work => work.Overhead), Sum(WaitingForLaunchMs, a, b, work => work.PathWaitingForLaunch)],
            DifferenceCause.Spill => [Sum(SpilledBytes, a, b, work => work.SpilledBytes)],
            DifferenceCause.GarbageCollection => [Along(GarbageCollectionMs, work => work.Core.GarbageCollection.Value)],
            DifferenceCause.Shuffle => [Along(ShuffleMs, work => work.Core.ShuffleReadWait.Value + work.Core.ShuffleWrite.Value)],
            DifferenceCause.Failures => [Along(FailedMs, work => work.Core.FailedAttempts.Value)],
            DifferenceCause.OtherCode => [.. ShuffleOf(), .. PaceOf()],
            DifferenceCause.SlowHost or DifferenceCause.Pace => PaceOf(),
            _ => Array.Empty<ComparedQuantity>(),
        };
        return [.. quantities.Where(EvidenceRules.IsChanged)];

        // Of many stages those on the critical path decide: where all of them together went the other way, the one that it concerns most tells.
        ComparedQuantity Along(QuantityName name, Func<StageFigures, double> of) =>
            Sum(name, a, b, of) is var sum && (way == 0 || Math.Sign(sum.After - sum.Before) == way) ? sum : Of(name, before, after, of);

        // What one stage wrote the next one reads: once is enough.
        ComparedQuantity[] ShuffleOf() => [Sum(ShuffleWrittenBytes, a, b, work => work.ShuffleWrittenBytes) is var written && EvidenceRules.IsChanged(written) ? written : Sum(ShuffleReadBytes, a, b, work => work.ShuffleReadBytes)];

        ComparedQuantity[] PaceOf()
        {
            var task = Along(TaskMs, work => work.Running);
            var isSum = task == Sum(TaskMs, a, b, work => work.Running);
            return !EvidenceRules.IsChanged(task) ? [] : [task, isSum ? Sum(CpuMs, a, b, work => work.Cpu ?? 0) : Of(CpuMs, before, after, work => work.Cpu ?? 0)];
        }
    }

    private static ComparedQuantity[] Of(ClusterChange? cluster) => cluster is { } change
        ? [Only(Executors, Math.Round(change.ExecutorsBefore, 1), Math.Round(change.ExecutorsAfter, 1)), Only(SlotsOfExecutor, Math.Round(change.SlotsBefore, 1), Math.Round(change.SlotsAfter, 1))]
        : [];

    private static ComparedQuantity Only(QuantityName name, double before, double after) => new(name, before, after);

    private static ComparedQuantity Sum(QuantityName name, List<StageWork> before, List<StageWork> after, Func<StageFigures, double> of) =>
        new(name, Math.Round(before.Sum(stage => of(stage.Figures))), Math.Round(after.Sum(stage => of(stage.Figures))));

    private static ComparedQuantity Of(QuantityName name, StageWork? before, StageWork? after, Func<StageFigures, double> of) =>
        new(name, before is null ? 0 : Math.Round(of(before.Figures), 2), after is null ? 0 : Math.Round(of(after.Figures), 2));
}
