using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM006: executors never use half of the heap that is paid for. Memory time, not slot time: it has no price in the ledger.</summary>
internal static class UnusedHeap
{
    public const string Id = "MEM006";

    private const double BytesAndMsInGibibyteHour = (1L << 30) * 3_600_000.0;

    public static readonly Diagnosis Diagnosis = new(Id, "Executor memory far too large", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            MemoryThresholds.HeapLow,
            MemoryThresholds.HeapRoom,
            MemoryThresholds.LargeHeap,
            MemoryThresholds.MinWallMs,
            MemoryThresholds.MinSampledStages,
            MemoryThresholds.SampledShare,
            MemoryThresholds.MinUnused,
            MemoryThresholds.MuchUnused,
            MemoryThresholds.QuietGcShare,
        ],
    };

    /// <summary>The heap that would do, bytes; absent unless the heaps are far too large.</summary>
    public static long? EnoughFor(Inspection inspection)
    {
        if (inspection.IsLocal || SmallestHeap(inspection) is not { } heap || heap < inspection.ValueOf(Id, MemoryThresholds.LargeHeap)
            || MemoryPressure.SpilledBytes(inspection) > 0
            || MemoryPressure.GcShare(inspection) >= inspection.ValueOf(Id, MemoryThresholds.QuietGcShare)
            || MemoryPressure.HasExhaustedHeap(inspection))
        {
            return null;
        }

        var polled = MemoryPressure.WellPolled(inspection);
        var isLong = inspection.WallMs >= inspection.ValueOf(Id, MemoryThresholds.MinWallMs)
            || inspection.Stages.Count(stage => stage.Stage.PeaksByExecutor.Count > 0) >= inspection.ValueOf(Id, MemoryThresholds.MinSampledStages);
        if (!isLong || polled.Sum(LengthOf) < inspection.ValueOf(Id, MemoryThresholds.SampledShare) * inspection.Curve.Lives.Sum(LengthOf))
        {
            return null;
        }

        var peak = PeakOf(polled);
        var enough = Math.Max(1L << 30, (long)(peak * inspection.ValueOf(Id, MemoryThresholds.HeapRoom)));
        return peak < inspection.ValueOf(Id, MemoryThresholds.HeapLow) * heap && UnusedGibibyteHours(inspection, heap - enough) >= inspection.ValueOf(Id, MemoryThresholds.MinUnused) ? enough : null;
    }

    private static void Check(Inspection inspection, Report report)
    {
        if (EnoughFor(inspection) is not { } enough)
        {
            AddNotChecked(inspection, report);
            return;
        }

        var polled = MemoryPressure.WellPolled(inspection);
        var heap = SmallestHeap(inspection)!.Value; // Known, since something is enough.
        var unused = UnusedGibibyteHours(inspection, heap - enough);
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium)
        {
            FixedSeverity = unused >= inspection.ValueOf(Id, MemoryThresholds.MuchUnused) ? Severity.Minor : Severity.Info,
        };
        suspicion.Doubt("peaks are polled: a short one may have been missed");
        suspicion.Prove("peakHeap", PeakOf(polled), EvidenceUnit.Bytes, new ExecutorPlace(polled.MaxBy(life => MemoryPressure.PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory))!.Executor.Id)) // Some were polled.
            .Prove("executorHeap", heap, EvidenceUnit.Bytes)
            .Prove("peakShare", PeakOf(polled) / (double)heap, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.HeapLow.Name, Comparison.AtMost, inspection.ValueOf(Id, MemoryThresholds.HeapLow)))
            .Prove("unusedGibibyteHours", unused, EvidenceUnit.Count)
            .Prove("executors", inspection.Curve.Lives.Count, EvidenceUnit.Count)
            .Advise(inspection.Settings.Change("spark.executor.memory", SettingSize.Memory(enough), "Ask for the heap that was used, and a third more.", risk: "Peaks are polled: a short one may have been missed. Go down in two steps."))
            .Advise(new Remedy(RemedyKind.Cluster, "Or keep the memory and give each executor more cores, so that fewer executors do the same work.", null, "Tasks of one executor share its heap."));
        report.Add(suspicion);
    }

    /// <summary>The question is open where much memory was held for long and nobody looked at it.</summary>
    private static void AddNotChecked(Inspection inspection, Report report)
    {
        if (!inspection.IsLocal && inspection.Settings.Version >= new SparkVersion(3, 0)
            && SmallestHeap(inspection) is { } heap && heap >= 2 * inspection.ValueOf(Id, MemoryThresholds.LargeHeap)
            && inspection.WallMs >= inspection.ValueOf(Id, MemoryThresholds.MinWallMs)
            && inspection.Curve.Lives.All(life => MemoryPressure.PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory) is null))
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.MetricAbsent, "spark.eventLog.logStageExecutorMetrics=true");
        }
    }

    private static long? SmallestHeap(Inspection inspection)
    {
        long? smallest = null;
        foreach (var life in inspection.Curve.Lives)
        {
            if (ExecutorMemory.HeapOf(inspection, life.Executor) is not { } heap)
            {
                return null;
            }

            smallest = Math.Min(smallest ?? heap, heap);
        }

        return smallest;
    }

    private static long PeakOf(List<ExecutorLife> polled) => polled.Max(life => MemoryPressure.PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory) ?? 0);

    private static double UnusedGibibyteHours(Inspection inspection, long unusedBytes) => unusedBytes * (double)inspection.Curve.Lives.Sum(LengthOf) / BytesAndMsInGibibyteHour;

    private static long LengthOf(ExecutorLife life) => life.EndMs - life.StartMs;
}
