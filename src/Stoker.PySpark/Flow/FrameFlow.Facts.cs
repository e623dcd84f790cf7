using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

internal sealed partial class FrameFlow
{
    /// <summary>Results above this are not small for a driver.</summary>
    private const long SmallRowCount = 10_000;

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

    /// <summary>The steps whose result needs rows to move between tasks.</summary>
    public static readonly HashSet<string> Wide =
    [
        "join", "crossJoin", "groupBy", "groupby", "agg", "distinct", "dropDuplicates", "drop_duplicates", "orderBy", "sort", "repartition", "repartitionByRange", "intersect", "subtract",
        "exceptAll", "intersectAll", "rollup", "cube", "pivot", "groupByKey", "reduceByKey", "sortBy", "sortByKey", "cogroup", "applyInPandas",
    ];

    /// <summary>The steps that keep what was computed.</summary>
    public static readonly HashSet<string> Keeping = ["cache", "persist", "checkpoint", "localCheckpoint", "cacheTable"];

    /// <summary>Whether the source itself limits how many rows there are: a limit, an aggregate, a literal.</summary>
    public bool IsBounded(PythonExpression frame)
    {
        foreach (var step in StepsOf(frame))
        {
            switch (step.Name)
            {
                case "limit" or "head" or "take":
                    return step.Call is not { Arguments: [ConstantExpression { Integer: > SmallRowCount }, ..] };
                case "range" or "parallelize":
                    return true;
                case "createDataFrame":
                    return step.Call is { } made && IsWrittenOut(made);
                case "select" when step.Call is { } projection && IsGlobalAggregate(projection):
                    return true;
                case "join" or "union" or "unionAll" or "unionByName" or "crossJoin" or "cogroup" or "intersect" or "subtract" or "cartesian" or "leftOuterJoin" or "rightOuterJoin" or "fullOuterJoin" or "subtractByKey" or "zip" or "intersection":
                    return step.Call is { Arguments: [var other, ..] } && IsBounded(other) && IsBounded(step.Receiver);
                case "sql":
                    return step.Call is { Arguments: [var text, ..] } && IsBoundedSql(TextOf(text));
                case "distinct" or "dropDuplicates" when IsOneColumn(step.Receiver):
                    return true;
                default:
                    break;
            }

            if (Aggregated.Contains(step.Name))
            {
                return true;
            }

            if (!RowPreserving.Contains(step.Name))
            {
                return IsCatalogTable(step);
            }
        }

        return false;
    }

    /// <summary>What stands for the hole of an f-string in <see cref="TextOf"/>; no program writes it.</summary>
    public const char Hole = '\uFFFC';

    /// <summary>The text of a literal, with a <see cref="Hole"/> for each hole of an f-string; absent when the text is not written here.</summary>
    public string? TextOf(PythonExpression expression) => expression switch
    {
        ConstantExpression constant => constant.Text,
        FormattedString formatted => string.Concat(formatted.Values.Select(value => value is ConstantExpression { Text: { } text } ? text : Hole.ToString())),
        BinaryExpression { Operator: BinaryOperator.Add } sum when TextOf(sum.Left) is { } left => left + (TextOf(sum.Right) ?? Hole.ToString()),
        BinaryExpression { Operator: BinaryOperator.Modulo } format => TextOf(format.Left),
        CallExpression { Function: AttributeExpression { Name: "format" or "strip" or "replace", Value: var text } } => TextOf(text),
        NameExpression name when Followed(name) is { } value && value is not NameExpression => TextOf(value),
        _ => null,
    };

    /// <summary>Whether the rows pass through a wide step or a UDF on their way, so that a second run is not cheap.</summary>
    public bool IsExpensive(PythonExpression frame) =>
        StepsOf(frame).Any(step => Wide.Contains(step.Name) || (step.Call is { } call && call.Arguments.Any(argument => UdfCallIn(argument) is not null)));

    /// <summary>The first call of a UDF in an expression, or absent.</summary>
    public CallExpression? UdfCallIn(PythonExpression expression)
    {
        if (expression is CallExpression itself && Module.ValueOf(itself).Udf is not null && Module.Is(itself, ValueKind.Column))
        {
            return itself;
        }

        foreach (var node in Module.Module.Below(expression))
        {
            if (node is CallExpression call && Module.ValueOf(call) is { Kind: ValueKind.Column, Udf: not null })
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>Whether the value of a binding leaves the function: returned, yielded, stored in an object or container, or given to other code.</summary>
    public bool Escapes(Binding binding)
    {
        foreach (var use in binding.Uses)
        {
            PythonNode at = use;
            if (Module.FunctionAround(use) != Module.FunctionAround(binding.Site))
            {
                return true;
            }

            while (at.Parent is AttributeExpression or CallExpression && (at.Parent is AttributeExpression || ((CallExpression)at.Parent).Function == at) && Module.ValueOf((PythonExpression)at.Parent).Kind is ValueKind.DataFrame or ValueKind.Method or ValueKind.Rdd)
            {
                at = at.Parent;
            }

            switch (at.Parent)
            {
                case ReturnStatement or YieldExpression or ListExpression or TupleExpression or DictExpression or KeywordArgument or StarredExpression or SetExpression:
                    return true;
                case AssignStatement assign when assign.Targets.Any(target => target is not NameExpression):
                    return true;
                case CallExpression call when call.Arguments.Contains(at) && !Module.ValueOf(call).IsSpark:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static readonly HashSet<string> AggregateFunctions =
    [
        "sum", "max", "min", "avg", "mean", "count", "countDistinct", "count_distinct", "approx_count_distinct", "sum_distinct", "sumDistinct", "first", "last", "collect_list", "collect_set", "stddev",
        "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "skewness", "kurtosis", "corr", "covar_pop", "covar_samp", "percentile_approx", "max_by", "min_by",
    ];

    /// <summary>Whether the rows stand in the source: a list, a comprehension over one, a small range.</summary>
    private bool IsWrittenOut(CallExpression create)
    {
        var data = create.Keywords.FirstOrDefault(keyword => keyword.Name == "data")?.Value ?? (create.Arguments.Count > 0 ? create.Arguments[0] : null);
        return data is not null && (CountOf(data) is not null || (Module.ValueOf(data).Kind == ValueKind.Rdd && IsBounded(data)));
    }

    /// <summary>A select of aggregates gives one row; an aggregate over a window does not make it one.</summary>
    private bool IsGlobalAggregate(CallExpression select) =>
        select.Arguments.Count > 0 && select.Arguments.All(argument =>
            Module.Module.Below(argument).Prepend(argument).OfType<CallExpression>().Any(call => AggregateFunctions.Contains(Module.FunctionOf(call) ?? ""))
            && !Module.Module.Below(argument).Any(node => node is AttributeExpression { Name: "over" }));

    /// <summary>Whether a node runs only when somebody asked for debug output.</summary>
    public static bool IsDebugOnly(PythonNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around is IfStatement { Test: NameExpression { Name: "__debug__" or "debug" or "DEBUG" or "verbose" or "VERBOSE" } }
                or IfStatement { Test: AttributeExpression { Name: "debug" or "DEBUG" or "verbose" } }
                or IfStatement { Test: CallExpression { Function: AttributeExpression { Name: "isEnabledFor" or "is_debug" } } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCatalogTable(FrameStep step) => step.Name is "history" or "detail" or "listTables";

    private bool IsOneColumn(PythonExpression frame) =>
        StepsOf(frame).FirstOrDefault() is { Name: "select", Call: { Arguments: [var only] } } && only is not ListExpression && only is not StarredExpression && TextOf(only) is not "*";

    private static bool IsBoundedSql(string? sql)
    {
        if (sql is null)
        {
            return false;
        }

        var text = sql.TrimStart();
        var isCommand = ((string[])["show", "describe", "desc ", "explain", "use ", "set ", "create", "drop", "alter", "insert", "merge", "delete", "update", "truncate", "msck", "refresh", "analyze", "cache", "optimize", "vacuum"])
            .Any(verb => text.StartsWith(verb, StringComparison.OrdinalIgnoreCase));
        return isCommand || text.Contains("limit ", StringComparison.OrdinalIgnoreCase) || text.Contains("group by", StringComparison.OrdinalIgnoreCase)
            || ((string[])["count(", "max(", "min(", "sum(", "avg("]).Any(aggregate => text.Contains(aggregate, StringComparison.OrdinalIgnoreCase));
    }
}
