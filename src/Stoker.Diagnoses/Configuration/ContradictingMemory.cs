using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF009: memory settings that contradict each other.</summary>
internal static class ContradictingMemory
{
    public const string Id = "CONF009";

    private const string OffHeapSize = "spark.memory.offHeap.size";
    private const string OffHeapEnabled = "spark.memory.offHeap.enabled";
    private const string Overhead = "spark.executor.memoryOverhead";
    private const string PythonMemory = "spark.executor.pyspark.memory";
    private const string ResultSize = "spark.driver.maxResultSize";

    /// <summary>What Spark adds to a container at the least when nobody says (ResourceProfile.MEMORY_OVERHEAD_MIN_MIB).</summary>
    private const long LeastOverhead = 384L << 20;

    public static readonly Diagnosis Diagnosis = new(Id, "Memory settings contradict each other", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (!inspection.Application.Settings.IsKnown)
        {
            return;
        }

        UnusedOffHeap(inspection, report);
        if (!inspection.IsLocal)
        {
            SmallOverhead(inspection, report);
        }

        LargeResults(inspection, report);
    }

    private static void UnusedOffHeap(Inspection inspection, Report report)
    {
        if (!inspection.Settings.IsSet(OffHeapSize) || inspection.Settings.ByteCount(OffHeapSize) is not > 0 || inspection.Settings.IsOn(OffHeapEnabled) != false)
        {
            return;
        }

        var suspicion = Suspect(OffHeapSize, "the size is set, and off-heap memory is off", inspection, OffHeapSize, OffHeapEnabled);
        suspicion.Advise(inspection.Settings.Change(OffHeapEnabled, "true", "Use the memory that was set aside.", risk: "The container grows by it."))
            .Advise("Or delete the size, if off-heap memory is not wanted.");
        report.Add(suspicion);
    }

    /// <summary>Less than Spark takes by itself: mostly a number without its unit, which counts as MiB.</summary>
    private static void SmallOverhead(Inspection inspection, Report report)
    {
        if (inspection.Application.Settings.Find(Overhead)?.Value is not { } text || MebibytesOf(text) is not { } overhead || overhead >= LeastOverhead)
        {
            return;
        }

        var suspicion = Suspect(Overhead, "less than Spark takes by itself (384 MiB, or 10 % of the heap); a number without a unit is MiB", inspection, Overhead, "spark.executor.memory");
        if (inspection.Application.Settings.Find(PythonMemory) is { } python)
        {
            suspicion.Prove(PythonMemory, python.Value);
        }

        suspicion.Advise(new Remedy(RemedyKind.Setting, "Write the unit, or delete the setting: Spark then takes its own share.", Setting: new SettingChange(Overhead, text, null)));
        report.Add(suspicion);
    }

    /// <summary>A limit above the heap that it is to protect.</summary>
    private static void LargeResults(Inspection inspection, Report report)
    {
        // In local mode and in shells the heap is often that of a JVM which was there before the setting.
        if (!inspection.Settings.IsSet(ResultSize) || inspection.Settings.ByteCount(ResultSize) is not { } limit
            || inspection.Application.Settings.Find("spark.driver.memory")?.Value is not { } memory || MebibytesOf(memory) is not { } heap || limit <= heap)
        {
            return;
        }

        var suspicion = Suspect(ResultSize, "results may grow larger than the driver's heap, so the limit protects nothing", inspection, ResultSize, "spark.driver.memory");
        suspicion.FixedSeverity = Severity.Info;
        suspicion.Advise(inspection.Settings.Change(ResultSize, (heap / 2 >> 20).ToString(CultureInfo.InvariantCulture) + "m", "Keep the limit at half of the driver's heap, so that a job fails before the driver does."));
        report.Add(suspicion);
    }

    private static Suspicion Suspect(string place, string why, Inspection inspection, params ReadOnlySpan<string> keys)
    {
        var suspicion = new Suspicion(new SettingPlace(place), Confidence.High) { FixedSeverity = Severity.Minor };
        foreach (var key in keys)
        {
            suspicion.Prove(key, inspection.Settings.Find(key) ?? "unknown");
        }

        return suspicion.Prove("why", why);
    }

    /// <summary>An amount whose bare number counts as MiB.</summary>
    private static long? MebibytesOf(string text) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) ? mebibytes << 20 : EffectiveSettings.ParseBytes(text);
}
