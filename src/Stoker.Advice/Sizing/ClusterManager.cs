namespace Stoker.Advice.Sizing;

/// <summary>What gives an application its executors. The numbers are permanent.</summary>
public enum ClusterManager
{
    /// <summary>The log does not say, or another one.</summary>
    Unknown = 0,

    /// <summary>None: the driver runs the tasks.</summary>
    Local = 1,

    /// <summary>Spark's own.</summary>
    Standalone = 2,

    /// <summary>Hadoop YARN, EMR included.</summary>
    Yarn = 3,

    /// <summary>Kubernetes.</summary>
    Kubernetes = 4,

    /// <summary>Databricks.</summary>
    Databricks = 5,
}
