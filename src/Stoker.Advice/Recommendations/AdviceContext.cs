using Stoker.Advice.Sizing;
using Stoker.Model;
using Stoker.Model.Settings;

namespace Stoker.Advice.Recommendations;

/// <summary>What proposals are judged by: the application, and what has been decided so far.</summary>
internal sealed class AdviceContext(Application application)
{
    private readonly Lazy<PartitionDependence> _partitionDependence = new(() => new PartitionDependence(application));

    public Application Application { get; } = application;

    public EffectiveSettings Settings { get; } = new(application);

    public ClusterManager Cluster { get; } = ClusterManagers.Of(application.Settings);

    /// <summary>What of the program's results depends on partitions.</summary>
    public PartitionDependence PartitionDependence => _partitionDependence.Value;

    /// <summary>Settings that are to be set, by key.</summary>
    public Dictionary<string, string> Decided { get; } = new(StringComparer.Ordinal);

    /// <summary>The value after the advice; absent when unknown.</summary>
    public string? After(string key) => Decided.GetValueOrDefault(key) ?? Settings.Find(key);

    public bool IsAdaptive => string.Equals(After("spark.sql.adaptive.enabled"), "true", StringComparison.OrdinalIgnoreCase);
}
