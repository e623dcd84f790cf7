namespace Stoker.Diagnoses.Settings;

/// <summary>
/// The settings that the rules ask for: first version and default by version. Source: the config definitions of Spark 3.0 to 4.3
/// (SQLConf.scala, internal/config/package.scala), as listed in diagnoses.md 5.
/// </summary>
internal static class SettingTable
{
    private static readonly Dictionary<string, Row> Rows = new(StringComparer.Ordinal)
    {
        ["spark.sql.adaptive.enabled"] = new("1.6", ("1.6", "false"), ("3.2", "true")),
        ["spark.sql.adaptive.skewJoin.enabled"] = new("3.0", ("3.0", "true")),
        ["spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes"] = new("3.0", ("3.0", "256MB")),
        ["spark.sql.adaptive.skewJoin.skewedPartitionFactor"] = new("3.0", ("3.0", "5.0")),
        ["spark.sql.adaptive.forceOptimizeSkewedJoin"] = new("3.3", ("3.3", "false")),
        ["spark.sql.adaptive.coalescePartitions.enabled"] = new("3.0", ("3.0", "true")),
        ["spark.sql.adaptive.coalescePartitions.initialPartitionNum"] = new("3.0"),
        ["spark.sql.adaptive.advisoryPartitionSizeInBytes"] = new("3.0", ("3.0", "64MB")),
        ["spark.sql.autoBroadcastJoinThreshold"] = new("1.1", ("1.1", "10MB")),
        ["spark.sql.adaptive.autoBroadcastJoinThreshold"] = new("3.2"),
        ["spark.sql.shuffle.partitions"] = new("1.1", ("1.1", "200")),
        ["spark.sql.files.maxPartitionBytes"] = new("2.0", ("2.0", "128MB")),
        ["spark.sql.files.openCostInBytes"] = new("2.0", ("2.0", "4MB")),
        ["spark.sql.execution.arrow.pyspark.enabled"] = new("3.0", ("3.0", "false"), ("4.2", "true")),
        ["spark.sql.execution.pythonUDF.arrow.enabled"] = new("3.4", ("3.4", "false"), ("4.2", "true")),
        ["spark.executor.memory"] = new("0.7", ("0.7", "1g")),
        ["spark.executor.memoryOverhead"] = new("2.3"),
        ["spark.driver.memory"] = new("1.1", ("1.1", "1g")),
        ["spark.driver.maxResultSize"] = new("1.2", ("1.2", "1g")),
        ["spark.memory.fraction"] = new("1.6", ("1.6", "0.6")),
        ["spark.memory.storageFraction"] = new("1.6", ("1.6", "0.5")),
        ["spark.task.maxFailures"] = new("0.8", ("0.8", "4")),
        ["spark.task.cpus"] = new("0.5", ("0.5", "1")),
        ["spark.speculation"] = new("0.6", ("0.6", "false")),
        ["spark.executor.instances"] = new("1.0"),
        ["spark.cores.max"] = new("0.6"),
        ["spark.dynamicAllocation.enabled"] = new("1.2", ("1.2", "false")),
        ["spark.dynamicAllocation.executorIdleTimeout"] = new("1.2", ("1.2", "60s")),
        ["spark.dynamicAllocation.cachedExecutorIdleTimeout"] = new("1.4", ("1.4", "infinity")),
        ["spark.dynamicAllocation.shuffleTracking.enabled"] = new("3.0", ("3.0", "false"), ("3.4", "true")),
        ["spark.dynamicAllocation.shuffleTracking.timeout"] = new("3.0", ("3.0", "infinity")),
        ["spark.dynamicAllocation.initialExecutors"] = new("1.3"),
        ["spark.dynamicAllocation.schedulerBacklogTimeout"] = new("1.2", ("1.2", "1s")),
        ["spark.shuffle.service.enabled"] = new("1.2", ("1.2", "false")),
        ["spark.decommission.enabled"] = new("3.1", ("3.1", "false")),
        ["spark.storage.decommission.enabled"] = new("3.1", ("3.1", "false")),
    };

    /// <summary>The default of a setting in a version; null when it has none, or the table does not know the key.</summary>
    public static string? DefaultOf(string key, SparkVersion version)
    {
        string? value = null;
        foreach (var (from, standard) in Rows.GetValueOrDefault(key)?.Defaults ?? [])
        {
            value = SparkVersion.Parse(from) <= version ? standard : value;
        }

        return value;
    }

    /// <summary>Whether a version has a setting; true for keys that the table does not know.</summary>
    public static bool Exists(string key, SparkVersion version) => !Rows.TryGetValue(key, out var row) || SparkVersion.Parse(row.Since) <= version;

    /// <summary>First version of a setting; null when the table does not know it.</summary>
    public static string? SinceOf(string key) => Rows.GetValueOrDefault(key)?.Since;

    private sealed class Row(string since, params (string From, string Value)[] defaults)
    {
        public string Since { get; } = since;

        public (string From, string Value)[] Defaults { get; } = defaults;
    }
}
