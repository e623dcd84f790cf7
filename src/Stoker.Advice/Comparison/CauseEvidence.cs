using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Matching;
using static Stoker.Advice.Comparison.QuantityName;

namespace Stoker.Advice.Comparison;

/// <summary>The numbers that show a cause: sums over the stages that it concerns, or those of the one that it concerns most.</summary>
internal static class CauseEvidence
{
    public static IReadOnlyList<ComparedQuantity> Of(
        DifferenceCause cause, IReadOnlyList<EffectSheet.Entry> entries, StageWork? before, StageWork? after, IReadOnlyList<MatchedPair<WorkUnit>> units)
    {
        List<StageWork> a = [.. entries.Select(entry => entry.Before).OfType<StageWork>().Distinct()];
        List<StageWork> b = [.. entries.Select(entry => entry.After).OfType<StageWork>().Distinct()];
        var quantities = cause switch
        {
            DifferenceCause.OtherWork => [Only(Queries, units.Count(unit => unit.After is null), units.Count(unit => unit.Before is null)), Sum(TaskMs, a, b, work => work.Running)],
            DifferenceCause.OtherPlan => [Only(Stages, a.Count, b.Count), Sum(TaskMs, a, b, work => work.Running)],
            DifferenceCause.Input => [Sum(RowsRead, a, b, work => work.Records ?? 0), Sum(BytesRead, a, b, work => work.ReadBytes ?? 0)],
            DifferenceCause.Partitions => [Sum(Tasks, a, b, work => work.Tasks), Of(MeanTaskMs, before, after, work => work.MeanTask)],
            DifferenceCause.Slots => [Of(QuantityName.Slots, before, after, work => work.Slots)],
            DifferenceCause.Skew => [Of(LongestTaskMs, before, after, work => work.LongestTask), Of(MeanTaskMs, before, after, work => work.MeanTask)],
            DifferenceCause.Cache => [Sum(CacheMisses, a, b, work => work.CacheMisses)],
            DifferenceCause.Overlap => [Of(AtOnce, before, after, work => work.AtOnce)],
            DifferenceCause.Spill => [Sum(SpilledBytes, a, b, work => work.SpilledBytes)],
            DifferenceCause.GarbageCollection => [Sum(GarbageCollectionMs, a, b, work => work.Core.GarbageCollection.Value)],
            DifferenceCause.Shuffle => [Sum(ShuffleMs, a, b, work => work.Core.ShuffleReadWait.Value + work.Core.ShuffleWrite.Value)],
            DifferenceCause.Failures => [Sum(FailedMs, a, b, work => work.Core.FailedAttempts.Value)],
            DifferenceCause.SlowHost or DifferenceCause.Pace => [Sum(TaskMs, a, b, work => work.Running), Sum(CpuMs, a, b, work => work.Cpu ?? 0)],
            _ => Array.Empty<ComparedQuantity>(),
        };
        return [.. quantities.Where(quantity => quantity.Before != 0 || quantity.After != 0)];
    }

    private static ComparedQuantity Only(QuantityName name, double before, double after) => new(name, before, after);

    private static ComparedQuantity Sum(QuantityName name, List<StageWork> before, List<StageWork> after, Func<StageFigures, double> of) =>
        new(name, Math.Round(before.Sum(stage => of(stage.Figures))), Math.Round(after.Sum(stage => of(stage.Figures))));

    private static ComparedQuantity Of(QuantityName name, StageWork? before, StageWork? after, Func<StageFigures, double> of) =>
        new(name, before is null ? 0 : Math.Round(of(before.Figures), 1), after is null ? 0 : Math.Round(of(after.Figures), 1));
}
