using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Storage;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE005: a storage level that costs more than it gives: copies that nothing needs, a disk where memory is free, objects that fill the heap.</summary>
internal static class StorageLevelChoice
{
    public const string Id = "CACHE005";

    public static readonly Diagnosis Diagnosis = new(Id, "Storage level does not fit", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.ReuseMinMs,
            CacheThresholds.GcShare,
            CacheThresholds.PressureMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var rdd in inspection.Application.CachedRdds.Where(rdd => rdd.Level.IsValid))
        {
            var uses = UnusedCache.UsesOf(inspection, rdd);
            if (uses.Count < 2 || uses[0].RunMs < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs) || FaultOf(inspection, rdd, uses) is not { } fault)
            {
                continue;
            }

            // What a level costs is not measured: to know.
            var suspicion = new Suspicion(new StagePlace(uses[0].Stage.Id), Confidence.Low) { FixedSeverity = Severity.Info };
            suspicion.Doubt("the reason for the level may lie outside this run");
            inspection.Relate(suspicion, uses[0]);
            suspicion.Prove("rdd", PlanText.CachedName(rdd.Name)).Prove("storageLevel", rdd.Level.ToString()).Prove("reason", fault.Reason);
            if (fault.GcMs is { } collected)
            {
                suspicion.Prove("gcTime", collected, EvidenceUnit.CoreMilliseconds);
            }

            report.Add(suspicion.Advise(fault.Advice));
        }
    }

    private static Fault? FaultOf(Inspection inspection, CachedRdd rdd, IReadOnlyList<StageWork> uses)
    {
        var level = rdd.Level;
        if (level.Replication > 1 && !inspection.IsLocal && !inspection.Application.Executors.Any(executor => executor.RemoveReason is { } reason && LossText.Read(reason) != LossCause.Released))
        {
            return new Fault("Every block is stored twice and no executor was lost.", null, "Use the level without _2, unless the executors are on spot instances.");
        }

        if (level is { UseMemory: false, UseDisk: true } && inspection.Stages.Sum(stage => stage.ExcessGcMs + stage.SpillMs) < inspection.ValueOf(Id, CacheThresholds.PressureMs))
        {
            return new Fault("All blocks are read from disk, and no stage lacked memory.", null, "Use MEMORY_AND_DISK, which is what df.cache() does: what does not fit goes to disk.");
        }

        // Objects of RDD code; a cached DataFrame is stored in columns.
        var readers = uses.Skip(1).ToList();
        var (run, collected) = (readers.Sum(stage => stage.RunMs), readers.Sum(stage => stage.GcMs));
        return level is { UseMemory: true, Deserialized: true, UseOffHeap: false } && !rdd.Name.Contains("In-memory table", StringComparison.Ordinal) && !uses[0].HasPythonRdd && !IsOfPlan(rdd.Name)
            && run >= inspection.ValueOf(Id, CacheThresholds.ReuseMinMs) && collected >= inspection.ValueOf(Id, CacheThresholds.GcShare) * run
            ? new Fault("Its objects fill the heap: garbage collection takes a good part of the stages that read them.", collected, "Persist with MEMORY_ONLY_SER or MEMORY_AND_DISK_SER (Scala, Java), with Kryo; or use a DataFrame, which is stored in columns.")
            : null;
    }

    /// <summary>A cached DataFrame is named by its plan.</summary>
    private static bool IsOfPlan(string name) => name.StartsWith('*') || name.Contains("\n+- ", StringComparison.Ordinal) || name.Contains("Project [", StringComparison.Ordinal) || name.Contains("Scan", StringComparison.Ordinal);

    private sealed record Fault(string Reason, long? GcMs, string Advice);
}
