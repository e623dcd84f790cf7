using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;

namespace Stoker.Predicting;

/// <summary>Memory that a container is given, in GiB: heap and overhead (<see cref="MemoryOverhead"/>), with the settings after a change.</summary>
internal sealed class ContainerMemory(EffectiveSettings settings, ChangeSet change)
{
    private const double GiB = 1L << 30;

    private readonly MemoryOverhead _overhead = new(settings, change.Settings);

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

        var overhead = Requested(profile, "memoryOverhead") ?? (_overhead.ShareOf("executor", heap.Amount / 1024.0 * GiB) / GiB);
        return (heap.Amount / 1024.0) + overhead + (Requested(profile, "pyspark.memory") ?? 0) + (Requested(profile, "offHeap") ?? 0);
    }

    private bool IsOffHeap => bool.TryParse(Find("spark.memory.offHeap.enabled"), out var on) && on;

    private static double? Requested(ResourceProfile profile, string name) => profile.ExecutorRequests.TryGetValue(name, out var request) ? request.Amount / 1024.0 : null;

    private double Of(string role)
    {
        var heap = (Find($"spark.{role}.memory") is { } text ? EffectiveSettings.ParseBytes(text) : null) ?? GiB;
        return (heap + _overhead.BytesOf(role, heap)) / GiB;
    }

    private double Size(string key) => Find(key) is { } text ? (EffectiveSettings.ParseBytes(text) ?? 0) / GiB : 0;

    private string? Find(string key) => change.Settings.GetValueOrDefault(key) ?? settings.Find(key);
}
