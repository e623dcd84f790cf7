namespace Stoker.Model.Settings;

/// <summary>Where a setting's value comes from.</summary>
public enum SettingOrigin
{
    /// <summary>The application's configuration at start: code, command line, properties file or vendor default (Spark Properties).</summary>
    Application,

    /// <summary>Changed in the session before a SQL execution (modifiedConfigs; since Spark 3.3).</summary>
    SqlExecution,

    /// <summary>Hadoop's configuration.</summary>
    Hadoop,

    /// <summary>A system property of the driver's JVM.</summary>
    System,

    /// <summary>The metrics configuration.</summary>
    Metrics,
}
