using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private Value OfCall(CallExpression call)
    {
        var callee = ValueOf(call.Function);
        return callee.Kind switch
        {
            _ when ReferenceEquals(callee, InProgress) => callee,
            ValueKind.Method when callee is { Name: { } name, Element: { } owner } => OfMethodCall(owner, name, call),
            ValueKind.External when callee.Name is { } qualified => OfExternalCall(qualified, call, callee.Confidence),
            ValueKind.Function when callee is { Definition: FunctionDefinition function, Module: { } home } => home.ReturnOf(function),
            ValueKind.Function when callee is { Definition: LambdaExpression lambda, Module: { } home } => home.ValueOf(lambda.Body).AtMost(Confidence.Medium),
            ValueKind.Class when callee is { Definition: ClassDefinition type, Module: { } home } => home.OfConstruction(type),
            ValueKind.Udf => new Value(ValueKind.Column, callee.Confidence) { Udf = callee.Udf },
            ValueKind.Pandas or ValueKind.PandasOnSpark or ValueKind.OtherEngine => callee,
            ValueKind.Column => callee, // df.name(…) that the table does not know, or a column called by mistake
            ValueKind.Unknown when call.Function is AttributeExpression member => OfUnknownCall(member, call),
            _ => Value.Unknown,
        };
    }

    private Value OfConstruction(ClassDefinition type)
    {
        foreach (var parent in type.Bases)
        {
            if (ValueOf(parent) is { Kind: ValueKind.External, Name: { } qualified } && ApiTable.ClassOf(qualified) is { } kind)
            {
                return new Value(kind, Confidence.Medium);
            }
        }

        return new Value(ValueKind.Instance) { Definition = type, Module = this };
    }

    private Value OfMethodCall(Value owner, string name, CallExpression call)
    {
        var sure = owner.Confidence;
        switch (owner.Kind, name)
        {
            case (ValueKind.SessionBuilder, _):
                return name is "getOrCreate" or "create" ? new Value(ValueKind.SparkSession, sure) : owner;
            case (ValueKind.SparkSession, "getActiveSession" or "active" or "newSession"):
                return new Value(ValueKind.SparkSession, sure);
            case (ValueKind.SparkSession or ValueKind.SqlContext, "sql" or "table" or "createDataFrame" or "range"):
                return new Value(ValueKind.DataFrame, sure);
            case (ValueKind.SparkContext, "getOrCreate"):
                return new Value(ValueKind.SparkContext, sure);
            case (ValueKind.SparkContext, "broadcast"):
                return new Value(ValueKind.Broadcast, sure) { Element = call.Arguments.Count > 0 ? ValueOf(call.Arguments[0]) : null };
            case (ValueKind.DataFrame, "head") when call.Arguments.Count == 0 && call.Keywords.Count == 0:
                return new Value(ValueKind.Row, sure);
            case (ValueKind.DataFrame, "head"):
                return new Value(ValueKind.RowList, sure);
            case (ValueKind.DataFrame, "toLocalIterator"):
                return Value.SequenceOf(new Value(ValueKind.Row, sure));
            case (ValueKind.DataFrame or ValueKind.Rdd, "randomSplit"):
                return Value.SequenceOf(new Value(owner.Kind, sure));
            case (ValueKind.DataFrame, "pandas_api" or "to_pandas_on_spark" or "to_koalas"):
                return new Value(ValueKind.PandasOnSpark, sure);
            case (ValueKind.DataFrame, "toArrow"):
                return new Value(ValueKind.OtherEngine, sure);
            case (ValueKind.DataFrame, "toJSON"):
                return new Value(ValueKind.Rdd, sure);
            case (ValueKind.PandasOnSpark, "to_spark"):
                return new Value(ValueKind.DataFrame, sure);
            case (ValueKind.Rdd, "toDF"):
                return new Value(ValueKind.DataFrame, sure);
            case (ValueKind.DeltaTable, "toDF" or "history" or "detail"):
                return new Value(ValueKind.DataFrame, sure);
            case (ValueKind.DeltaTable, "merge"):
                return new Value(ValueKind.DeltaMergeBuilder, sure);
            case (ValueKind.DeltaTable, "alias" or "forPath" or "forName" or "create" or "createOrReplace" or "createIfNotExists"):
                return new Value(ValueKind.DeltaTable, sure);
            case (ValueKind.DeltaMergeBuilder, _):
                return owner;
            case (ValueKind.UdfRegistration, "register"):
                return OfUdfCall(call, UdfKind.Plain, isRegistration: true);
            case (ValueKind.Text, _):
                return name is "split" or "splitlines" or "rsplit" ? Value.SequenceOf(Value.Text) : name is "count" or "find" or "index" ? Value.Number : Value.Text;
            case (ValueKind.Mapping, "get" or "pop" or "setdefault"):
                return owner.Element ?? Value.Unknown;
            case (ValueKind.Mapping, "values"):
                return Value.SequenceOf(owner.Element);
            case (ValueKind.Sequence, "pop"):
                return owner.Element ?? Value.Unknown;
            case (ValueKind.Sequence, "copy"):
                return owner;
            case (ValueKind.Sequence or ValueKind.RowList, "count" or "index"):
                return Value.Number;
            case (ValueKind.StructType, "add"):
                return owner;
            case (ValueKind.Row, _):
                return Value.Unknown;
            default:
                break;
        }

        if (ApiTable.Instance.Member(owner.Kind, name) is not { } found)
        {
            return Value.Unknown;
        }

        return found.Returns == ValueKind.Pandas || found.Returns != ValueKind.Unknown ? new Value(found.Returns, sure) : Value.Unknown;
    }

    private Value OfExternalCall(string qualified, CallExpression call, Confidence sure)
    {
        var name = qualified[(qualified.LastIndexOf('.') + 1)..];
        if (FunctionName(qualified) is { } function)
        {
            return function switch
            {
                "udf" => OfUdfCall(call, UdfKind.Plain),
                "arrow_udf" => OfUdfCall(call, UdfKind.Arrow),
                "pandas_udf" => OfUdfCall(call, UdfKind.Pandas),
                "broadcast" => call.Arguments.Count > 0 && ValueOf(call.Arguments[0]) is { Kind: ValueKind.DataFrame } frame ? frame : new Value(ValueKind.DataFrame, sure),
                _ => new Value(ApiTable.Instance.FunctionReturns(function), sure),
            };
        }

        if (qualified.StartsWith("builtins.", StringComparison.Ordinal))
        {
            return OfBuiltinCall(name, call);
        }

        if (qualified is "functools.reduce")
        {
            return OfReduce(call);
        }

        if (qualified is "copy.copy" or "copy.deepcopy" or "typing.cast" && call.Arguments.Count > 0)
        {
            return qualified == "typing.cast" ? OfAnnotation(call.Arguments[0]) : ValueOf(call.Arguments[0]);
        }

        if (qualified.StartsWith("pyspark.pandas.", StringComparison.Ordinal) || qualified.StartsWith("databricks.koalas.", StringComparison.Ordinal))
        {
            return new Value(ValueKind.PandasOnSpark, sure);
        }

        if (ApiTable.ClassOf(qualified) is { } kind)
        {
            // DataFrame(jdf, session) wraps an object of the JVM of which nothing is known, most often a small table of metrics.
            return new Value(kind, kind == ValueKind.DataFrame ? Confidence.Low : sure);
        }

        return qualified.Split('.')[0] switch
        {
            "pandas" or "numpy" => new Value(ValueKind.Pandas, sure),
            _ when ApiTable.IsOtherEngine(qualified) => new Value(ValueKind.OtherEngine, sure),
            _ => Value.Unknown,
        };
    }

    /// <summary>The name of a function of <c>pyspark.sql.functions</c>, classic or Connect; absent when the qualified name is another's.</summary>
    public static string? FunctionName(string? qualified)
    {
        if (qualified is null || !qualified.StartsWith("pyspark.", StringComparison.Ordinal))
        {
            return null;
        }

        var dot = qualified.LastIndexOf('.');
        return qualified.AsSpan(0, dot).EndsWith(".functions") || qualified.AsSpan(0, dot).EndsWith(".functions.builtin") ? qualified[(dot + 1)..] : null;
    }

    /// <summary>The function of <c>pyspark.sql.functions</c> that a call calls, or absent.</summary>
    public string? FunctionOf(PythonExpression? expression) =>
        expression is CallExpression call && ValueOf(call.Function) is { Kind: ValueKind.External, Name: { } qualified } ? FunctionName(qualified) : null;

    private Value OfBuiltinCall(string name, CallExpression call)
    {
        var first = call.Arguments.Count > 0 ? ValueOf(call.Arguments[0]) : Value.Unknown;
        return name switch
        {
            "len" or "int" or "float" or "abs" or "round" or "ord" or "hash" => Value.Number,
            "str" or "repr" or "input" or "format" or "chr" => Value.Text,
            "bool" or "isinstance" or "any" or "all" or "hasattr" => Value.Boolean,
            "list" or "tuple" or "set" or "sorted" or "reversed" or "frozenset" => first.Kind == ValueKind.RowList ? first : Value.SequenceOf(first.Kind == ValueKind.Sequence ? first.Element : null),
            "range" => Value.SequenceOf(Value.Number),
            "dict" => new Value(ValueKind.Mapping),
            "map" when call.Arguments.Count == 2 && first is { Kind: ValueKind.Function, Definition: LambdaExpression lambda } => Value.SequenceOf(ValueOf(lambda.Body)),
            "map" when call.Arguments.Count == 2 && first is { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } => Value.SequenceOf(home.ReturnOf(function)),
            "filter" when call.Arguments.Count == 2 => ValueOf(call.Arguments[1]),
            "zip" or "enumerate" or "map" or "filter" => Value.SequenceOf(null),
            "min" or "max" or "next" => ElementOf(first),
            "iter" => first,
            _ => Value.Unknown,
        };
    }

    private Value OfReduce(CallExpression call)
    {
        if (call.Arguments.Count > 2 && ValueOf(call.Arguments[2]) is { Kind: not ValueKind.Unknown } start)
        {
            return start;
        }

        return call.Arguments.Count > 1 && ElementOf(ValueOf(call.Arguments[1])) is { Kind: not ValueKind.Unknown } element ? element
            : call.Arguments.Count > 0 && ValueOf(call.Arguments[0]) is { Kind: ValueKind.Method, Element.Kind: ValueKind.DataFrame } ? new Value(ValueKind.DataFrame, Confidence.Medium)
            : Value.Unknown;
    }

    /// <summary>A call on an unknown object: only names that nothing else in the Python world has give a type.</summary>
    private static Value OfUnknownCall(AttributeExpression member, CallExpression call) => member.Name switch
    {
        "toPandas" when call.Arguments.Count == 0 => new Value(ValueKind.Pandas, Confidence.Medium),
        "withColumnRenamed" when call.Arguments.Count == 2 => new Value(ValueKind.DataFrame, Confidence.Low),
        _ => Value.Unknown,
    };
}
