using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART002: a stage has fewer tasks than there are slots, though its input could be cut further.</summary>
internal static class TooFewTasks
{
    public const string Id = "PART002";

    public static readonly Diagnosis Diagnosis = new(Id, "Too few tasks for the slots", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinStageWorkMs,
            PartitionThresholds.MinTaskMs,
            PartitionThresholds.LowParallelRatio,
            PartitionThresholds.DivisibleBytes,
            PartitionThresholds.DivisibleRows,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Curve.Lives.Count == 0 && inspection.Stages.Count > 0)
        {
            report.AddNotChecked(new Findings.Places.ApplicationPlace(), Findings.NotChecked.NotCheckedReason.UnknownCluster);
            return;
        }

        foreach (var stage in inspection.Stages)
        {
            var slots = inspection.SlotsOf(stage);
            var working = stage.TasksWithData > 0 ? stage.TasksWithData : stage.TaskCount;
            if (stage.RunMs < inspection.ValueOf(Id, PartitionThresholds.MinStageWorkMs)
                || stage.LongestMs < inspection.ValueOf(Id, PartitionThresholds.MinTaskMs)
                || working >= inspection.ValueOf(Id, PartitionThresholds.LowParallelRatio) * slots
                || Driver.SlowListing.IsListing(inspection.JobOf(stage))
                || !IsDivisible(inspection, stage, working))
            {
                continue;
            }

            report.Add(Suspect(inspection, stage, working, slots));
        }
    }

    /// <summary>Only what reads storage or makes rows itself: a shuffle's partitions are the business of SKEW004, PART003 and PART007.</summary>
    private static bool IsDivisible(Inspection inspection, StageWork stage, int working)
    {
        if (stage.Stage.TaskCount != stage.TaskCount || stage.ShuffleReadRecords > 0)
        {
            return false;
        }

        var generates = stage.InputBytes == 0 && (stage.Stage.Rdds.Any(rdd => rdd.Name == "ParallelCollectionRDD") || HasRange(inspection, stage));
        return generates
            || stage.InputBytes / working >= inspection.ValueOf(Id, PartitionThresholds.DivisibleBytes)
            || stage.InputRecords / working >= inspection.ValueOf(Id, PartitionThresholds.DivisibleRows);
    }

    private static bool HasRange(Inspection inspection, StageWork stage) =>
        inspection.Plans.Where(plan => plan.Execution.Stages.Contains(stage.Stage.Id.Stage))
            .SelectMany(plan => plan.Operators)
            .Any(node => node.Name == "Range" && node.Stages.Contains(stage));

    private static Suspicion Suspect(Inspection inspection, StageWork stage, int working, double slots)
    {
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Basis = Basis.Bounded;
        var limit = inspection.ValueOf(Id, PartitionThresholds.LowParallelRatio) * slots;
        suspicion.Evidence.Add(EvidenceItem.Of("tasks", working, EvidenceUnit.Count, suspicion.Place, new Threshold(PartitionThresholds.LowParallelRatio.Name, Comparison.AtMost, limit)));
        suspicion.Evidence.Add(EvidenceItem.Of("slots", slots, EvidenceUnit.Count, suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("longestTask", stage.LongestMs, EvidenceUnit.Milliseconds, suspicion.Place));

        // Cut into four tasks a slot, the longest would be a quarter of the even share.
        var area = stage.DurationMs / slots;
        TailPrice.Of(stage.WallMs, stage.DurationMs, slots, area / 4).Claim(suspicion, inspection.Ledger, stage, slots);
        var isGenerated = stage.InputBytes == 0; // Range counts its rows as input records.
        suspicion.Remedies.Add(new Remedy(RemedyKind.Code, isGenerated
            ? "Make more partitions where the rows are made: spark.range(…, numPartitions=n) or sc.parallelize(…, numSlices=n), with n a multiple of the slots."
            : "Repartition right behind the read: df.repartition(n), with n a multiple of the slots.", Risk: isGenerated ? null : "One more shuffle of the input."));
        if (!isGenerated && inspection.Settings.Change("spark.sql.files.maxPartitionBytes", "32MB", "Cut files into smaller splits.") is { } split)
        {
            suspicion.Remedies.Add(split);
        }

        return suspicion;
    }
}
