using Stoker.Model.Settings;

namespace Stoker.Advice.Sizing;

/// <summary>Tells the cluster manager from the settings.</summary>
public static class ClusterManagers
{
    /// <summary>Whether it is <c>local-cluster[executors, cores, MiB]</c>: its master says all of its shape, and no setting does.</summary>
    public static bool IsInOneProcess(ApplicationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Find("spark.master")?.Value.StartsWith("local-cluster", StringComparison.Ordinal) == true;
    }

    /// <summary>The cluster manager of an application.</summary>
    public static ClusterManager Of(ApplicationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Find("spark.databricks.clusterUsageTags.clusterId") is not null)
        {
            return ClusterManager.Databricks;
        }

        return settings.Find("spark.master")?.Value.Split(':', '[')[0] switch
        {
            "local" => ClusterManager.Local,
            "spark" or "local-cluster" => ClusterManager.Standalone,
            "yarn" or "yarn-client" or "yarn-cluster" => ClusterManager.Yarn,
            "k8s" => ClusterManager.Kubernetes,
            _ => ClusterManager.Unknown,
        };
    }
}
