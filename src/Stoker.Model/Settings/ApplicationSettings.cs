namespace Stoker.Model.Settings;

/// <summary>The environment of the application (EnvironmentUpdate; the last one counts). Lists are sorted by key, ordinal.</summary>
public sealed class ApplicationSettings
{
    private readonly Dictionary<string, string> _spark;

    internal ApplicationSettings(IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, string>>>? groups)
    {
        IsKnown = groups is not null;
        Jvm = Group("JVM Information");
        Spark = Group("Spark Properties");
        Hadoop = Group("Hadoop Properties");
        System = Group("System Properties");
        Metrics = Group("Metrics Properties");
        Classpath = Group("Classpath Entries");
        _spark = new Dictionary<string, string>(Spark.Count, StringComparer.Ordinal);
        foreach (var (key, value) in Spark)
        {
            _spark[key] = value;
        }

        IReadOnlyList<KeyValuePair<string, string>> Group(string name) =>
            groups?.GetValueOrDefault(name)?.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray() ?? [];
    }

    /// <summary>False when the log has no EnvironmentUpdate: settings are then unknown, not default.</summary>
    public bool IsKnown { get; }

    /// <summary>Java version, Java home, Scala version.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Jvm { get; }

    /// <summary>Spark properties that were set; a property that is not here has the default of its version.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Spark { get; }

    /// <summary>Hadoop properties; since Spark 3.0.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hadoop { get; }

    /// <summary>System properties of the driver.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> System { get; }

    /// <summary>Metrics properties; since Spark 3.4.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metrics { get; }

    /// <summary>Classpath entries with where they come from.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Classpath { get; }

    /// <summary>A Spark property that was set at the start; absent when it was not.</summary>
    public Setting? Find(string key) => _spark.TryGetValue(key, out var value) ? new Setting(key, value, SettingOrigin.Application) : null;

    /// <summary>A Spark property as a SQL execution saw it: the session's change, else the application's; absent when neither set it.</summary>
    public Setting? Find(string key, Sql.SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        foreach (var (name, value) in execution.ModifiedConfigs)
        {
            if (name == key)
            {
                return new Setting(key, value, SettingOrigin.SqlExecution);
            }
        }

        return Find(key);
    }
}
