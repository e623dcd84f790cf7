using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM011: the settings leave a task next to no memory, and it shows: what spills, collects and fails has one cause.</summary>
internal static class SmallSlotMemory
{
    public const string Id = "MEM011";

    private const string Fraction = "spark.memory.fraction";

    public static readonly Diagnosis Diagnosis = new(Id, "Too little memory per slot by configuration", Rank.Configuration, Check)
    {
        Limits =
        [
            MemoryThresholds.SmallSlot,
            MemoryThresholds.SmallHeap,
            MemoryThresholds.LowFraction,
            MemoryThresholds.HighFraction,
            MemoryThresholds.MinSpill,
            MemoryThresholds.GcShare,
            MemoryThresholds.LocalGcShare,
            MemoryThresholds.MinRunMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var collectedMuch = inspection.IsLocal ? inspection.ValueOf(Id, MemoryThresholds.LocalGcShare) : inspection.ValueOf(Id, MemoryThresholds.GcShare);
        var isShown = MemoryPressure.SpilledBytes(inspection) >= inspection.ValueOf(Id, MemoryThresholds.MinSpill)
            || MemoryPressure.GcShare(inspection) >= collectedMuch
            || MemoryPressure.HasExhaustedHeap(inspection);
        if (!isShown || inspection.Stages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, MemoryThresholds.MinRunMs) || ExecutorMemory.SmallestSlot(inspection) is not { } smallest)
        {
            return;
        }

        var fraction = ExecutorMemory.FractionOf(inspection);
        var isOddFraction = inspection.Settings.IsSet(Fraction)
            && (fraction < inspection.ValueOf(Id, MemoryThresholds.LowFraction) || fraction > inspection.ValueOf(Id, MemoryThresholds.HighFraction));
        var limit = inspection.ValueOf(Id, MemoryThresholds.SmallSlot);
        if (smallest.PerSlot >= limit && smallest.Heap >= inspection.ValueOf(Id, MemoryThresholds.SmallHeap) && !isOddFraction)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(isOddFraction ? Fraction : inspection.IsLocal ? "spark.driver.memory" : "spark.executor.memory"), Confidence.High)
        {
            Groups = ["MEM001", "MEM002", "MEM003", "MEM009", "MEM014"],
        };
        suspicion.Prove("memoryPerSlot", smallest.PerSlot, EvidenceUnit.Bytes, new ExecutorPlace(smallest.Executor), new Threshold(MemoryThresholds.SmallSlot.Name, Comparison.AtMost, limit))
            .Prove("executorHeap", smallest.Heap, EvidenceUnit.Bytes, new ExecutorPlace(smallest.Executor))
            .Prove("slots", smallest.Slots, EvidenceUnit.Count);
        if (fraction is { } share)
        {
            suspicion.Prove("memoryFraction", share, EvidenceUnit.Ratio, new SettingPlace(Fraction));
        }

        if (isOddFraction)
        {
            suspicion.Advise(inspection.Settings.Change(Fraction, "0.6", "Divide the heap as Spark does by default."));
        }

        if (smallest.PerSlot < limit || smallest.Heap < inspection.ValueOf(Id, MemoryThresholds.SmallHeap))
        {
            suspicion.Advise(MemoryRemedies.MoreHeap(inspection, 2)).Advise(inspection.IsLocal
                ? "Or run fewer tasks at once: local[N] with a smaller N."
                : "Or run fewer tasks at once in each executor (spark.executor.cores).");
        }

        report.Add(suspicion);
    }
}
