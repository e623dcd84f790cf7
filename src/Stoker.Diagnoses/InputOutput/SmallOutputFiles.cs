using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO002: writes many small files.</summary>
internal static class SmallOutputFiles
{
    public const string Id = "IO002";

    public static readonly Diagnosis Diagnosis = new(Id, "Writes many small files", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.SmallFiles,
            InputOutputThresholds.SmallFileBytes,
            InputOutputThresholds.VeryManyFiles,
            InputOutputThresholds.WriteFileMs,
        ],
    };

    /// <summary>Gaps behind the last job of such a write: the driver commits file by file.</summary>
    public static IEnumerable<Gap> Gaps(Inspection inspection) => Writes(inspection).SelectMany(write => GapsOf(inspection, write.Node));

    /// <summary>Whether this rule speaks of a write.</summary>
    public static bool Covers(Inspection inspection, PlanOperator write) => SizeOf(inspection, write) is not null;

    /// <summary>Gaps between the last job of a write and its end.</summary>
    public static IReadOnlyList<Gap> GapsOf(Inspection inspection, PlanOperator write)
    {
        var execution = write.Plan.Execution;
        return execution.EndTime is { } end && execution.Jobs.Select(inspection.JobOf).Max(job => job?.CompletionTime?.EpochMilliseconds) is { } lastJob
            ? ExplainedGaps.Within(inspection, lastJob, end.EpochMilliseconds)
            : [];
    }

    private static IEnumerable<(PlanOperator Node, long Files, long Bytes)> Writes(Inspection inspection)
    {
        foreach (var write in inspection.FileWrites)
        {
            if (SizeOf(inspection, write) is { } size)
            {
                yield return (write, size.Files, size.Bytes);
            }
        }
    }

    /// <summary>Files and bytes of a write of many small files; null of another.</summary>
    private static (long Files, long Bytes)? SizeOf(Inspection inspection, PlanOperator write) =>
        write.Total("number of written files") is { } files && files > inspection.ValueOf(Id, InputOutputThresholds.SmallFiles)
        && write.Total("written output") is { } bytes && bytes > 0 && bytes / files < inspection.ValueOf(Id, InputOutputThresholds.SmallFileBytes)
            ? (files, bytes)
            : null;

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var (write, files, bytes) in Writes(inspection))
        {
            var suspicion = new Suspicion(write.Place, Confidence.High)
            {
                LeastSeverity = files > inspection.ValueOf(Id, InputOutputThresholds.VeryManyFiles) ? Severity.Minor : null,
            };
            suspicion.Prove("files", files, EvidenceUnit.Count).Prove("meanFileSize", bytes / (double)files, EvidenceUnit.Bytes);
            foreach (var stage in write.Plan.Stages.TakeLast(1))
            {
                inspection.Relate(suspicion, stage);
                var cost = inspection.ValueOf(Id, InputOutputThresholds.WriteFileMs) * files;
                var compute = inspection.Ledger.Of(stage, Bucket.Compute);
                suspicion.Claim(stage, Bucket.Compute, Math.Min(compute * 0.3, cost / 3), Math.Min(compute * 0.7, cost), Math.Min(compute, cost * 2)).ClaimArea(stage);
            }

            foreach (var gap in GapsOf(inspection, write))
            {
                suspicion.ClaimGap(gap, 0.5, 0.8, 0.9);
            }

            suspicion.Advise(RemedyFor(inspection, write, bytes));
            report.Add(suspicion);
        }
    }

    /// <summary>Rows of one folder or bucket in one task make one file of it; where there are neither, each task makes one.</summary>
    private static string RemedyFor(Inspection inspection, PlanOperator write, long bytes)
    {
        if (Plans.Writes.BucketsOf(write) is { Columns.Count: > 0 } buckets)
        {
            return $"Let one task write a bucket: df.repartition({buckets.Count}, {Plans.PlanText.Quoted(buckets.Columns)}) right before the write; now each task writes a file of each bucket.";
        }

        if (Plans.Writes.FoldersOf(write) is { Count: > 0 } folders)
        {
            return $"Gather the rows of a folder first: df.repartition({Plans.PlanText.Quoted(folders)}).write.partitionBy({Plans.PlanText.Quoted(folders)}), or the rebalance hint (Spark 3.2).";
        }

        const long FileBytes = 128 << 20;
        var slots = write.Plan.Stages.LastOrDefault() is { } last ? inspection.SlotsOf(last) : 1;
        return $"Each task writes a file: let fewer write, df.repartition({Math.Max((long)Math.Ceiling(slots), bytes / FileBytes)}) right before the write, or the rebalance hint (Spark 3.2).";
    }
}
