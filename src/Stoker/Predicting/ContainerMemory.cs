using System.Globalization;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;

namespace Stoker.Predicting;

/// <summary>Memory that a container is given, in GiB: heap and overhead, by Spark's rules (ResourceProfile, ResourceUtils), with the settings after a change.</summary>
internal sealed class ContainerMemory(EffectiveSettings settings, ChangeSet change)
{
    private const double GiB = 1L << 30;
    private const double LeastOverheadGiB = 384.0 / 1024;
    private const double DefaultFactor = 0.1;

    /// <summary>An executor of the default profile.</summary>
    public double OfExecutor => Of("executor") + Size("spark.executor.pyspark.memory") + (IsOffHeap ? Size("spark.memory.offHeap.size") : 0);

    /// <summary>The driver.</summary>
    public double OfDriver => Of("driver");

    /// <summary>An executor of a profile; what the profile leaves open is as in the default one. A change of the heap is taken to hold for it too.</summary>
    public double OfProfile(ResourceProfile? profile)
    {
        if (profile is null || profile.Id.Value == 0 || !profile.ExecutorRequests.TryGetValue("memory", out var heap) || change.Settings.ContainsKey("spark.executor.memory"))
        {
            return OfExecutor;
        }

        var overhead = Requested(profile, "memoryOverhead") ?? Math.Max(Factor("executor") * heap.Amount / 1024, LeastOverheadGiB);
        return (heap.Amount / 1024.0) + overhead + (Requested(profile, "pyspark.memory") ?? 0) + (Requested(profile, "offHeap") ?? 0);
    }

    private bool IsOffHeap => bool.TryParse(Find("spark.memory.offHeap.enabled"), out var on) && on;

    private static double? Requested(ResourceProfile profile, string name) => profile.ExecutorRequests.TryGetValue(name, out var request) ? request.Amount / 1024.0 : null;

    private double Of(string role)
    {
        var heap = (Find($"spark.{role}.memory") is { } text ? EffectiveSettings.ParseBytes(text) : null) is { } bytes ? bytes / GiB : 1;
        return heap + (Find($"spark.{role}.memoryOverhead") is { } set ? Overhead(set) : Math.Max(Factor(role) * heap, LeastOverheadGiB));
    }

    /// <summary>Share of the heap that is given beside it; Kubernetes had a setting of its own before Spark 3.3.</summary>
    private double Factor(string role) => Number($"spark.{role}.memoryOverheadFactor")
        ?? (Find("spark.master")?.StartsWith("k8s:", StringComparison.Ordinal) == true ? Number("spark.kubernetes.memoryOverheadFactor") : null) ?? DefaultFactor;

    private double Size(string key) => Find(key) is { } text ? (EffectiveSettings.ParseBytes(text) ?? 0) / GiB : 0;

    private double? Number(string key) => double.TryParse(Find(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? Find(string key) => change.Settings.GetValueOrDefault(key) ?? settings.Find(key);

    /// <summary>A bare number of these settings counts MiB.</summary>
    private static double Overhead(string text) => long.TryParse(text, out var mebibytes) ? mebibytes / 1024.0 : (EffectiveSettings.ParseBytes(text) ?? 0) / GiB;
}
