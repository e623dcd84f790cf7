namespace Stoker.Reports.Advising;

/// <summary>Files that advice is written as.</summary>
public enum ConfigurationFormat
{
    /// <summary><c>spark-defaults.conf</c>.</summary>
    Conf,

    /// <summary>Options of <c>spark-submit</c>.</summary>
    Submit,

    /// <summary>The part of a SparkApplication of the Kubernetes operator that changes.</summary>
    Kubernetes,

    /// <summary>A classification of EMR.</summary>
    Emr,

    /// <summary>The part of a cluster's definition on Databricks that changes.</summary>
    Databricks,
}
