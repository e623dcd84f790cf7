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

/// <summary>
/// PART009: repartition(n) with a number that does not fit this run. Where bytes and rows show it by themselves, PART001 to PART004 have it already and name
/// the repartition; this is the rest: few rows with much work, many tasks with next to no data, partitions of gigabytes that have not hurt yet.
/// </summary>
internal static class CountedByHand
{
    public const string Id = "PART009";

    public static readonly Diagnosis Diagnosis = new(Id, "repartition(n) with a number that does not fit", Rank.DataShape, Check)
    {
        Limits =
        [
            .. FewTasksPrice.Limits,
            PartitionThresholds.FewTasksRatio,
            PartitionThresholds.SmallPartitionBytes,
            PartitionThresholds.LargeShuffleBytes,
            PartitionThresholds.MinTinyTasks,
            PartitionThresholds.TargetBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var exchange in inspection.Operators.Where(node => Exchanges.IsShuffle(node) && Exchanges.IsAskedByNumber(node)))
        {
            foreach (var stage in exchange.ReadingStages.Where(stage => stage.TaskCount == Exchanges.PartitionsOf(exchange)))
            {
                if (Suspect(inspection, exchange, stage) is { } suspicion)
                {
                    suspicion.RelatedPlaces.Add(new Findings.Places.StagePlace(stage.Stage.Id));
                    inspection.Relate(suspicion, stage);
                    report.Add(suspicion);
                }
            }
        }
    }

    private static Suspicion? Suspect(Inspection inspection, PlanOperator exchange, StageWork stage)
    {
        if (FewTasksPrice.IsStarved(inspection, stage, Id, PartitionThresholds.FewTasksRatio))
        {
            return TooFew(inspection, exchange, stage);
        }

        var bytes = stage.ShuffleReadBytes / (double)stage.TaskCount;
        if (bytes >= inspection.ValueOf(Id, PartitionThresholds.LargeShuffleBytes) && !LargePartitions.Is(inspection, stage) && !TooFewTasks.Is(inspection, stage))
        {
            return Sized(inspection, exchange, stage, bytes);
        }

        var isTiny = bytes < inspection.ValueOf(Id, PartitionThresholds.SmallPartitionBytes)
            && stage.TaskCount >= Math.Max(inspection.ValueOf(Id, PartitionThresholds.MinTinyTasks), 4 * inspection.SlotsOf(stage))
            && !TinyTasks.Is(inspection, stage, out _);
        return isTiny ? TooMany(inspection, exchange, stage, bytes) : null;
    }

    private static Suspicion TooFew(Inspection inspection, PlanOperator exchange, StageWork stage)
    {
        var suspicion = new Suspicion(exchange.Place, Confidence.Medium);
        suspicion.Doubt("whether the count is meant for what comes behind cannot be told from the log");
        FewTasksPrice.Claim(inspection, suspicion.Prove("partitioning", Exchanges.KeysOf(exchange)), stage, stage.ShuffleReadRecords);
        var wanted = Math.Ceiling(inspection.SlotsOf(stage) * 2).ToString(CultureInfo.InvariantCulture);
        return suspicion.Advise($"repartition asks for {stage.TaskCount}: ask for {wanted} or more, or for a multiple of spark.sparkContext.defaultParallelism.", "Several files may be written, where the step writes.");
    }

    private static Suspicion TooMany(Inspection inspection, PlanOperator exchange, StageWork stage, double bytes)
    {
        var suspicion = new Suspicion(exchange.Place, Confidence.Medium) { MostSeverity = Severity.Minor };
        suspicion.Doubt("whether the count is meant for what comes behind cannot be told from the log");
        var target = Math.Max(inspection.SlotsOf(stage), stage.ShuffleReadBytes / inspection.ValueOf(Id, PartitionThresholds.TargetBytes));
        var overhead = inspection.Ledger.Of(stage, Bucket.Overhead) * (1 - (target / stage.TaskCount));
        suspicion.Prove("partitioning", Exchanges.KeysOf(exchange))
            .Prove("bytesPerTask", bytes, EvidenceUnit.Bytes, null, new Threshold(PartitionThresholds.SmallPartitionBytes.Name, Comparison.AtMost, inspection.ValueOf(Id, PartitionThresholds.SmallPartitionBytes)))
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .Prove("overhead", stage.OverheadMs, EvidenceUnit.CoreMilliseconds);
        suspicion.Claim(stage, Bucket.Overhead, overhead * 0.6, overhead * 0.8, overhead).ClaimArea(stage);
        return suspicion.Advise("Name the columns only, repartition(col), or use the hint rebalance (since Spark 3.2): adaptive execution then merges what is small.");
    }

    private static Suspicion Sized(Inspection inspection, PlanOperator exchange, StageWork stage, double bytes)
    {
        var suspicion = new Suspicion(exchange.Place, Confidence.High) { FixedSeverity = Severity.Info, Basis = Basis.Measured };
        suspicion.Prove("partitioning", Exchanges.KeysOf(exchange))
            .Prove("bytesPerTask", bytes, EvidenceUnit.Bytes, null, new Threshold(PartitionThresholds.LargeShuffleBytes.Name, Comparison.AtLeast, inspection.ValueOf(Id, PartitionThresholds.LargeShuffleBytes)))
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count);
        var wanted = Math.Ceiling(stage.ShuffleReadBytes / inspection.ValueOf(Id, PartitionThresholds.TargetBytes)).ToString(CultureInfo.InvariantCulture);
        return suspicion.Advise($"repartition asks for {stage.TaskCount}: {wanted} would hold 128 MiB each. They fit so far; a larger day spills.");
    }
}
