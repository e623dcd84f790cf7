using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>What methods of RDDs take and do.</summary>
internal static class RddMethods
{
    private static readonly string[] Keywords = ["f", "func", "key", "keyfunc", "op", "seqOp", "combOp", "seqFunc", "combFunc", "createCombiner", "mergeValue", "mergeCombiners"];

    /// <summary>Positions of the functions among the arguments.</summary>
    private static readonly Dictionary<string, int[]> Functions = new()
    {
        ["map"] = [0],
        ["flatMap"] = [0],
        ["filter"] = [0],
        ["mapPartitions"] = [0],
        ["mapPartitionsWithIndex"] = [0],
        ["mapValues"] = [0],
        ["flatMapValues"] = [0],
        ["keyBy"] = [0],
        ["groupBy"] = [0],
        ["sortBy"] = [0],
        ["foreach"] = [0],
        ["foreachPartition"] = [0],
        ["reduce"] = [0],
        ["treeReduce"] = [0],
        ["reduceByKey"] = [0],
        ["reduceByKeyLocally"] = [0],
        ["fold"] = [1],
        ["foldByKey"] = [1],
        ["aggregate"] = [1, 2],
        ["treeAggregate"] = [1, 2],
        ["aggregateByKey"] = [1, 2],
        ["combineByKey"] = [0, 1, 2],
        ["takeOrdered"] = [1],
        ["top"] = [1],
        ["max"] = [0],
        ["min"] = [0],
    };

    private static readonly HashSet<string> Wide =
    [
        "groupByKey", "reduceByKey", "aggregateByKey", "foldByKey", "combineByKey", "join", "leftOuterJoin", "rightOuterJoin", "fullOuterJoin", "cogroup", "groupWith", "distinct", "repartition", "partitionBy",
        "sortBy", "sortByKey", "groupBy", "subtract", "subtractByKey", "intersection", "repartitionAndSortWithinPartitions",
    ];

    /// <summary>The methods that take a function.</summary>
    public static readonly string[] WithFunctions = [.. Functions.Keys];

    /// <summary>Whether rows move between tasks, so that what stands before it ran in another stage.</summary>
    public static bool IsWide(string method) => Wide.Contains(method);

    /// <summary>Whether what stands before it need not run again.</summary>
    public static bool IsKept(string method) => method is "cache" or "persist" or "checkpoint" or "localCheckpoint";

    /// <summary>Whether another RDD goes through the same tasks.</summary>
    public static bool JoinsTasks(string method) => method is "union" or "zip" or "cartesian";

    /// <summary>Whether an RDD has a method.</summary>
    public static bool Is(string method) => Functions.ContainsKey(method) || ApiTable.Instance.Member(ValueKind.Rdd, method) is not null;

    /// <summary>The functions that a call gives to Spark.</summary>
    public static IEnumerable<PythonExpression> FunctionsOf(CallExpression call)
    {
        if (!Functions.TryGetValue(LintScope.NameOf(call), out var positions))
        {
            yield break;
        }

        foreach (var position in positions.Where(position => position < call.Arguments.Count))
        {
            yield return call.Arguments[position];
        }

        foreach (var keyword in call.Keywords.Where(keyword => Keywords.Contains(keyword.Name)))
        {
            yield return keyword.Value;
        }
    }
}
