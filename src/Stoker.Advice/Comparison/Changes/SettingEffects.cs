namespace Stoker.Advice.Comparison.Changes;

/// <summary>Which causes a Spark setting can bring about, by the start of its key.</summary>
internal static class SettingEffects
{
    /// <summary>The first prefix that fits counts, so that longer ones come first.</summary>
    private static readonly (string Prefix, DifferenceCause[] Causes)[] Known =
    [
        ("spark.sql.shuffle.partitions", [DifferenceCause.Partitions, DifferenceCause.Spill]),
        ("spark.default.parallelism", [DifferenceCause.Partitions, DifferenceCause.Spill]),
        ("spark.sql.adaptive.skewJoin", [DifferenceCause.Skew, DifferenceCause.OtherPlan]),
        ("spark.sql.adaptive", [DifferenceCause.Partitions, DifferenceCause.OtherPlan, DifferenceCause.Skew, DifferenceCause.Driver]),
        ("spark.sql.autoBroadcastJoinThreshold", [DifferenceCause.OtherPlan]),
        ("spark.sql.files", [DifferenceCause.Partitions, DifferenceCause.Skew]),
        ("spark.sql.execution.arrow", [DifferenceCause.OtherPlan, DifferenceCause.Pace, DifferenceCause.Driver]),
        ("spark.sql.execution.pythonUDF.arrow", [DifferenceCause.OtherPlan, DifferenceCause.Pace]),
        ("spark.sql.inMemoryColumnarStorage", [DifferenceCause.Pace]),
        ("spark.sql.", [DifferenceCause.OtherPlan]),
        ("spark.driver.memory", [DifferenceCause.Cache, DifferenceCause.Spill, DifferenceCause.GarbageCollection, DifferenceCause.Failures, DifferenceCause.Driver]),
        ("spark.driver.cores", [DifferenceCause.Driver]),
        ("spark.executor.memory", [DifferenceCause.Cache, DifferenceCause.Spill, DifferenceCause.GarbageCollection, DifferenceCause.Failures]),
        ("spark.executor.pyspark.memory", [DifferenceCause.Failures]),
        ("spark.executor.extraJavaOptions", [DifferenceCause.GarbageCollection, DifferenceCause.Pace]),
        ("spark.executor.cores", [DifferenceCause.Slots, DifferenceCause.Spill, DifferenceCause.GarbageCollection]),
        ("spark.executor.instances", [DifferenceCause.Slots, DifferenceCause.Startup]),
        ("spark.cores.max", [DifferenceCause.Slots, DifferenceCause.Startup]),
        ("spark.task.cpus", [DifferenceCause.Slots]),
        ("spark.task.maxFailures", [DifferenceCause.Failures]),
        ("spark.master", [DifferenceCause.Slots, DifferenceCause.Startup]),
        ("spark.dynamicAllocation", [DifferenceCause.Slots, DifferenceCause.WaitingForExecutors, DifferenceCause.IdleSlots]),
        ("spark.memory", [DifferenceCause.Cache, DifferenceCause.Spill, DifferenceCause.GarbageCollection]),
        ("spark.shuffle.spill", [DifferenceCause.Spill]),
        ("spark.shuffle", [DifferenceCause.Shuffle]),
        ("spark.reducer", [DifferenceCause.Shuffle]),
        ("spark.io.compression", [DifferenceCause.Shuffle, DifferenceCause.Pace]),
        ("spark.io.encryption", [DifferenceCause.Shuffle, DifferenceCause.Pace]),
        ("spark.serializer", [DifferenceCause.Shuffle, DifferenceCause.Pace, DifferenceCause.GarbageCollection]),
        ("spark.python", [DifferenceCause.Pace, DifferenceCause.Scheduling]),
        ("spark.locality", [DifferenceCause.Scheduling]),
        ("spark.scheduler", [DifferenceCause.Scheduling]),
        ("spark.speculation", [DifferenceCause.Skew, DifferenceCause.Failures]),
        ("spark.excludeOnFailure", [DifferenceCause.Failures, DifferenceCause.Slots]),
    ];

    /// <summary>The causes that another value of a setting can bring about.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="before">Its value in the first run; absent when it was not set.</param>
    /// <param name="after">Its value in the second.</param>
    public static IReadOnlyList<DifferenceCause> Of(string key, string? before, string? after) =>
        key == "spark.master" && LocalMaster.HaveSameSlots(before, after) ? [DifferenceCause.Failures] : Of(key);

    private static DifferenceCause[] Of(string key) =>
        Known.Where(known => key.StartsWith(known.Prefix, StringComparison.Ordinal)).Select(known => known.Causes).FirstOrDefault() ?? [];
}
