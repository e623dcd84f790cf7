using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM013: a program that lives in Python leaves its containers the tenth that suits programs of the JVM. A risk, as long as nothing was killed.</summary>
internal static class DefaultOverhead
{
    public const string Id = "MEM013";

    public static readonly Diagnosis Diagnosis = new(Id, "Overhead left at 10 % for a Python job", Rank.Configuration, Check)
    {
        Limits =
        [
            MemoryThresholds.PythonTimeShare,
        ],
    };

    /// <summary>Task time of stages that run Python to all task time.</summary>
    public static double PythonShare(Inspection inspection) =>
        inspection.Stages.Where(stage => stage.HasPythonRdd || stage.PythonMs > 0).Sum(stage => stage.DurationMs) / (double)Math.Max(1, inspection.Stages.Sum(stage => stage.DurationMs));

    private static void Check(Inspection inspection, Report report)
    {
        var share = PythonShare(inspection);
        var limit = inspection.ValueOf(Id, MemoryThresholds.PythonTimeShare);
        if (!ExecutorMemory.HasContainers(inspection) || ExecutorMemory.IsOverheadSet(inspection) || inspection.Settings.IsSet("spark.executor.pyspark.memory")
            || share < limit || new SeverityScale(inspection).IsTiny || MemoryPressure.HasKilledContainer(inspection)
            || inspection.Curve.Lives.Min(life => ExecutorMemory.HeapOf(inspection, life.Executor)) is not { } heap || ExecutorMemory.BesideHeapOf(inspection, heap) is not { } room)
        {
            return;
        }

        // Where Python was measured, it is known whether it fits: beyond the limit MEM005 speaks.
        var measured = inspection.Curve.Lives.Max(life => MemoryPressure.PeakOf(life.Executor, ExecutorMetric.ProcessTreePythonRSSMemory));
        if (measured is not null)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace("spark.executor.memoryOverhead"), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the memory of Python workers was not polled: nothing shows that it is short");
        suspicion.Prove("pythonShare", share, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(MemoryThresholds.PythonTimeShare.Name, Comparison.AtLeast, limit))
            .Prove("besideHeap", room, EvidenceUnit.Bytes)
            .Prove("executorHeap", heap, EvidenceUnit.Bytes)
            .Advise(new Remedy(RemedyKind.Setting, "Measure once with spark.executor.processTreeMetrics.enabled=true, then set spark.executor.memoryOverhead to the largest ProcessTreePythonRSSMemory and a fifth more.", null, "Fewer executors fit on a node.", "2.3"));
        report.Add(suspicion);
    }
}
