using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Reads Spark types and schemas as they are written in Python: DDL texts and type objects.</summary>
internal sealed class TypeSource(Scope scope)
{
    private static readonly Dictionary<string, SparkType> Simple = new(StringComparer.Ordinal)
    {
        ["BooleanType"] = SparkType.Boolean,
        ["ByteType"] = SparkType.Byte,
        ["ShortType"] = SparkType.Short,
        ["IntegerType"] = SparkType.Int,
        ["LongType"] = SparkType.Long,
        ["FloatType"] = SparkType.Float,
        ["DoubleType"] = SparkType.Double,
        ["StringType"] = SparkType.String,
        ["BinaryType"] = SparkType.Binary,
        ["DateType"] = SparkType.Date,
        ["TimestampType"] = SparkType.Timestamp,
        ["TimestampNTZType"] = SparkType.TimestampNtz,
        ["NullType"] = SparkType.Void,
    };

    /// <summary>The type that an expression denotes, or absent.</summary>
    public SparkType? TryType(PythonExpression expression, int depth = 0)
    {
        if (depth > 8)
        {
            return null;
        }

        switch (expression)
        {
            case ConstantExpression { Text: { } ddl }:
                return SparkTypeReader.TryReadType(ddl) ?? (SparkTypeReader.TryReadColumns(ddl) is { } columns ? SparkType.Struct(columns) : null);
            case NameExpression name when Resolve(name) is (PythonExpression value, Scope outer):
                return new TypeSource(outer).TryType(value, depth + 1);
            case NameExpression or AttributeExpression when TypeName(expression) is { } simple:
                return Simple.GetValueOrDefault(simple);
            case CallExpression call when TypeName(call.Function) is { } name:
                return TryCall(name, call, depth);
            default:
                return null;
        }
    }

    /// <summary>The columns that a schema expression denotes, or absent.</summary>
    public IReadOnlyList<(string Name, SparkType Type)>? TryColumns(PythonExpression expression) =>
        TryType(expression) is { Kind: SparkKind.Struct } type ? type.Fields : null;

    private SparkType? TryCall(string name, CallExpression call, int depth)
    {
        if (Simple.TryGetValue(name, out var simple))
        {
            return simple;
        }

        PythonExpression? Argument(int at, string keyword) =>
            at < call.Arguments.Count ? call.Arguments[at] : call.Keywords.FirstOrDefault(given => given.Name == keyword)?.Value;
        SparkType? Inner(int at, string keyword) => Argument(at, keyword) is { } given ? TryType(given, depth + 1) : null;
        switch (name)
        {
            case "ArrayType":
                return Inner(0, "elementType") is { } element ? SparkType.Array(element) : null;
            case "MapType":
                return Inner(0, "keyType") is { } key && Inner(1, "valueType") is { } value ? SparkType.Map(key, value) : null;
            case "DecimalType":
                return Argument(0, "precision") is ConstantExpression { Integer: { } precision } && Argument(1, "scale") is ConstantExpression { Integer: { } scale }
                    ? SparkType.Decimal((int)precision, (int)scale)
                    : call.Arguments.Count == 0 ? SparkType.Decimal(10, 0) : null;
            case "StructType" when Argument(0, "fields") is ListExpression list:
                var fields = new List<(string, SparkType)>();
                foreach (var item in list.Elements)
                {
                    if (item is not CallExpression field || TypeName(field.Function) != "StructField" || field.Arguments.Count < 2
                        || field.Arguments[0] is not ConstantExpression { Text: { } fieldName } || TryType(field.Arguments[1], depth + 1) is not { } type)
                    {
                        return null;
                    }

                    fields.Add((fieldName, type));
                }

                return SparkType.Struct(fields);
            default:
                return null;
        }
    }

    private object? Resolve(NameExpression name)
    {
        try
        {
            return scope.Find(name.Name, name);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    /// <summary>The last part of a name that comes from <c>pyspark.sql.types</c>, also by a star import.</summary>
    private string? TypeName(PythonExpression expression) => expression switch
    {
        NameExpression name when Resolve(name) is Value { Kind: PythonKind.Named } value =>
            value.Name.StartsWith("pyspark.sql.types.", StringComparison.Ordinal) ? value.Name["pyspark.sql.types.".Length..]
            : value.Name.StartsWith("builtins.", StringComparison.Ordinal) ? value.Name["builtins.".Length..] : null,
        AttributeExpression attribute when attribute.Value is NameExpression module && Resolve(module) is Value { Kind: PythonKind.Named, Name: "pyspark.sql.types" } => attribute.Name,
        _ => null,
    };
}
