using System.Text.RegularExpressions;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

internal sealed partial class FrameFlow
{
    /// <summary>Results above this are not small for a driver.</summary>
    private const long SmallRowCount = 10_000;

    /// <summary>A helper may call another; deeper ones are not followed.</summary>
    private const int DeepestHelper = 2;

    private static readonly HashSet<string> RowPreserving =
    [
        "select", "selectExpr", "withColumn", "withColumns", "withColumnRenamed", "withColumnsRenamed", "filter", "where", "orderBy", "sort", "drop", "cache", "persist", "alias",
        "toDF", "fillna", "dropna", "na", "fill", "replace", "distinct", "dropDuplicates", "drop_duplicates", "coalesce", "repartition", "hint", "rdd", "map", "mapValues", "sortBy",
        "sortByKey", "values", "keys", "checkpoint", "localCheckpoint", "unpersist", "sortWithinPartitions", "transform", "toJSON", "zipWithIndex", "zipWithUniqueId", "glom",
        "flatMap", "mapPartitions", "mapPartitionsWithIndex", "flatMapValues", "keyBy", "partitionBy", "mapInPandas", "rename", "observe", "sampleBy",
    ];

    private static readonly HashSet<string> Aggregated =
    [
        "agg", "count", "sum", "avg", "mean", "max", "min", "pivot", "describe", "summary", "crosstab", "freqItems", "reduceByKey", "aggregateByKey", "foldByKey", "combineByKey",
        "countByKey", "groupByKey", "history", "detail", "printSchema", "applyInPandas", "sample", "takeSample", "takeOrdered",
    ];

    /// <summary>Methods of a frame whose result is a few rows whatever the frame holds.</summary>
    private static readonly HashSet<string> FewRows = ["describe", "summary", "history", "detail", "printSchema", "listTables", "freqItems"];

    /// <summary>Whether the source itself limits how many rows there are: a limit, an aggregate, rows that the driver held anyway.</summary>
    public bool IsBounded(PythonExpression frame) => BoundOf(frame) != FrameBound.None;

    /// <summary>Whether the source says that there are only a few rows: a limit, one row of aggregates, rows that the driver held anyway. A grouping says nothing.</summary>
    public bool IsFewRows(PythonExpression frame) => BoundOf(frame) == FrameBound.Few;

    /// <summary>How the source limits the rows of a frame.</summary>
    public FrameBound BoundOf(PythonExpression frame, int depth = 0)
    {
        foreach (var step in StepsOf(frame))
        {
            switch (step.Name)
            {
                case "limit" or "head" or "take":
                    return step.Call is { Arguments: [ConstantExpression { Integer: > SmallRowCount }, ..] } ? FrameBound.None : FrameBound.Few;
                case "range" or "parallelize":
                    return FrameBound.Grouped;
                case "createDataFrame":
                    return step.Call is { } made ? BoundOfRows(made) : FrameBound.None;
                case "select" when step.Call is { } projection && IsGlobalAggregate(projection):
                    return FrameBound.Few;
                case "union" or "unionAll" or "unionByName" or "crossJoin" or "join" or "cogroup" or "intersect" or "subtract" or "cartesian" or "leftOuterJoin" or "rightOuterJoin" or "fullOuterJoin" or "subtractByKey" or "zip" or "intersection":
                    return step.Call is { Arguments: [var other, ..] } ? Looser(BoundOf(other, depth), BoundOf(step.Receiver, depth)) : FrameBound.None;
                case "sql":
                    return step.Call is { Arguments: [var text, ..] } ? BoundOfSql(TextOf(text)) : FrameBound.None;
                case "distinct" or "dropDuplicates" when IsOneColumn(step.Receiver):
                    return FrameBound.Grouped;
                case "mapPartitions" or "mapPartitionsWithIndex" when step.Call is { Arguments: [var function, ..] } && ReturnsAFew(function):
                    return FrameBound.Grouped;
                case "agg" or "count" or "sum" or "avg" or "mean" or "min" or "max" when Module.Is(step.Receiver, ValueKind.DataFrame):
                    return FrameBound.Few;
                default:
                    break;
            }

            if (FewRows.Contains(step.Name))
            {
                return FrameBound.Few;
            }

            if (Aggregated.Contains(step.Name))
            {
                return FrameBound.Grouped;
            }

            if (!RowPreserving.Contains(step.Name))
            {
                return FrameBound.None;
            }
        }

        return depth < DeepestHelper && RootOf(frame) is CallExpression call ? BoundOfHelper(call, depth) : FrameBound.None;
    }

    /// <summary>What a function of this module returns, when every return has a bound.</summary>
    private FrameBound BoundOfHelper(CallExpression call, int depth)
    {
        if (Module.ValueOf(call.Function) is not { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } || home != Module)
        {
            return FrameBound.None;
        }

        var returns = Module.Module.Below(function).OfType<ReturnStatement>().Where(statement => Module.FunctionAround(statement) == function).ToList();
        return returns.Count == 0 ? FrameBound.None : returns.Select(statement => statement.Value is { } value ? BoundOf(value, depth + 1) : FrameBound.None).Aggregate(Looser);
    }

    /// <summary>Whether a function of this module gives a few rows a partition: every return of it is a list or tuple that is written out.</summary>
    private bool ReturnsAFew(PythonExpression function)
    {
        if (Module.ValueOf(function) is not { Kind: ValueKind.Function, Definition: FunctionDefinition definition, Module: { } home } || home != Module
            || Module.Module.Below(definition).Any(node => node is YieldExpression or YieldFromExpression))
        {
            return false;
        }

        var returns = Module.Module.Below(definition).OfType<ReturnStatement>().Where(statement => Module.FunctionAround(statement) == definition).ToList();
        return returns.Count > 0 && returns.TrueForAll(statement => statement.Value is ListExpression or TupleExpression && !Module.Module.Below(statement.Value).OfType<StarredExpression>().Any());
    }

    private static FrameBound Looser(FrameBound left, FrameBound right) => left < right ? left : right;

    /// <summary>Rows that the driver made are no news to it; those of an RDD are the RDD's.</summary>
    private FrameBound BoundOfRows(CallExpression create)
    {
        var data = create.Keywords.FirstOrDefault(keyword => keyword.Name == "data")?.Value ?? (create.Arguments.Count > 0 ? create.Arguments[0] : null);
        return data switch
        {
            null => FrameBound.None,
            _ when Module.Is(data, ValueKind.Rdd) => BoundOf(data),
            NameExpression { Name: var name } when name.Contains("rdd", StringComparison.OrdinalIgnoreCase) => FrameBound.None,
            CallExpression { Function: AttributeExpression { Name: "map" or "flatMap" or "mapPartitions" or "textFile" or "toPandas" } } when CountOf(data) is null => FrameBound.None,
            _ => FrameBound.Few,
        };
    }

    private static readonly HashSet<string> AggregateFunctions =
    [
        "sum", "max", "min", "avg", "mean", "count", "countDistinct", "count_distinct", "approx_count_distinct", "sum_distinct", "sumDistinct", "first", "last", "collect_list", "collect_set", "stddev",
        "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "skewness", "kurtosis", "corr", "covar_pop", "covar_samp", "percentile_approx", "max_by", "min_by",
    ];

    /// <summary>A select of aggregates gives one row; an aggregate over a window does not make it one.</summary>
    private bool IsGlobalAggregate(CallExpression select) =>
        select.Arguments.Count > 0 && select.Arguments.All(argument =>
            Module.Module.Below(argument).Prepend(argument).OfType<CallExpression>().Any(call => AggregateFunctions.Contains(Module.FunctionOf(call) ?? ""))
            && !Module.Module.Below(argument).Any(node => node is AttributeExpression { Name: "over" }));

    private bool IsOneColumn(PythonExpression frame) =>
        StepsOf(frame).FirstOrDefault() is { Name: "select", Call: { Arguments: [var only] } } && only is not ListExpression && only is not StarredExpression && TextOf(only) is not "*";

    private static FrameBound BoundOfSql(string? sql)
    {
        if (sql is null)
        {
            return FrameBound.None;
        }

        if (SqlCommand().IsMatch(sql) || SqlLimit().IsMatch(sql) || (SqlSelect().IsMatch(sql) && !sql.Contains("from", StringComparison.OrdinalIgnoreCase) && !sql.Contains(Hole, StringComparison.Ordinal)))
        {
            return FrameBound.Few;
        }

        if (sql.Contains("group by", StringComparison.OrdinalIgnoreCase))
        {
            return FrameBound.Grouped;
        }

        return SqlAggregate().IsMatch(sql) && !SqlOver().IsMatch(sql) ? FrameBound.Few : FrameBound.None;
    }

    [GeneratedRegex(@"^\s*(show|describe|desc|explain|use|set|create|drop|alter|insert|merge|delete|update|truncate|msck|refresh|analyze|cache|optimize|vacuum)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SqlCommand();

    [GeneratedRegex(@"\blimit\s+((\d{1,4}|10000)\b|\uFFFC|\{|%)", RegexOptions.IgnoreCase)]
    private static partial Regex SqlLimit();

    [GeneratedRegex(@"^\s*select\b", RegexOptions.IgnoreCase)]
    private static partial Regex SqlSelect();

    [GeneratedRegex(@"^\s*(with\b.*?|select\s+((?!\bfrom\b).)*?)\b(count|max|min|sum|avg)\s*\(", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SqlAggregate();

    [GeneratedRegex(@"\bover\s*(\(|\w)", RegexOptions.IgnoreCase)]
    private static partial Regex SqlOver();
}
