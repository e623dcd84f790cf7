using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM012: above 32 GiB the JVM needs eight bytes for a reference instead of four: a heap of 36 GiB holds hardly more than one of 31.</summary>
internal static class LargePointers
{
    public const string Id = "MEM012";

    public static readonly Diagnosis Diagnosis = new(Id, "Heap just above 32 GiB", Rank.Configuration, Check)
    {
        Limits =
        [
            MemoryThresholds.PointerLimit,
            MemoryThresholds.WorthPointers,
            MemoryThresholds.GcShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var key = inspection.IsLocal ? "spark.driver.memory" : "spark.executor.memory";
        var options = inspection.Settings.Find(inspection.IsLocal ? "spark.driver.extraJavaOptions" : "spark.executor.extraJavaOptions") ?? "";
        var heap = inspection.IsLocal
            ? inspection.Curve.Lives.Min(life => ExecutorMemory.HeapOf(inspection, life.Executor))
            : ExecutorMemory.SizeOf(inspection.Settings, key);
        if (heap is not { } bytes || bytes < inspection.ValueOf(Id, MemoryThresholds.PointerLimit) || bytes >= inspection.ValueOf(Id, MemoryThresholds.WorthPointers)
            || options.Contains("ZGC", StringComparison.Ordinal) || options.Contains("ObjectAlignmentInBytes", StringComparison.Ordinal) || options.Contains("+UseCompressedOops", StringComparison.Ordinal)
            || UnusedHeap.EnoughFor(inspection) is not null)
        {
            return;
        }

        // Where memory is short, less of it is no advice.
        var isShort = MemoryPressure.SpilledBytes(inspection) > 0 || MemoryPressure.HasExhaustedHeap(inspection) || MemoryPressure.GcShare(inspection) >= inspection.ValueOf(Id, MemoryThresholds.GcShare);
        var suspicion = new Suspicion(new SettingPlace(key), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the JVM may have been started with other options than the log shows");
        suspicion.Prove("heap", bytes, EvidenceUnit.Bytes, null, new Threshold(MemoryThresholds.PointerLimit.Name, Comparison.AtLeast, inspection.ValueOf(Id, MemoryThresholds.PointerLimit)))
            .Prove("collector", CollectorOf(options));
        report.Add(isShort
            ? suspicion.Advise("Memory is short here: do not go below 32 GiB; give heaps 48 GiB or more, or run fewer cores in each executor.")
            : suspicion.Advise(inspection.Settings.Change(key, "31g", "Stay below the limit: references take four bytes again, and as much fits.")));
    }

    /// <summary>The option that names a collector (<c>-XX:+UseG1GC</c>): many other options begin like it.</summary>
    private static string CollectorOf(string options) =>
        options.Split(' ').FirstOrDefault(option => option.StartsWith("-XX:+Use", StringComparison.Ordinal) && option.EndsWith("GC", StringComparison.Ordinal)) ?? "default";
}
