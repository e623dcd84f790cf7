using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO012: every task of a partitioned write opens a file in every partition.</summary>
internal static class ScatteredWrite
{
    public const string Id = "IO012";

    public static readonly Diagnosis Diagnosis = new(Id, "Partitioned write opens a file in each partition for each task", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.ManyPartitions,
            InputOutputThresholds.ScatteredShare,
            InputOutputThresholds.ScatteredBytes,
            InputOutputThresholds.WriteFileMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // Files below 3 MiB are IO002's, with the same remedy.
        foreach (var write in inspection.FileWrites.Where(node => node.Metric("number of dynamic part") is not null && !SmallOutputFiles.Covers(inspection, node)))
        {
            if (write.Total("number of written files") is { } files && write.Total("number of dynamic part") is { } parts && write.Plan.Stages.LastOrDefault() is { } stage
                && parts >= inspection.ValueOf(Id, InputOutputThresholds.ManyPartitions)
                && files > parts && files >= inspection.ValueOf(Id, InputOutputThresholds.ScatteredShare) * stage.TaskCount * parts
                && write.Total("written output") is > 0 and var bytes && bytes / files < inspection.ValueOf(Id, InputOutputThresholds.ScatteredBytes))
            {
                report.Add(Suspect(inspection, write, stage, new Written(files, parts, bytes)));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator write, StageWork stage, Written written)
    {
        var suspicion = new Suspicion(write.Place, Confidence.High);
        suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        inspection.Relate(suspicion, stage);
        suspicion.Prove("files", written.Files, EvidenceUnit.Count)
            .Prove("partitionsWritten", written.Partitions, EvidenceUnit.Count)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count, new StagePlace(stage.Stage.Id))
            .Prove("meanFileSize", written.Bytes / (double)written.Files, EvidenceUnit.Bytes, null, new Threshold(InputOutputThresholds.ScatteredBytes.Name, Comparison.AtMost, inspection.ValueOf(Id, InputOutputThresholds.ScatteredBytes)));
        var cost = inspection.ValueOf(Id, InputOutputThresholds.WriteFileMs) * (written.Files - written.Partitions);
        var compute = inspection.Ledger.Of(stage, Bucket.Compute);
        suspicion.Claim(stage, Bucket.Compute, Math.Min(compute * 0.3, cost / 3), Math.Min(compute * 0.7, cost), Math.Min(compute, cost * 2)).ClaimArea(stage);
        foreach (var gap in SmallOutputFiles.GapsOf(inspection, write))
        {
            suspicion.ClaimGap(gap, 0.3, 0.6, 0.9);
        }

        return suspicion.Advise("Bring the rows of a partition together before the write: df.repartition(\"p\").write.partitionBy(\"p\").")
            .Advise("Where one partition holds most rows, add a few values to the key: df.repartition(\"p\", F.floor(F.rand() * 8)).");
    }

    private sealed record Written(long Files, long Partitions, long Bytes);
}
