using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>
/// Follows the column types of DataFrames through a module, as far as literal schemas lead. What is not certain is absent: a column without a type, a
/// frame without columns.
/// </summary>
internal sealed partial class FrameSchemas(PythonModule module, IReadOnlyList<FoundUdf> udfs, DeclaredSchemas? declared = null)
{
    private static readonly HashSet<string> Keeping =
    [
        "filter", "where", "orderBy", "sort", "limit", "distinct", "dropDuplicates", "drop_duplicates", "cache", "persist", "unpersist", "repartition", "coalesce", "alias",
        "hint", "checkpoint", "localCheckpoint", "sample", "dropna", "sortWithinPartitions", "unionByName", "repartitionByRange",
    ];

    private static readonly HashSet<string> ColumnTaking = ["select", "withColumn", "filter", "where", "withColumns", "orderBy", "sort", "agg", "groupBy", "selectExpr", "join"];

    private readonly Dictionary<PythonExpression, ImmutableDictionary<string, SparkType>?> known = [];

    /// <summary>The types of the arguments of a call of a UDF, one each; absent where one is not certain.</summary>
    public IReadOnlyList<SparkType>? ArgumentTypes(CallExpression call)
    {
        if (call.Keywords.Count > 0 || FrameAround(call) is not { } frame)
        {
            return null;
        }

        var types = call.Arguments.Select(argument => argument is ConstantExpression { Text: { } name } ? Column(frame, name) : TypeOf(argument, frame)).ToList();
        return types.Any(type => type is null) ? null : types.ConvertAll(type => type!);
    }

    /// <summary>The columns of the frame that a view name stands for at a use, where one call in the module makes it, before the use in the same body.</summary>
    public ImmutableDictionary<string, SparkType>? ViewBefore(string name, PythonExpression use)
    {
        var makers = module.Nodes.OfType<CallExpression>().Where(call =>
            call.Function is AttributeExpression { Name: "createOrReplaceTempView" or "createTempView" or "registerTempTable" or "createGlobalTempView" or "createOrReplaceGlobalTempView" }
            && !(call.Arguments is [ConstantExpression { Text: { } view }] && !string.Equals(view, name, StringComparison.OrdinalIgnoreCase))).ToList();
        return makers is [{ Arguments: [ConstantExpression], Function: AttributeExpression made }] && makers[0].End <= use.Start && Owner(makers[0]) == Owner(use)
            && Statement(makers[0]).Parent == Owner(use) ? Columns(made.Value) : null;
    }

    private static SparkType? Column(ImmutableDictionary<string, SparkType> frame, string name) => frame.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>The columns of the frame whose method a call is an argument of.</summary>
    public ImmutableDictionary<string, SparkType>? FrameAround(CallExpression call)
    {
        for (PythonNode? at = call.Parent; at is not null and not PythonStatement; at = at.Parent)
        {
            if (at is CallExpression { Function: AttributeExpression { Name: var method, Value: var frame } } && ColumnTaking.Contains(method) && Columns(frame) is { } columns)
            {
                return columns;
            }
        }

        return null;
    }

    /// <summary>The columns of a frame, by lower-case name.</summary>
    public ImmutableDictionary<string, SparkType>? Columns(PythonExpression expression)
    {
        if (known.TryGetValue(expression, out var columns))
        {
            return columns;
        }

        known[expression] = null;
        return known[expression] = Derive(expression);
    }

    private ImmutableDictionary<string, SparkType>? Derive(PythonExpression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                return AssignedBefore(name) is { } value ? Columns(value) : null;
            case CallExpression { Function: AttributeExpression { Name: "createDataFrame" } } call:
                return Created(call);
            case CallExpression { Function: AttributeExpression { Name: "range" } } call when call.Arguments.Count > 0 && call.Function is AttributeExpression { Value: NameExpression { Name: "spark" } }:
                return Of([("id", SparkType.Long)]);
            case CallExpression { Function: AttributeExpression { Name: "csv" or "json" or "parquet" or "orc" or "load" or "table", Value: var reader } } call when IsReader(reader):
                return ReaderSchema(reader) ?? (declared?.Of(call.Arguments is [ConstantExpression { Text: { } source }, ..] ? source : null) is { } columns ? Of(columns) : null);
            case CallExpression { Function: AttributeExpression { Name: var method, Value: var inner } } call when Columns(inner) is { } before:
                return After(method, call, before);
            default:
                return null;
        }
    }

    private static ImmutableDictionary<string, SparkType> Of(IEnumerable<(string Name, SparkType Type)> columns)
    {
        var result = ImmutableDictionary.CreateBuilder<string, SparkType>(StringComparer.Ordinal);
        var ambiguous = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, type) in columns)
        {
            var key = name.ToLowerInvariant();
            if (result.ContainsKey(key)) // Names that differ by case only: which of them is meant depends on spark.sql.caseSensitive.
            {
                ambiguous.Add(key);
            }

            result[key] = type;
        }

        result.RemoveRange(ambiguous);
        return result.ToImmutable();
    }

    private ImmutableDictionary<string, SparkType>? After(string method, CallExpression call, ImmutableDictionary<string, SparkType> before)
    {
        if (Keeping.Contains(method))
        {
            // The other unions go by position and may widen a type: which column meets which is not known here.
            return method == "unionByName" && !(call.Arguments.Count > 0 && Columns(call.Arguments[0]) is { } other && before.All(column => other.GetValueOrDefault(column.Key)?.Equals(column.Value) == true))
                ? null
                : before;
        }

        switch (method)
        {
            case "withColumn" when call.Arguments is [ConstantExpression { Text: { } name }, var value]:
                return TypeOf(value, before) is { } type ? before.SetItem(name.ToLowerInvariant(), type) : before.Remove(name.ToLowerInvariant());
            case "withColumnRenamed" when call.Arguments is [ConstantExpression { Text: { } from }, ConstantExpression { Text: { } to }]:
                var renamed = before.Remove(from.ToLowerInvariant()).Remove(to.ToLowerInvariant());
                return before.TryGetValue(from.ToLowerInvariant(), out var moved) ? renamed.SetItem(to.ToLowerInvariant(), moved) : renamed;
            case "drop":
                return call.Arguments.All(argument => argument is ConstantExpression { Text: not null })
                    ? before.RemoveRange(call.Arguments.Select(argument => ((ConstantExpression)argument).Text!.ToLowerInvariant()))
                    : null;
            case "select":
                return Selected(call, before);
            case "join" when call.Arguments.Count > 0 && Columns(call.Arguments[0]) is { } right:
                return before.Where(column => !right.ContainsKey(column.Key) || right[column.Key].Equals(column.Value))
                    .Concat(right.Where(column => !before.ContainsKey(column.Key)))
                    .ToImmutableDictionary(column => column.Key, column => column.Value, StringComparer.Ordinal);
            default:
                return null;
        }
    }

    private ImmutableDictionary<string, SparkType>? Selected(CallExpression call, ImmutableDictionary<string, SparkType> before)
    {
        var columns = ImmutableDictionary<string, SparkType>.Empty;
        IEnumerable<PythonExpression> items = call.Arguments is [ListExpression list] ? list.Elements : call.Arguments;
        foreach (var item in items)
        {
            var name = item switch
            {
                ConstantExpression { Text: { } text } => text,
                CallExpression { Function: AttributeExpression { Name: "alias" }, Arguments: [ConstantExpression { Text: { } alias }] } => alias,
                _ when ColumnName(item) is { } plain => plain,
                _ => null,
            };
            if (name == "*")
            {
                columns = columns.SetItems(before);
                continue;
            }

            var type = item is ConstantExpression { Text: { } direct } ? Column(before, direct) : TypeOf(item, before);
            if (name is not null && type is not null)
            {
                columns = columns.SetItem(name.ToLowerInvariant(), type);
            }
        }

        return columns;
    }

    private string? ColumnName(PythonExpression expression) => expression switch
    {
        CallExpression { Arguments: [ConstantExpression { Text: { } name }] } call when UdfFinder.Dotted(module, call.Function) is "pyspark.sql.functions.col" or "pyspark.sql.functions.column" => name,
        SubscriptExpression { Key: ConstantExpression { Text: { } name } } => name,
        AttributeExpression { Value: NameExpression, Name: var name } => name,
        _ => null,
    };

    /// <summary>The type of a column expression over a frame, or absent.</summary>
    private SparkType? TypeOf(PythonExpression expression, ImmutableDictionary<string, SparkType> frame)
    {
        switch (expression)
        {
            case CallExpression { Function: AttributeExpression { Name: "cast" or "astype" }, Arguments: [var type] }:
                return new TypeSource(Scope.Around(module, expression)).TryType(type);
            case CallExpression { Function: AttributeExpression { Name: "alias", Value: var inner } }:
                return TypeOf(inner, frame);
            case CallExpression { Function: NameExpression name } when udfs.FirstOrDefault(udf => udf.Name == name.Name && udf.Shape is UdfShape.Decorated or UdfShape.Assigned) is { } udf:
                return udf.ReturnType;
            case SubscriptExpression or AttributeExpression when ColumnName(expression) is { } column:
                var owner = expression is SubscriptExpression subscript ? subscript.Value : ((AttributeExpression)expression).Value;
                return owner is NameExpression && Columns(owner) is { } own ? Column(own, column) : null;
            case CallExpression call when ColumnName(call) is { } column:
                return Column(frame, column);
            case CallExpression call when UdfFinder.Dotted(module, call.Function) is { } function && function.StartsWith("pyspark.sql.functions.", StringComparison.Ordinal):
                return function["pyspark.sql.functions.".Length..] switch
                {
                    "lower" or "upper" or "trim" or "ltrim" or "rtrim" or "concat_ws" or "regexp_replace" or "substring" or "initcap" or "md5" or "date_format" => SparkType.String,
                    "to_date" or "current_date" => SparkType.Date,
                    "length" or "year" or "month" or "dayofmonth" or "size" => SparkType.Int,
                    "rand" or "randn" or "sqrt" => SparkType.Double,
                    "lit" when call.Arguments is [ConstantExpression { Kind: ConstantKind.Text }] => SparkType.String,
                    "lit" when call.Arguments is [ConstantExpression { Kind: ConstantKind.Float }] => SparkType.Double,
                    "lit" when call.Arguments is [ConstantExpression { Integer: { } whole }] => whole is >= int.MinValue and <= int.MaxValue ? SparkType.Int : SparkType.Long,
                    _ => null,
                };
            default:
                return null;
        }
    }
}
