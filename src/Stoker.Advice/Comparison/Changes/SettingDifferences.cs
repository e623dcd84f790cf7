using Stoker.Model;
using Stoker.Model.Settings;

namespace Stoker.Advice.Comparison.Changes;

/// <summary>Finds the settings that two runs do not share; those that differ at every run, or do not touch the time, are left out.</summary>
internal static class SettingDifferences
{
    /// <summary>Keys of bookkeeping: ids, addresses, ports, folders, names, logs.</summary>
    private static readonly string[] Bookkeeping =
    [
        "spark.app.", "spark.eventLog.", "spark.driver.host", "spark.driver.port", "spark.driver.bindAddress", "spark.driver.appUIAddress", "spark.executor.id", "spark.ui.", "spark.yarn.app.", "spark.yarn.historyServer.", "spark.tachyonStore.", "spark.externalBlockStore.", "spark.kubernetes.driver.label.", "spark.kubernetes.executor.label.", "spark.kubernetes.driver.annotation.", "spark.kubernetes.executor.annotation.",
        "spark.sql.warehouse.dir", "spark.sql.artifact", "spark.submit.pyFiles", "spark.jars", "spark.files", "spark.repl.", "spark.rdd.compress", "spark.hadoop.hadoop.caller", "spark.org.apache.hadoop.yarn",
        "spark.kubernetes.driver.pod.name", "spark.kubernetes.executor.podNamePrefix", "spark.kubernetes.submitInDriver", "spark.kubernetes.memoryOverheadFactor", "spark.kubernetes.authenticate",
        "spark.blockManager.port", "spark.history.", "spark.metrics.", "spark.local.dir", "spark.databricks.clusterUsageTags", "spark.databricks.api", "spark.databricks.credential", "spark.repl.class",
        "spark.submit.deployMode", "spark.executorEnv.", "spark.yarn.dist.", "spark.yarn.secondary", "spark.job.description", "spark.log.", "spark.extraListeners",
    ];

    public static IReadOnlyList<SettingDifference> Of(Application before, Application after)
    {
        if (!before.Settings.IsKnown || !after.Settings.IsKnown)
        {
            return [];
        }

        var (a, b) = (All(before), All(after));
        return
        [
            .. a.Keys.Union(b.Keys, StringComparer.Ordinal)
                .Where(key => !Array.Exists(Bookkeeping, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
                .Where(key => !IsSame(a.GetValueOrDefault(key) ?? DefaultOf(key, before), b.GetValueOrDefault(key) ?? DefaultOf(key, after)))
                .Order(StringComparer.Ordinal)
                .Select(key => Difference(key, a.GetValueOrDefault(key), b.GetValueOrDefault(key))).OfType<SettingDifference>(),
        ];
    }

    /// <summary>The difference; null where options of a JVM differ in Spark's own only.</summary>
    private static SettingDifference? Difference(string key, string? before, string? after)
    {
        var (one, other) = JavaOptions.Are(key) ? (JavaOptions.Only(before, after), JavaOptions.Only(after, before)) : (before, after);
        return JavaOptions.Are(key) && one is null && other is null ? null : new SettingDifference(key, one, other, SettingEffects.Of(key, one, other));
    }

    /// <summary>Whether two values are one: the same text, or the same number of bytes.</summary>
    internal static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || (one is not null && other is not null && EffectiveSettings.ParseBytes(one) is { } bytes && EffectiveSettings.ParseBytes(other) == bytes);

    /// <summary>What a setting is that nobody sets; absent where it is unknown.</summary>
    private static string? DefaultOf(string key, Application application)
    {
        var settings = new EffectiveSettings(application);
        return settings is { Version: { } version, IsVendorBuild: false } ? SettingTable.DefaultOf(key, version) : null;
    }

    /// <summary>Settings of the start, and over them those that the session had changed by its last query.</summary>
    private static Dictionary<string, string> All(Application application)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in application.Settings.Spark.Concat(application.SqlExecutions.SelectMany(execution => execution.ModifiedConfigs)))
        {
            all[key] = value;
        }

        return all;
    }
}
