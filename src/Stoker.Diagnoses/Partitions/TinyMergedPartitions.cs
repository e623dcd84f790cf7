using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART008: to feed hundreds of slots adaptive execution keeps partitions so small that starting tasks is a good part of their time.</summary>
internal static class TinyMergedPartitions
{
    public const string Id = "PART008";

    private const string Prefix = "spark.sql.adaptive.coalescePartitions.";

    public static readonly Diagnosis Diagnosis = new(Id, "AQE keeps partitions tiny to feed all slots", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinStageWorkMs,
            PartitionThresholds.ManySlots,
            PartitionThresholds.TinyMergedBytes,
            PartitionThresholds.TinyOverheadShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => IsTiny(inspection, stage)))
        {
            var spread = inspection.SpreadOfData(stage)!; // IsTiny() has asked for it.
            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("starting fewer tasks is valued by what these took to start");
            suspicion.MostSeverity = Severity.Minor;
            suspicion.Basis = Basis.Bounded;
            suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
                .ProveSlots(inspection, stage)
                .Prove("medianRead", spread.MedianBytes, EvidenceUnit.Bytes, null, new Threshold(PartitionThresholds.TinyMergedBytes.Name, Comparison.AtMost, inspection.ValueOf(Id, PartitionThresholds.TinyMergedBytes)))
                .Prove("overheadShare", stage.OverheadMs / (double)Math.Max(1, stage.DurationMs), EvidenceUnit.Ratio);

            // Slot time only: the stage itself ends no earlier with fewer tasks than slots.
            var overhead = inspection.Ledger.Of(stage, Bucket.Overhead);
            suspicion.Claim(stage, Bucket.Overhead, overhead * 0.3, overhead * 0.6, overhead * 0.9);
            suspicion.Advise(inspection.Settings.IsOn(Prefix + "parallelismFirst") == false
                ? inspection.Settings.Change(Prefix + "minPartitionSize", "16MB", "Merge small partitions further.")
                : inspection.Settings.Change(Prefix + "parallelismFirst", "false", "Let adaptive execution merge up to its advisory size, whatever the number of slots.", risk: "Fewer tasks than slots: where rows take much work, the stage takes longer."));
            report.Add(suspicion);
        }
    }

    private static bool IsTiny(Inspection inspection, StageWork stage) =>
        stage.ShuffleReadBytes > 0
        && stage.RunMs >= inspection.ValueOf(Id, PartitionThresholds.MinStageWorkMs)
        && inspection.SlotsOf(stage) >= inspection.ValueOf(Id, PartitionThresholds.ManySlots)
        && stage.TaskCount >= inspection.SlotsOf(stage)
        && stage.OverheadMs >= inspection.ValueOf(Id, PartitionThresholds.TinyOverheadShare) * Math.Max(1, stage.DurationMs)
        && inspection.SpreadOfData(stage) is { } spread && spread.MedianBytes < inspection.ValueOf(Id, PartitionThresholds.TinyMergedBytes)
        && Skew.SkewSearch.ExchangesOf(inspection, stage) is { Count: > 0 } exchanges && exchanges.All(Skew.MergedPeers.IsMerged)
        && !TinyTasks.Is(inspection, stage, out _);
}
