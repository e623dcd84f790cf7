using Stoker.Model.Settings;

namespace Stoker.Predicting;

/// <summary>Memory that a container is given: heap and overhead, by Spark's rules (ResourceProfile, ResourceUtils).</summary>
internal static class ContainerMemory
{
    private const double GiB = 1L << 30;
    private const double LeastOverheadGiB = 384.0 / 1024;

    public static double OfExecutor(EffectiveSettings settings) => Of(settings, "spark.executor.memory", "spark.executor.memoryOverhead")
        + ((settings.ByteCount("spark.executor.pyspark.memory") ?? 0) / GiB) + (settings.IsOn("spark.memory.offHeap.enabled") == true ? (settings.ByteCount("spark.memory.offHeap.size") ?? 0) / GiB : 0);

    public static double OfDriver(EffectiveSettings settings) => Of(settings, "spark.driver.memory", "spark.driver.memoryOverhead");

    private static double Of(EffectiveSettings settings, string heapKey, string overheadKey)
    {
        var heap = (settings.ByteCount(heapKey) ?? (1L << 30)) / GiB;
        var overhead = settings.Find(overheadKey) is { } set ? Overhead(set) : Math.Max(0.1 * heap, LeastOverheadGiB);
        return heap + overhead;
    }

    /// <summary>A bare number of these settings counts MiB.</summary>
    private static double Overhead(string text) => long.TryParse(text, out var mebibytes) ? mebibytes / 1024.0 : (EffectiveSettings.ParseBytes(text) ?? 0) / GiB;
}
