using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;
using Stoker.Model.Streaming;

namespace Stoker.Diagnoses.Streaming;

/// <summary>STRM004: the state of a query is kept in the heap of the executors, and takes a good part of it.</summary>
internal static class StateInHeap
{
    public const string Id = "STRM004";
    private const string Key = "spark.sql.streaming.stateStore.providerClass";
    private const string RocksDb = "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    public static readonly Diagnosis Diagnosis = new(Id, "In-memory state store under pressure", Rank.Memory, Check)
    {
        Limits = [StreamingThresholds.HeapShare, StreamingThresholds.GcShare, StreamingThresholds.StateBytes],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // RocksDB came with 3.2; a vendor's default may be a store of its own.
        if (IsInRocksDb(inspection) || inspection.Settings.IsVendorBuild
            || inspection.Settings.Version is not { } version || version < new SparkVersion(3, 2))
        {
            return;
        }

        foreach (var query in inspection.Application.StreamingQueries)
        {
            var state = query.Progress.Select(StateBytes).DefaultIfEmpty().Max();
            List<StageWork> stages = [.. inspection.BatchesOf(query).SelectMany(batch => batch.StagesIn(inspection)).Distinct()];
            var gcShare = stages.Sum(stage => stage.GcMs) / (double)Math.Max(1, stages.Sum(stage => stage.RunMs));
            var heapShare = HeapOf(inspection) is { } heap and > 0 ? state / (double)heap : (double?)null;
            var isLarge = heapShare >= inspection.ValueOf(Id, StreamingThresholds.HeapShare);
            if (state < inspection.ValueOf(Id, StreamingThresholds.StateBytes) || (!isLarge && gcShare < inspection.ValueOf(Id, StreamingThresholds.GcShare)))
            {
                continue;
            }

            var suspicion = QueryPlaces.Suspect(inspection, query, Confidence.Medium);
            suspicion.Doubt("what the state takes is the store's own estimate");
            suspicion.LeastSeverity = isLarge ? Severity.Info : null;
            suspicion.RelatedPlaces.Add(new SettingPlace(Key));
            suspicion.Prove("stateMemory", state, EvidenceUnit.Bytes).Prove("gcShare", gcShare, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.GcShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, StreamingThresholds.GcShare)));
            if (heapShare is { } share)
            {
                suspicion.Prove("shareOfHeap", share, EvidenceUnit.Ratio, null, new Threshold(StreamingThresholds.HeapShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, StreamingThresholds.HeapShare)));
            }

            foreach (var stage in stages)
            {
                var collecting = inspection.Ledger.Of(stage, Bucket.GarbageCollection);
                suspicion.Claim(stage, Bucket.GarbageCollection, Math.Min(collecting, stage.ExcessGcMs) * 0.3, Math.Min(collecting, stage.ExcessGcMs) * 0.6, Math.Min(collecting, stage.ExcessGcMs) * 0.9).ClaimArea(stage);
            }

            suspicion.Advise(inspection.Settings.Change(Key, RocksDb, "Keep the state in RocksDB, outside of the heap.", risk: "An old checkpoint keeps its store: it takes a new one, or the state migrated."))
                .Advise(WriteChanges(inspection, "With it, write only what a batch changed."));
            report.Add(suspicion);
        }
    }

    /// <summary>Whether the settings put state into RocksDB.</summary>
    internal static bool IsInRocksDb(Inspection inspection) => inspection.Settings.Find(Key)?.Contains("RocksDB", StringComparison.Ordinal) == true;

    /// <summary>The setting by which RocksDB writes what a batch changed, since Spark 3.5; null before, and where it is on.</summary>
    internal static Remedy? WriteChanges(Inspection inspection, string why) => inspection.Settings.Version >= new SparkVersion(3, 5)
        ? inspection.Settings.Change("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true", why)
        : null;

    private static long StateBytes(StreamingProgress progress) => progress.StateOperators.Sum(state => state.MemoryUsed?.Value ?? 0);

    /// <summary>The heap of the most executors that lived at once, bytes; absent when the setting is not known.</summary>
    private static long? HeapOf(Inspection inspection)
    {
        if (ExecutorMemory.SizeOf(inspection.Settings, inspection.IsLocal ? "spark.driver.memory" : "spark.executor.memory") is not { } heap)
        {
            return null;
        }

        var lives = inspection.Curve.Lives;
        var alive = new SlotSupply(lives.Select(life => (life.StartMs, life.EndMs, 1)));
        return heap * (inspection.IsLocal ? 1 : Math.Max(1, lives.Select(life => alive.At(life.StartMs)).DefaultIfEmpty().Max()));
    }
}
