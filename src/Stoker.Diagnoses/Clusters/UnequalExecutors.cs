using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS007: executors that were asked for alike differ in cores or memory, so that a task has more memory on one than on the other; and memory is short.</summary>
internal static class UnequalExecutors
{
    public const string Id = "CLUS007";

    public static readonly Diagnosis Diagnosis = new(Id, "Unequal executors", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ClusterThresholds.UnequalRatio,
            ClusterThresholds.GcShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var isShort = MemoryPressure.SpilledBytes(inspection) > 0 || MemoryPressure.HasExhaustedHeap(inspection) || MemoryPressure.GcShare(inspection) >= inspection.ValueOf(Id, ClusterThresholds.GcShare);
        if (inspection.IsLocal || !isShort)
        {
            return;
        }

        var limit = inspection.ValueOf(Id, ClusterThresholds.UnequalRatio);
        foreach (var profile in inspection.Curve.Lives.Where(life => life.Executor.MaxMemory.Value > 0).GroupBy(life => life.Executor.ResourceProfile))
        {
            var (most, least) = (profile.MaxBy(life => MemoryPerSlot(life))!, profile.MinBy(life => MemoryPerSlot(life))!); // A group has one at least.
            if (MemoryPerSlot(most) < limit * MemoryPerSlot(least))
            {
                continue;
            }

            var suspicion = new Suspicion(new ExecutorPlace(least.Executor.Id), Confidence.Medium) { FixedSeverity = Severity.Info };
            suspicion.Doubt("the cluster may have given what it had");
            suspicion.RelatedPlaces.Add(new ExecutorPlace(most.Executor.Id));
            suspicion.Prove("memoryPerSlot", MemoryPerSlot(least), EvidenceUnit.Bytes)
                .Prove("memoryPerSlotElsewhere", MemoryPerSlot(most), EvidenceUnit.Bytes, new ExecutorPlace(most.Executor.Id))
                .Prove("ratio", MemoryPerSlot(most) / MemoryPerSlot(least), EvidenceUnit.Ratio, null, new Threshold(ClusterThresholds.UnequalRatio.Name, Comparison.AtLeast, limit))
                .Prove("cores", least.Executor.TotalCores, EvidenceUnit.Count)
                .Prove("coresElsewhere", most.Executor.TotalCores, EvidenceUnit.Count, new ExecutorPlace(most.Executor.Id));
            report.Add(suspicion.Advise("Give all executors the same cores and memory: spark.executor.cores and spark.executor.memory; without the first a standalone worker gives all cores that it has."));
        }
    }

    private static double MemoryPerSlot(Ledger.ExecutorLife life) => life.Executor.MaxMemory.Value / (double)life.Slots;
}
