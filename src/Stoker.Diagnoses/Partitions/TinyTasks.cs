using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART001: so many tasks do so little that starting them costs as much as their work.</summary>
internal static class TinyTasks
{
    public const string Id = "PART001";

    public static readonly Diagnosis Diagnosis = new(Id, "Too many tiny tasks", Rank.DataShape, Check)
    {
        Limits =
        [
            PartitionThresholds.MinTinyTasks,
            PartitionThresholds.TargetBytes,
            PartitionThresholds.ManyTaskMs,
            PartitionThresholds.TinyTaskMs,
            PartitionThresholds.TinyOverheadShare,
            PartitionThresholds.ManyTasks,
            PartitionThresholds.TaskCostMs,
            PartitionThresholds.PythonTaskCostMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (Is(inspection, stage, out var medianMs))
            {
                report.Add(Suspect(inspection, stage, medianMs, TargetOf(inspection, stage)));
            }
        }
    }

    /// <summary>Whether a stage has far more tasks than its data needs, and they do next to nothing.</summary>
    internal static bool Is(Inspection inspection, StageWork stage, out long medianMs)
    {
        medianMs = 0;
        return !Driver.SlowListing.IsListing(inspection.JobOf(stage))
            && stage.TaskCount >= Math.Max(inspection.ValueOf(Id, PartitionThresholds.MinTinyTasks), 4 * inspection.SlotsOf(stage))
            && IsTiny(inspection, stage, out medianMs)
            && TargetOf(inspection, stage) < stage.TaskCount / 2.0;
    }

    private static double TargetOf(Inspection inspection, StageWork stage) =>
        Math.Max(inspection.SlotsOf(stage), Math.Max(stage.ShuffleReadBytes, stage.InputBytes) / inspection.ValueOf(Id, PartitionThresholds.TargetBytes));

    private static bool IsTiny(Inspection inspection, StageWork stage, out long medianMs)
    {
        medianMs = stage.TaskCount == 0 ? 0 : stage.DurationMs / stage.TaskCount;
        var isCostly = stage.OverheadMs >= inspection.ValueOf(Id, PartitionThresholds.TinyOverheadShare) * Math.Max(1, stage.DurationMs) || RunsPython(stage);
        var isMany = stage.TaskCount > inspection.ValueOf(Id, PartitionThresholds.ManyTasks);
        if ((!isCostly && !isMany) || medianMs > 4 * inspection.ValueOf(Id, PartitionThresholds.ManyTaskMs) || inspection.SpreadOf(stage) is not { } spread)
        {
            return false;
        }

        medianMs = spread.MedianMs;
        return (isCostly && medianMs < TinyMs(inspection, stage))
            || (isMany && medianMs < inspection.ValueOf(Id, PartitionThresholds.ManyTaskMs));
    }

    /// <summary>Up to how long a task is tiny. One that hands a few kilobytes to Python takes longer for as little: most of it is the way there.</summary>
    private static double TinyMs(Inspection inspection, StageWork stage) =>
        inspection.ValueOf(Id, PartitionThresholds.TinyTaskMs) * (RunsPython(stage) && Math.Max(stage.ShuffleReadBytes, stage.InputBytes) is > 0 and var bytes && bytes < PartitionThresholds.FewBytes * stage.TaskCount ? 2 : 1);

    /// <summary>Whether tasks hand over to a Python worker, which costs each of them time that counts as run time, not as overhead.</summary>
    private static bool RunsPython(StageWork stage) => stage.HasPythonRdd || stage.PythonMs > 0;

    private static Suspicion Suspect(Inspection inspection, StageWork stage, long medianMs, double target)
    {
        var suspicion = inspection.Suspect(stage, Confidence.High);
        suspicion.Basis = Basis.Estimated;

        // The readers of a cached relation have its partitions, whatever the settings: one cause, and adaptive execution cannot merge them.
        if (Skew.UnevenInput.ReadsCache(stage))
        {
            (suspicion.MostSeverity, suspicion.MostReason) = (Severity.Info, "the tasks are the partitions of what was cached: fewer of them ask for coalesce() before the cache");
        }

        var limit = inspection.ValueOf(Id, PartitionThresholds.TinyTaskMs);
        suspicion.Evidence.Add(EvidenceItem.Of("tasks", stage.TaskCount, EvidenceUnit.Count, suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("medianTask", medianMs, EvidenceUnit.Milliseconds, suspicion.Place, new Threshold(PartitionThresholds.TinyTaskMs.Name, Comparison.AtMost, limit)));
        suspicion.Evidence.Add(EvidenceItem.Of("overheadShare", stage.OverheadMs / (double)Math.Max(1, stage.DurationMs), EvidenceUnit.Ratio, suspicion.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("bytesPerTask", Math.Max(stage.ShuffleReadBytes, stage.InputBytes) / (double)stage.TaskCount, EvidenceUnit.Bytes, suspicion.Place));
        Price(inspection, suspicion, stage, 1 - (target / stage.TaskCount));
        FewerTasks.Advise(inspection, suspicion, stage, target);
        suspicion.SameAs = suspicion.Remedies is [{ Setting.Key: "spark.sql.adaptive.enabled" }] ? "not merged" : null; // One setting mends all of them.
        return suspicion;
    }

    /// <summary>
    /// Of the tasks that would not be: their overheads, a fixed cost inside their run time, and the slots that waited for their dispatch. At most all that they computed: tasks
    /// this short do little but start: healthy twins saved 0.98 to 0.99 of their stage (bench/compare-lab).
    /// </summary>
    private static void Price(Inspection inspection, Suspicion suspicion, StageWork stage, double spared)
    {
        var overhead = inspection.Ledger.Of(stage, Bucket.Overhead) * spared;
        var work = RunsPython(stage) && inspection.Ledger.Of(stage, Bucket.Python) > inspection.Ledger.Of(stage, Bucket.Compute) ? Bucket.Python : Bucket.Compute;
        var compute = inspection.Ledger.Of(stage, work) * spared;
        var taskCost = inspection.ValueOf(Id, RunsPython(stage) ? PartitionThresholds.PythonTaskCostMs : PartitionThresholds.TaskCostMs);
        var inside = Math.Min(taskCost * stage.TaskCount * spared, 0.9 * compute);
        var wait = inspection.Ledger.Of(stage, Bucket.IdleWait) * spared;
        suspicion.Claim(stage, Bucket.Overhead, overhead * 0.8, overhead, overhead);
        suspicion.Claim(stage, work, inside * 0.3, (inside + (0.9 * compute)) / 2, compute);
        suspicion.Claim(stage, Bucket.IdleWait, wait * 0.3, wait * 0.9, wait);

        // Blocks are as many as tasks: twins with a handful of tasks had next to no waits and writes left.
        foreach (var bucket in (ReadOnlySpan<Bucket>)[Bucket.FetchWait, Bucket.ShuffleWrite, Bucket.GarbageCollection])
        {
            var spent = inspection.Ledger.Of(stage, bucket) * spared;
            suspicion.Claim(stage, bucket, spent * 0.3, spent * 0.8, spent);
        }

        // So do those that write them: a task of theirs writes a piece for each.
        foreach (var writer in Skew.SkewSearch.ExchangesOf(inspection, stage).SelectMany(exchange => exchange.WritingStages).Distinct())
        {
            var write = inspection.Ledger.Of(writer, Bucket.ShuffleWrite) * spared;
            suspicion.Claim(writer, Bucket.ShuffleWrite, 0, write * 0.6, write).ClaimArea(writer);
        }

        suspicion.ClaimArea(stage);
    }
}
