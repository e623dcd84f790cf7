using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM007: heaps are full, and collecting them takes time: the next larger input may not fit. A full heap alone is normal, since G1 lets it fill.</summary>
internal static class FullHeap
{
    public const string Id = "MEM007";

    public static readonly Diagnosis Diagnosis = new(Id, "Executor heap at its limit", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.HeapHigh,
            MemoryThresholds.FullShare,
            MemoryThresholds.FullGcShare,
            MemoryThresholds.GcShare,
            MemoryThresholds.LocalGcShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var polled = inspection.Curve.Lives.Where(life => FilledShare(inspection, life) is not null).ToList();
        var high = inspection.ValueOf(Id, MemoryThresholds.HeapHigh);
        var full = polled.Where(life => FilledShare(inspection, life) >= high).ToList();
        var collected = MemoryPressure.GcShare(inspection);
        if (full.Count == 0 || full.Count < inspection.ValueOf(Id, MemoryThresholds.FullShare) * polled.Count
            || collected < inspection.ValueOf(Id, MemoryThresholds.FullGcShare))
        {
            return;
        }

        var much = inspection.IsLocal ? inspection.ValueOf(Id, MemoryThresholds.LocalGcShare) : inspection.ValueOf(Id, MemoryThresholds.GcShare);
        var isMuch = collected >= much && !new SeverityScale(inspection).IsTiny;
        var suspicion = new Suspicion(inspection.IsLocal ? new ExecutorPlace(full[0].Executor.Id) : new ApplicationPlace(), Confidence.Medium)
        {
            FixedSeverity = isMuch ? Severity.Minor : Severity.Info,
        };
        suspicion.Doubt("a collector lets the heap fill before it collects: only the time of collecting shows that it is short");
        var fullest = full.MaxBy(life => FilledShare(inspection, life))!; // Not empty.
        suspicion.Prove("peakHeapShare", FilledShare(inspection, fullest)!.Value, EvidenceUnit.Ratio, new ExecutorPlace(fullest.Executor.Id), new Threshold(MemoryThresholds.HeapHigh.Name, Comparison.AtLeast, high)) // Known of those that are polled.
            .Prove("gcShare", collected, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.FullGcShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, MemoryThresholds.FullGcShare)))
            .Prove("fullExecutors", full.Count, EvidenceUnit.Count)
            .Prove("polledExecutors", polled.Count, EvidenceUnit.Count);

        // Where garbage collection is a finding of its own, its remedy is the larger one.
        report.Add(suspicion.Advise(MemoryRemedies.MoreHeap(inspection, collected >= much ? 2 : 1.25))
            .Advise("Hold less at once: more partitions, fewer cores per executor, unpersist what is not read again."));
    }

    /// <summary>Largest heap seen to the largest there may be; absent when one of them is not known.</summary>
    private static double? FilledShare(Inspection inspection, ExecutorLife life) =>
        MemoryPressure.PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory) is { } peak && ExecutorMemory.HeapOf(inspection, life.Executor) is { } heap ? peak / (double)heap : null;
}
