using System.Text.RegularExpressions;

namespace Stoker.Advice.Comparison.Changes;

/// <summary>
/// Operators that a setting governs. It may be named as the reason of another plan, or of another pace, only where these are in what it is said to explain: how Python functions are called explains nothing of a plan
/// that calls none any more.
/// </summary>
internal static partial class GovernedOperators
{
    /// <summary>The first prefix that fits counts, so that longer ones come first.</summary>
    private static readonly (string Prefix, Regex Operators, bool ReplacesOneByAnother)[] Known =
    [
        ("spark.sql.execution.pythonUDF.arrow", PythonFunctions(), true),
        ("spark.sql.execution.pythonUDTF.arrow", PythonFunctions(), true),
        ("spark.sql.execution.arrow", Pandas(), false),
        ("spark.sql.execution.useObjectHashAggregateExec", Aggregates(), true),
        ("spark.sql.execution.replaceHashWithSortAgg", Aggregates(), true),
        ("spark.sql.autoBroadcastJoinThreshold", Joins(), true),
        ("spark.sql.adaptive.autoBroadcastJoinThreshold", Joins(), true),
        ("spark.sql.adaptive.nonEmptyPartitionRatioForBroadcastJoin", Joins(), true),
        ("spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold", Joins(), true),
        ("spark.sql.adaptive.skewJoin", Joins(), false),
        ("spark.sql.adaptive", Exchanges(), false),
        ("spark.sql.shuffle.partitions", Exchanges(), false),
        ("spark.sql.join", Joins(), true),
        ("spark.sql.shuffledHashJoinFactor", Joins(), true),
        ("spark.sql.cbo", Joins(), false),
        ("spark.sql.statistics", Joins(), false),
        ("spark.sql.bucketing", Exchanges(), false),
        ("spark.sql.sources.bucketing", Exchanges(), false),
        ("spark.sql.exchange", Exchanges(), false),
        ("spark.sql.requireAllClusterKeys", Exchanges(), false),
        ("spark.sql.windowExec", Windows(), false),
        ("spark.sql.window", Windows(), false),
        ("spark.sql.sources", Scans(), false),
        ("spark.sql.parquet", Scans(), false),
        ("spark.sql.orc", Scans(), false),
        ("spark.sql.avro", Scans(), false),
        ("spark.sql.hive", Scans(), false),
        ("spark.sql.optimizer.dynamicPartitionPruning", Scans(), false),
        ("spark.sql.optimizer.runtime", Joins(), false),
        ("spark.sql.inMemoryColumnarStorage", Caches(), false),
        ("spark.sql.streaming", Streams(), false),
        ("spark.sql.extensions", Any(), false),
        ("spark.sql.", Nothing(), false),
        ("spark.python", Python(), false),
    ];

    /// <summary>Whether what a setting governs is in the work that it would explain; true of settings that govern no operator.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="before">Operators of that work in the first run.</param>
    /// <param name="after">The same in the second.</param>
    public static bool AreIn(string key, IEnumerable<string> before, IEnumerable<string> after) =>
        Array.Find(Known, known => key.StartsWith(known.Prefix, StringComparison.Ordinal)) is not { Prefix: not null } found
        || (found.ReplacesOneByAnother ? before.Any(found.Operators.IsMatch) && after.Any(found.Operators.IsMatch) : before.Concat(after).Any(found.Operators.IsMatch));

    [GeneratedRegex("EvalPython")]
    private static partial Regex PythonFunctions();

    [GeneratedRegex("Python|Pandas|Arrow")]
    private static partial Regex Python();

    /// <summary>What createDataFrame makes of pandas; toPandas leaves no operator.</summary>
    [GeneratedRegex("^(Scan arrow|Scan ExistingRDD|LocalTableScan)")]
    private static partial Regex Pandas();

    [GeneratedRegex("Aggregate")]
    private static partial Regex Aggregates();

    [GeneratedRegex("Join|CartesianProduct")]
    private static partial Regex Joins();

    [GeneratedRegex("Exchange")]
    private static partial Regex Exchanges();

    [GeneratedRegex("Window")]
    private static partial Regex Windows();

    [GeneratedRegex("Scan (?!ExistingRDD|arrow)|BatchScan|HiveTableScan|Scan hive")]
    private static partial Regex Scans();

    [GeneratedRegex("^InMemoryTableScan")]
    private static partial Regex Caches();

    [GeneratedRegex("StateStore|MicroBatch|Streaming")]
    private static partial Regex Streams();

    [GeneratedRegex("")]
    private static partial Regex Any();

    /// <summary>What a setting governs that is not in the list is not known, and it is no reason of anything.</summary>
    [GeneratedRegex("(?!)")]
    private static partial Regex Nothing();
}
