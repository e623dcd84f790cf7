using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC005: many cores share one heap, and its collector cannot keep up. That few cores are better is folklore without such a sign.</summary>
internal static class WideExecutors
{
    public const string Id = "EXEC005";

    public static readonly Diagnosis Diagnosis = new(Id, "Too many cores in one executor", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.ManyCores,
            ExecutorShapeThresholds.WideGcShare,
            ExecutorShapeThresholds.WideGcMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var widest = inspection.IsLocal ? null : inspection.Curve.Lives.MaxBy(life => life.Executor.TotalCores)?.Executor;
        var collected = MemoryPressure.GcShare(inspection);
        var limit = inspection.ValueOf(Id, ExecutorShapeThresholds.WideGcShare);
        if (widest is null || widest.TotalCores <= inspection.ValueOf(Id, ExecutorShapeThresholds.ManyCores) || collected < limit
            || inspection.Stages.Sum(stage => stage.GcMs) < inspection.ValueOf(Id, ExecutorShapeThresholds.WideGcMs))
        {
            return;
        }

        // What collection costs is the price of MEM002: here it is the sign.
        var suspicion = new Suspicion(new SettingPlace("spark.executor.cores"), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the heap may be short for another reason than the number of cores");
        suspicion.Prove("coresPerExecutor", widest.TotalCores, EvidenceUnit.Count, new ExecutorPlace(widest.Id), new Threshold(ExecutorShapeThresholds.ManyCores.Name, Comparison.AtLeast, inspection.ValueOf(Id, ExecutorShapeThresholds.ManyCores)))
            .Prove("gcShare", collected, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(ExecutorShapeThresholds.WideGcShare.Name, Comparison.AtLeast, limit))
            .Prove("gcTime", inspection.Stages.Sum(stage => stage.GcMs), EvidenceUnit.CoreMilliseconds, new ApplicationPlace())
            .Advise(new Remedy(
                RemedyKind.Setting,
                "Take more executors of four or five cores, with the same memory for each core.",
                "The number of executors is raised in step.",
                "Each executor holds its own copy of a broadcast.",
                null,
                new SettingChange("spark.executor.cores", inspection.Settings.Find("spark.executor.cores"), "5")));
        report.Add(suspicion);
    }
}
