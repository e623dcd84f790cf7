using Stoker.Model.Settings;

namespace Stoker.Reports.Headers;

/// <summary>Where an application ran, from its settings.</summary>
/// <param name="ClusterManager">YARN, Kubernetes, standalone, Mesos, local with its threads, or the master's address.</param>
/// <param name="DeployMode">Where the driver ran: client or cluster; absent in local mode and where it was not set.</param>
public sealed record Deployment(string ClusterManager, string? DeployMode)
{
    /// <summary>The deployment; absent when the log does not hold the master.</summary>
    public static Deployment? Of(ApplicationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Find("spark.databricks.clusterUsageTags.clusterId") is not null)
        {
            return new Deployment("Databricks", null);
        }

        if (settings.Find("spark.master")?.Value is not { Length: > 0 } master || master.Contains("(redacted)", StringComparison.Ordinal))
        {
            return null;
        }

        var scheme = master.Split(':', '[')[0];
        return scheme == "local"
            ? new Deployment(master, null)
            : new Deployment(NameOf(scheme, master), settings.Find("spark.submit.deployMode")?.Value);
    }

    private static string NameOf(string scheme, string master) => scheme switch
    {
        "yarn" or "yarn-client" or "yarn-cluster" => "YARN",
        "k8s" => "Kubernetes",
        "spark" => "standalone",
        "mesos" => "Mesos",
        "local-cluster" => "local cluster",
        _ => master,
    };
}
