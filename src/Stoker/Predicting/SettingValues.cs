using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Names;
using Stoker.Simulation.Predictions;

namespace Stoker.Predicting;

/// <summary>What the settings that the simulator models may be set to. Source: the checks in SQLConf.scala and internal/config/package.scala; counts end where a replay would take minutes.</summary>
public static class SettingValues
{
    /// <summary>More tasks of a stage than Spark's own scheduler is ever given.</summary>
    private const long MostPartitions = 1_000_000;

    private const long MostExecutors = 100_000;

    /// <summary>Letters by which a slip of the finger is away from a name: two settings of Spark that differ by fewer are few.</summary>
    private const int MostSlips = 2;

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        ["spark.sql.shuffle.partitions"] = Kind.Partitions,
        ["spark.default.parallelism"] = Kind.Partitions,
        ["spark.sql.files.minPartitionNum"] = Kind.Partitions,
        ["spark.dynamicAllocation.initialExecutors"] = Kind.Executors,
        ["spark.dynamicAllocation.minExecutors"] = Kind.Executors,
        ["spark.dynamicAllocation.maxExecutors"] = Kind.MostExecutors,
        ["spark.dynamicAllocation.executorAllocationRatio"] = Kind.Share,
        ["spark.memory.fraction"] = Kind.Share,
        ["spark.speculation.quantile"] = Kind.Share,
        ["spark.speculation.multiplier"] = Kind.Factor,
        ["spark.sql.adaptive.skewJoin.skewedPartitionFactor"] = Kind.Factor,
        ["spark.speculation.minTaskRuntime"] = Kind.Time,
        ["spark.dynamicAllocation.executorIdleTimeout"] = Kind.Time,
        ["spark.dynamicAllocation.schedulerBacklogTimeout"] = Kind.Time,
        ["spark.dynamicAllocation.sustainedSchedulerBacklogTimeout"] = Kind.Time,
        ["spark.sql.files.maxPartitionBytes"] = Kind.Size,
        ["spark.sql.files.openCostInBytes"] = Kind.Size,
        ["spark.sql.adaptive.advisoryPartitionSizeInBytes"] = Kind.Size,
        ["spark.sql.adaptive.coalescePartitions.minPartitionSize"] = Kind.Size,
        ["spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes"] = Kind.Size,
        ["spark.executor.memory"] = Kind.Memory,
        ["spark.driver.memory"] = Kind.Memory,
        ["spark.executor.memoryOverhead"] = Kind.Overhead,
        ["spark.driver.memoryOverhead"] = Kind.Overhead,
        ["spark.executor.memoryOverheadFactor"] = Kind.Factor,
        ["spark.driver.memoryOverheadFactor"] = Kind.Factor,
        ["spark.dynamicAllocation.enabled"] = Kind.Switch,
        ["spark.sql.autoBroadcastJoinThreshold"] = Kind.Threshold,
        ["spark.sql.execution.arrow.pyspark.enabled"] = Kind.Switch,
        ["spark.sql.execution.pythonUDF.arrow.enabled"] = Kind.Switch,
        ["spark.speculation"] = Kind.Switch,
        ["spark.sql.adaptive.enabled"] = Kind.Switch,
        ["spark.sql.adaptive.coalescePartitions.enabled"] = Kind.Switch,
        ["spark.sql.adaptive.coalescePartitions.parallelismFirst"] = Kind.Switch,
        ["spark.sql.adaptive.skewJoin.enabled"] = Kind.Switch,
    };

    private enum Kind
    {
        Partitions,
        Executors,
        MostExecutors,
        Share,
        Factor,
        Time,
        Size,
        Threshold,
        Memory,
        Overhead,
        Switch,
    }

    /// <summary>Why no log tells what a setting would do; absent for those of which a replay tells it, or findings that it cures.</summary>
    /// <param name="key">The setting.</param>
    public static Refusal? RefusalOf(string key) => CuredFindings.Answers(key) ? null : ModelledSettings.RefusalOf(key);

    /// <summary>The setting that was probably meant by one that Spark does not have; null where the name is far from all that are known here.</summary>
    /// <param name="key">The setting as it was typed.</param>
    public static string? Meant(string key) => NearestName.Find(key, Kinds.Keys.Order(StringComparer.Ordinal)) is { } nearest && NearestName.Edits(key, nearest) <= MostSlips ? nearest : null;

    /// <summary>What a setting may be set to, where the value is none of it; absent where the value is possible or the setting is not modelled.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="value">Its value as Spark would be given it.</param>
    public static string? Permitted(string key, string value) => !Kinds.TryGetValue(key, out var kind) ? null : kind switch
    {
        Kind.Partitions => IsCount(value, 1, MostPartitions) ? null : $"{key} is a whole number from 1 to {MostPartitions}.",
        Kind.Executors => IsCount(value, 0, MostExecutors) ? null : $"{key} is a whole number from 0 to {MostExecutors}.",
        Kind.MostExecutors => IsCount(value, 1, MostExecutors) ? null : $"{key} is a whole number from 1 to {MostExecutors}; a curve ends at sixteen times the slots of the run anyhow.",
        Kind.Share => Number(value) is > 0 and <= 1 ? null : $"{key} is a number above 0, up to 1.",
        Kind.Factor => Number(value) is > 0 and <= 1e6 ? null : $"{key} is a number above 0.",
        Kind.Time => EffectiveSettings.ParseDuration(value) is >= 0 ? null : $"{key} is a time such as 60s or 500ms.",
        Kind.Size => EffectiveSettings.ParseBytes(value) is >= 1 ? null : $"{key} is a size such as 64m or 1g.",
        Kind.Threshold => value == "-1" || EffectiveSettings.ParseBytes(value) is >= 0 ? null : $"{key} is a size such as 64m, or -1 for no broadcasts.",
        // Spark does not start with less: 300 MiB are reserved, half as much again is asked for (UnifiedMemoryManager.scala).
        Kind.Memory => EffectiveSettings.ParseBytes(value) is >= 450L << 20 ? null : $"{key} is a size of at least 450m, such as 4g.",
        Kind.Overhead => EffectiveSettings.ParseBytes(value) is >= 0 ? null : $"{key} is a size such as 2g; a number without a unit counts MiB.",
        _ => bool.TryParse(value, out _) ? null : $"{key} is true or false.",
    };

    private static bool IsCount(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
