namespace Stoker.Model.Settings;

/// <summary>
/// The settings that rules, simulation and advice ask for: first version and default by version. Source: the config definitions of Spark 3.0 to 4.3
/// (SQLConf.scala, internal/config/package.scala); a test compares the table with the registries of real 3.5.9 and 4.3.0. A setting whose default
/// depends on the cluster manager (<c>spark.executor.cores</c>) has none here.
/// </summary>
public static class SettingTable
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
        ["spark.sql.broadcastTimeout"] = new("1.3", ("1.3", "300s")),
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
        ["spark.executor.cores"] = new("1.0"),
        ["spark.driver.cores"] = new("1.3", ("1.3", "1")),
        ["spark.driver.memoryOverhead"] = new("2.3"),
        ["spark.executor.memoryOverheadFactor"] = new("3.3", ("3.3", "0.1")),
        ["spark.executor.pyspark.memory"] = new("2.4"),
        ["spark.memory.offHeap.enabled"] = new("1.6", ("1.6", "false")),
        ["spark.memory.offHeap.size"] = new("1.6", ("1.6", "0b")),
        ["spark.dynamicAllocation.minExecutors"] = new("1.2", ("1.2", "0")),
        ["spark.dynamicAllocation.maxExecutors"] = new("1.2", ("1.2", "2147483647")),
        ["spark.dynamicAllocation.executorAllocationRatio"] = new("2.4", ("2.4", "1.0")),
        ["spark.sql.adaptive.coalescePartitions.parallelismFirst"] = new("3.2", ("3.2", "true")),
        ["spark.sql.adaptive.coalescePartitions.minPartitionSize"] = new("3.2", ("3.2", "1MB")),
        ["spark.sql.adaptive.coalescePartitions.minPartitionNum"] = new("3.0"),
        ["spark.sql.adaptive.localShuffleReader.enabled"] = new("3.0", ("3.0", "true")),
        ["spark.sql.files.minPartitionNum"] = new("3.1"),
        ["spark.sql.files.maxPartitionNum"] = new("3.5"),
        ["spark.sql.execution.arrow.maxRecordsPerBatch"] = new("2.3", ("2.3", "10000")),
        ["spark.python.worker.reuse"] = new("1.2", ("1.2", "true")),
        ["spark.serializer"] = new("0.5", ("0.5", "org.apache.spark.serializer.JavaSerializer")),
        ["spark.kryoserializer.buffer.max"] = new("1.4", ("1.4", "64m")),
        ["spark.io.compression.codec"] = new("0.8", ("0.8", "lz4")),
        ["spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold"] = new("3.2", ("3.2", "0b")),
        ["spark.shuffle.push.enabled"] = new("3.2", ("3.2", "false")),
        ["spark.shuffle.spill.compress"] = new("0.9", ("0.9", "true")),
        ["spark.shuffle.compress"] = new("0.6", ("0.6", "true")),
        ["spark.rpc.message.maxSize"] = new("2.0", ("2.0", "128")),
        ["spark.reducer.maxSizeInFlight"] = new("1.4", ("1.4", "48m")),
        ["spark.speculation.quantile"] = new("0.6", ("0.6", "0.75"), ("4.0", "0.9")),
        ["spark.speculation.multiplier"] = new("0.6", ("0.6", "1.5"), ("4.0", "3.0")),
        ["spark.network.timeout"] = new("1.3", ("1.3", "120s")),
        ["spark.executor.heartbeatInterval"] = new("1.1", ("1.1", "10s")),
        ["spark.excludeOnFailure.enabled"] = new("3.1"),
        ["spark.excludeOnFailure.timeout"] = new("3.1"),
        ["spark.locality.wait"] = new("0.5", ("0.5", "3s")),
        ["spark.scheduler.mode"] = new("0.8", ("0.8", "FIFO")),
        ["spark.default.parallelism"] = new("0.5"),
        ["spark.submit.deployMode"] = new("1.5", ("1.5", "client")),
        ["spark.sql.codegen.wholeStage"] = new("2.0", ("2.0", "true")),
        ["spark.sql.codegen.maxFields"] = new("2.0", ("2.0", "100")),
        ["spark.sql.maxMetadataStringLength"] = new("3.1", ("3.1", "100")),
        ["spark.sql.debug.maxToStringFields"] = new("3.0", ("3.0", "25")),
        ["spark.python.worker.faulthandler.enabled"] = new("3.2", ("3.2", "false")),
        ["spark.eventLog.compress"] = new("1.0", ("1.0", "false"), ("4.0", "true")),
        ["spark.eventLog.rolling.enabled"] = new("3.0", ("3.0", "false"), ("4.0", "true")),
        ["spark.eventLog.includeTaskMetricsAccumulators"] = new("4.0", ("4.0", "true")),
        ["spark.executor.metrics.pollingInterval"] = new("3.0", ("3.0", "0")),
        ["spark.eventLog.logStageExecutorMetrics"] = new("3.0", ("3.0", "false")),
        ["spark.eventLog.logBlockUpdates.enabled"] = new("2.3", ("2.3", "false")),
        ["spark.executor.processTreeMetrics.enabled"] = new("3.0", ("3.0", "false")),
    };

    /// <summary>The settings that the table knows.</summary>
    public static IReadOnlyCollection<string> Keys => Rows.Keys;

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
