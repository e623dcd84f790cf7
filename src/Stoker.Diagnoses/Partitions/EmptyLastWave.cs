using System.Globalization;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART010: even tasks, a few more than a whole number of waves: most slots wait for the last of them.</summary>
internal static class EmptyLastWave
{
    public const string Id = "PART010";

    public static readonly Diagnosis Diagnosis = new(Id, "The last wave of tasks is almost empty", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinStageWorkMs,
            PartitionThresholds.MinTaskMs,
            PartitionThresholds.FewWavesRatio,
            PartitionThresholds.IdleWaveShare,
            PartitionThresholds.EvenRatio,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => Is(inspection, stage)))
        {
            report.Add(Suspect(inspection, stage));
        }
    }

    private static bool Is(Inspection inspection, StageWork stage)
    {
        var slots = inspection.SlotsOf(stage);
        var waves = stage.TaskCount / slots;
        return stage.RunMs >= inspection.ValueOf(Id, PartitionThresholds.MinStageWorkMs)
            && stage.LongestMs >= inspection.ValueOf(Id, PartitionThresholds.MinTaskMs)
            && waves > 1 && waves < inspection.ValueOf(Id, PartitionThresholds.FewWavesRatio)
            && stage.Stage.CompletionTime is not null
            && stage.TaskCount == stage.Stage.TaskCount
            && stage.LostMs == 0 // Another attempt of a task took the slots.
            && !stage.Stage.Rdds.Any(rdd => rdd.IsBarrier) // Trap T12.
            && inspection.Ledger.Of(stage, Bucket.IdleTail) >= inspection.ValueOf(Id, PartitionThresholds.IdleWaveShare) * slots * stage.WallMs
            && IsEven(inspection, stage);
    }

    /// <summary>Whether the longest task is little above the median: else it is that one that is waited for. The first wave counts, or it would be most of the tasks.</summary>
    private static bool IsEven(Inspection inspection, StageWork stage) =>
        TaskSpread.Of(stage, null, onlyWithData: false) is { } spread && spread.Count == stage.TaskCount && spread.TimeRatio < inspection.ValueOf(Id, PartitionThresholds.EvenRatio);

    private static Suspicion Suspect(Inspection inspection, StageWork stage)
    {
        var slots = inspection.SlotsOf(stage);
        var idle = inspection.Ledger.Of(stage, Bucket.IdleTail) / Math.Max(1, slots * stage.WallMs);
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.MostSeverity = Severity.Minor;
        suspicion.Basis = Basis.Bounded;
        suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .ProveSlots(inspection, stage)
            .Prove("idleShare", idle, EvidenceUnit.Ratio, null, new Threshold(PartitionThresholds.IdleWaveShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, PartitionThresholds.IdleWaveShare)))
            .Prove("longestTask", stage.LongestMs, EvidenceUnit.Milliseconds);

        // Cut into four tasks a slot, the longest would be a quarter of the even share.
        TailPrice.Of(stage.WallMs, stage.BusyMs, slots, stage.DurationMs / slots / 4).Claim(suspicion, inspection.Ledger, stage, slots);
        return Advise(inspection, suspicion, stage, slots);
    }

    private static Suspicion Advise(Inspection inspection, Suspicion suspicion, StageWork stage, double slots)
    {
        var waves = Math.Ceiling(stage.TaskCount / slots);
        var whole = ((long)(Math.Max(1, waves - 1) * slots)).ToString(CultureInfo.InvariantCulture);
        var many = ((long)(4 * slots)).ToString(CultureInfo.InvariantCulture);
        var exchanges = Skew.SkewSearch.ExchangesOf(inspection, stage);
        if (exchanges.Count > 0 && exchanges.All(exchange => !Exchanges.IsAskedByNumber(exchange) && !Skew.MergedPeers.IsMerged(exchange)))
        {
            suspicion.Advise(inspection.Settings.Change("spark.sql.shuffle.partitions", many, "Make four tasks or more for each slot, so that the last ones are short.", exchanges[0].Plan.Execution));
        }

        return suspicion.Advise($"Make {whole} partitions, a whole number of waves, or {many} and more: slots × 4 tasks leave at most an eighth of the time idle.");
    }
}
