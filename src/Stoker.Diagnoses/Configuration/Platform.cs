namespace Stoker.Diagnoses.Configuration;

/// <summary>Platforms that run Spark in builds of their own, or fill its settings in: what stands there may be nobody's choice.</summary>
internal static class Platform
{
    private const string DatabricksTag = "spark.databricks.clusterUsageTags.";

    /// <summary>Whether the settings are, in part, those of a platform.</summary>
    public static bool SetsSettings(Inspection inspection) => inspection.Settings.IsVendorBuild || NameOf(inspection) is not null;

    /// <summary>The platform's name; null for Spark as Apache releases it, and for builds that do not say whose they are.</summary>
    public static string? NameOf(Inspection inspection)
    {
        var version = inspection.Application.SparkVersion;
        return version.Contains("amzn", StringComparison.Ordinal) ? "Amazon EMR"
            : version.Contains("databricks", StringComparison.OrdinalIgnoreCase) || inspection.Application.Settings.Spark.Any(pair => pair.Key.StartsWith(DatabricksTag, StringComparison.Ordinal)) ? "Databricks"
            : version.Contains("cloudera", StringComparison.OrdinalIgnoreCase) || version.Contains("cdh", StringComparison.OrdinalIgnoreCase) ? "Cloudera"
            : inspection.Application.Settings.Find("spark.dataproc.engine") is not null ? "Dataproc"
            : null;
    }
}
