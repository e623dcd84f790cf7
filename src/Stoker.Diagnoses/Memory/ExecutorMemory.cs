using System.Globalization;
using Stoker.Model.Executors;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Memory;

/// <summary>How much memory executors were given: their heap, and what their container has beside it.</summary>
internal static class ExecutorMemory
{
    /// <summary>What Spark keeps of a heap before it divides the rest (UnifiedMemoryManager.scala).</summary>
    public const long ReservedBytes = 300L << 20;

    /// <summary>Least overhead of a container (ResourceProfile.scala).</summary>
    private const long LeastOverheadBytes = 384L << 20;

    private static readonly string[] OverheadKeys =
    [
        "spark.executor.memoryOverhead", "spark.yarn.executor.memoryOverhead", "spark.executor.memoryOverheadFactor", "spark.kubernetes.memoryOverheadFactor",
    ];

    /// <summary>
    /// The largest heap that the JVM of an executor may have, bytes: what its block manager told, since a setting may have come too late; else the setting.
    /// Absent when neither is known.
    /// </summary>
    public static long? HeapOf(Inspection inspection, Executor executor)
    {
        var pool = executor.MaxOnHeapMemory?.Value ?? (inspection.Settings.IsOn("spark.memory.offHeap.enabled") == true ? 0 : executor.MaxMemory.Value);
        if (pool > 0 && FractionOf(inspection) is { } fraction)
        {
            return (long)(pool / fraction) + ReservedBytes;
        }

        return executor.IsDriver || inspection.IsLocal ? null : SizeOf(inspection.Settings, "spark.executor.memory");
    }

    /// <summary>The share of the heap, less what Spark keeps, that execution and storage divide; absent when unknown or impossible.</summary>
    public static double? FractionOf(Inspection inspection) =>
        double.TryParse(inspection.Settings.Find("spark.memory.fraction"), NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is > 0 and <= 1 ? fraction : null;

    /// <summary>The executor whose slots have least memory for execution and storage; absent when no heap is known.</summary>
    public static (string Executor, long Heap, int Slots, double PerSlot)? SmallestSlot(Inspection inspection)
    {
        (string Executor, long Heap, int Slots, double PerSlot)? smallest = null;
        foreach (var life in inspection.Curve.Lives)
        {
            if (HeapOf(inspection, life.Executor) is { } heap && FractionOf(inspection) is { } fraction
                && Math.Max(0, heap - ReservedBytes) * fraction / life.Slots is var perSlot && (smallest is null || perSlot < smallest.Value.PerSlot))
            {
                smallest = (life.Executor.Id, heap, life.Slots, perSlot);
            }
        }

        return smallest;
    }

    /// <summary>Whether executors live in containers that are killed when they take too much: on YARN and Kubernetes.</summary>
    public static bool HasContainers(Inspection inspection) => inspection.Application.Settings.Find("spark.master")?.Value is { } master
        && (master.StartsWith("yarn", StringComparison.Ordinal) || master.StartsWith("k8s://", StringComparison.Ordinal));

    /// <summary>Whether the program or its configuration says how much memory a container has beside the heap.</summary>
    public static bool IsOverheadSet(Inspection inspection) => OverheadKeys.Any(inspection.Settings.IsSet);

    /// <summary>Bytes that a container has beside a heap, for the JVM itself, buffers and Python; absent where there are no containers.</summary>
    public static long? BesideHeapOf(Inspection inspection, long heapBytes)
    {
        if (!HasContainers(inspection))
        {
            return null;
        }

        var settings = inspection.Settings;
        var overhead = SizeOf(settings, "spark.executor.memoryOverhead") ?? SizeOf(settings, "spark.yarn.executor.memoryOverhead")
            ?? Math.Max(LeastOverheadBytes, (long)(heapBytes * OverheadFactorOf(settings)));
        return overhead + (SizeOf(settings, "spark.executor.pyspark.memory") ?? 0);
    }

    /// <summary>An amount of memory; unlike other sizes a bare number counts as MiB. Absent when unknown.</summary>
    public static long? SizeOf(EffectiveSettings settings, string key) =>
        settings.Find(key)?.Trim() is not { Length: > 0 } text ? null
        : text.All(char.IsAsciiDigit) ? EffectiveSettings.ParseBytes(text + "m")
        : EffectiveSettings.ParseBytes(text);

    /// <summary>On Kubernetes the submission of a Python program writes a factor of 0.4 into the settings, unless one is there (BasicDriverFeatureStep.scala).</summary>
    private static double OverheadFactorOf(EffectiveSettings settings)
    {
        foreach (var key in (ReadOnlySpan<string>)["spark.executor.memoryOverheadFactor", "spark.kubernetes.memoryOverheadFactor"])
        {
            if (settings.IsSet(key) && double.TryParse(settings.Find(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0)
            {
                return factor;
            }
        }

        return 0.1;
    }
}
