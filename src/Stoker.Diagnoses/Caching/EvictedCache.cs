using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Storage;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Caching;

/// <summary>
/// CACHE003: cached data is evicted, or never fitted, and is computed again. A task that reads a cached block logs input bytes; one that computes the
/// partition again from rows that are made or parallelized logs none. Levels with disk lose nothing (trap T36).
/// </summary>
internal static class EvictedCache
{
    public const string Id = "CACHE003";

    public static readonly Diagnosis Diagnosis = new(Id, "Cached data is evicted and recomputed", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.MissShare,
            CacheThresholds.ReuseMinMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var rdd in inspection.Application.CachedRdds.Where(rdd => rdd.Level is { IsValid: true, UseDisk: false }))
        {
            // The first stage fills; a program that took only some partitions first fills the rest later, which costs nothing twice.
            var uses = UnusedCache.UsesOf(inspection, rdd);
            var readers = uses.Skip(1).Select(stage => (Stage: stage, Missed: Missed(stage))).Where(use => use.Missed.Tasks > 0).ToList();
            var tasks = uses.Skip(1).Sum(stage => stage.TaskCount);
            var missed = readers.Sum(use => use.Missed.Tasks);
            var fillTasks = uses.Count == 0 ? 0 : uses[0].TaskCount;
            if (uses.Count > 1 && uses[0].InputBytes > 0)
            {
                CheckBlocks(inspection, report, rdd, uses);
                continue;
            }

            if (missed == 0 || missed < inspection.ValueOf(Id, CacheThresholds.MissShare) * tasks || fillTasks < rdd.PartitionCount
                || readers.Sum(use => use.Missed.RunMs) < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs) / 3)
            {
                continue;
            }

            var suspicion = new Suspicion(new StagePlace(readers[0].Stage.Stage.Id), Confidence.Medium);
            suspicion.Doubt("that partitions were computed again is inferred from the time and the input of their tasks");
            suspicion.Prove("rdd", PlanText.CachedName(rdd.Name))
                .Prove("storageLevel", rdd.Level.ToString())
                .Prove("recomputedTasks", missed, EvidenceUnit.Count)
                .Prove("readingTasks", tasks, EvidenceUnit.Count);
            foreach (var (stage, (_, runMs)) in readers)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                var share = Math.Min(1, runMs / (double)Math.Max(1, stage.RunMs));
                suspicion.ClaimRun(inspection.Ledger, stage, share * 0.5, share * 0.85, share);
            }

            Advise(inspection, suspicion);
            report.Add(suspicion);
        }
    }

    /// <summary>Of a cache filled from files a cached read and a recomputation look alike, except in the block updates.</summary>
    private static void CheckBlocks(Inspection inspection, Report report, CachedRdd rdd, IReadOnlyList<StageWork> uses)
    {
        if (rdd.CachedPartitionCount is not { } cached)
        {
            report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.MetricAbsent, "spark.eventLog.logBlockUpdates.enabled=true");
            return;
        }

        var missing = 1 - (cached / (double)Math.Max(1, rdd.PartitionCount));
        var readers = uses.Skip(1).ToList();
        if (rdd.IsUnpersisted || uses[0].TaskCount < rdd.PartitionCount || missing < inspection.ValueOf(Id, CacheThresholds.MissShare)
            || readers.Sum(stage => stage.RunMs) * missing < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs))
        {
            return;
        }

        var suspicion = new Suspicion(new StagePlace(readers[0].Stage.Id), Confidence.Medium);
        suspicion.Doubt("blocks that are missing at the end may have been there before");
        suspicion.Prove("rdd", PlanText.CachedName(rdd.Name))
            .Prove("storageLevel", rdd.Level.ToString())
            .Prove("partitions", rdd.PartitionCount, EvidenceUnit.Count)
            .Prove("cachedPartitions", cached, EvidenceUnit.Count);
        foreach (var stage in readers)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, missing * 0.3, missing * 0.6, missing * 0.9);
        }

        Advise(inspection, suspicion);
        report.Add(suspicion);
    }

    private static void Advise(Inspection inspection, Suspicion suspicion) => suspicion
        .Advise("Persist to memory and disk: df.persist(StorageLevel.MEMORY_AND_DISK), which is what df.cache() does.")
        .Advise("Cache fewer rows and columns.")
        .Advise(MemoryRemedies.MoreHeap(inspection, 2));

    private static (int Tasks, long RunMs) Missed(StageWork stage)
    {
        // A log without the metric says nothing of where rows came from.
        var tasks = stage.Stage.Tasks;
        if (tasks.Metric(TaskMetric.InputBytesRead) is not { } input)
        {
            return (0, 0);
        }

        var run = tasks.Metric(TaskMetric.ExecutorRunTime);
        var (count, sum) = (0, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Success && tasks.HasMetrics(row) && input[row] == 0)
            {
                count++;
                sum += run?[row] ?? 0;
            }
        }

        return (count, sum);
    }
}
