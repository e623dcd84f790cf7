using System.Globalization;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;
using Stoker.Model.Storage;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM010: a stage spills while cached data that it does not read holds half of the memory that both share.</summary>
internal static class CrowdedOut
{
    public const string Id = "MEM010";

    private const string StorageFraction = "spark.memory.storageFraction";
    private const double LowStorageFraction = 0.3;

    public static readonly Diagnosis Diagnosis = new(Id, "Cache crowds out execution", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.MinSpill,
            MemoryThresholds.MinStageWorkMs,
            MemoryThresholds.StorageShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Application.CachedRdds.Count == 0)
        {
            return;
        }

        var limit = inspection.ValueOf(Id, MemoryThresholds.StorageShare);
        foreach (var stage in inspection.Stages)
        {
            if (stage.DiskSpilledBytes < inspection.ValueOf(Id, MemoryThresholds.MinSpill) || stage.RunMs < inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs)
                || UnreadBefore(inspection, stage) is not { } cached || StorageShare(inspection, stage) is not { } share || share < limit)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("the log does not tell which task would have had the memory that the cache held");
            suspicion.Prove("storageShare", share, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.StorageShare.Name, Comparison.AtLeast, limit))
                .Prove("diskSpilled", stage.DiskSpilledBytes, EvidenceUnit.Bytes)
                .Prove("cached", PlanText.CachedName(cached.Name));
            var spill = inspection.Ledger.Of(stage, Bucket.Spill);
            suspicion.Claim(stage, Bucket.Spill, spill * 0.2, spill * 0.5, spill * 0.9).ClaimArea(stage)
                .Advise("Call unpersist() when nothing reads the data any more, before the stage that needs the memory.")
                .Advise("Keep it on disk: persist(StorageLevel.DISK_ONLY), or write it to a file.")
                .Advise(SmallerStorage(inspection));
            report.Add(suspicion);
        }
    }

    /// <summary>Something cached in memory by an earlier stage, while this one reads no cached data; null when it reads any.</summary>
    private static CachedRdd? UnreadBefore(Inspection inspection, StageWork stage) =>
        inspection.Application.CachedRdds.All(rdd => !rdd.Uses.Contains(stage.Stage.Id))
            ? inspection.Application.CachedRdds.FirstOrDefault(rdd => rdd.Level.UseMemory && inspection.AttemptsOf(rdd.FirstUse.Stage).Any(first => first.EndMs <= stage.StartMs))
            : null;

    /// <summary>A smaller protected part for storage; null where it is as small already.</summary>
    private static Remedy? SmallerStorage(Inspection inspection) =>
        double.TryParse(inspection.Settings.Find(StorageFraction), NumberStyles.Float, CultureInfo.InvariantCulture, out var now) && now <= LowStorageFraction ? null
        : inspection.Settings.Change(StorageFraction, LowStorageFraction.ToString(CultureInfo.InvariantCulture), "Let execution take more of what is cached.", risk: "Cached blocks are dropped earlier.");

    /// <summary>Largest share of an executor's pool that storage held while the stage ran; absent when it was not polled then.</summary>
    private static double? StorageShare(Inspection inspection, StageWork stage)
    {
        double? largest = null;
        foreach (var executor in inspection.Application.Executors)
        {
            if (stage.Stage.PeaksByExecutor.GetValueOrDefault(executor.Id)?[ExecutorMetric.OnHeapStorageMemory] is { } bytes && executor.MaxOnHeapMemory is { Value: > 0 } pool)
            {
                largest = Math.Max(largest ?? 0, bytes / (double)pool.Value);
            }
        }

        return largest;
    }
}
