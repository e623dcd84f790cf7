using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private const int MostCallSites = 20;

    private static readonly HashSet<string> TransparentDecorators =
        ["staticmethod", "classmethod", "property", "cached_property", "lru_cache", "cache", "wraps", "abstractmethod", "fixture", "override", "overload", "contextmanager"];

    private readonly Dictionary<FunctionDefinition, Value?> returns = [];

    private Value OfDefinition(FunctionDefinition function)
    {
        foreach (var decorator in function.Decorators)
        {
            if (UdfOfDecorator(decorator, function) is { } udf)
            {
                return new Value(ValueKind.Udf) { Udf = udf };
            }

            if (!TransparentDecorators.Contains(LastName(decorator)))
            {
                return function.Returns is null ? Value.Unknown : new Value(ValueKind.Function, Confidence.Medium) { Definition = function, Module = this };
            }
        }

        return new Value(ValueKind.Function) { Definition = function, Module = this };
    }

    private static string LastName(PythonExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression member => member.Name,
        CallExpression call => LastName(call.Function),
        _ => "",
    };

    /// <summary>What a function of this module returns.</summary>
    public Value ReturnOf(FunctionDefinition function)
    {
        if (returns.TryGetValue(function, out var known))
        {
            return known ?? Value.Unknown; // asked for while it is worked out: recursion
        }

        returns[function] = null;
        var value = function.Returns is { } annotation && OfAnnotation(annotation) is { Kind: not ValueKind.Unknown } annotated ? annotated : JoinOfReturns(function);
        returns[function] = value;
        return value;
    }

    private Value JoinOfReturns(FunctionDefinition function)
    {
        Value? joined = null;
        var yields = false;
        foreach (var node in Module.Below(function))
        {
            var returned = node switch
            {
                ReturnStatement { Value: { } result } => result,
                YieldExpression { Value: { } result } => result,
                _ => null,
            };
            if (returned is null || FunctionAround(node) != function)
            {
                continue;
            }

            yields |= node is YieldExpression;
            var value = ValueOf(returned);
            if (!ReferenceEquals(value, InProgress))
            {
                joined = joined is null ? value : Value.Join(joined, value);
            }
        }

        var isFixture = function.Decorators.Any(decorator => LastName(decorator) is "fixture" or "contextmanager");
        return joined is null ? Value.Unknown : yields && !isFixture ? Value.SequenceOf(joined) : joined;
    }

    private Value OfParameter(Binding binding)
    {
        var owner = binding.Site.Parent?.Parent;
        if (binding.Source is { } annotation && OfAnnotation(annotation) is { Kind: not ValueKind.Unknown } annotated)
        {
            return annotated;
        }

        if (owner is FunctionDefinition { Parent: ClassDefinition type } method && method.Parameters.Positional.Count > 0 && method.Parameters.Positional[0] == binding.Site
            && !method.Decorators.Any(decorator => LastName(decorator) == "staticmethod"))
        {
            return new Value(LastNameOfFirst(method) ? ValueKind.Class : ValueKind.Instance) { Definition = type, Module = this };
        }

        if (IsWholeColumnParameter(owner))
        {
            return new Value(ValueKind.Pandas, Confidence.Medium);
        }

        return owner is FunctionDefinition function ? OfArguments(function, binding) : owner is LambdaExpression lambda ? OfLambdaParameter(lambda, binding) : Value.Unknown;
    }

    private static bool LastNameOfFirst(FunctionDefinition method) => method.Decorators.Any(decorator => LastName(decorator) == "classmethod");

    /// <summary>The parameter of a pandas UDF or of a function given to <c>applyInPandas</c> and its like.</summary>
    private bool IsWholeColumnParameter(PythonNode? owner)
    {
        if (owner is FunctionDefinition function)
        {
            return function.Decorators.Any(decorator => LastName(decorator) == "pandas_udf")
                || Project.CallsNamed("applyInPandas").Concat(Project.CallsNamed("mapInPandas")).Concat(Project.CallsNamed("pandas_udf"))
                    .Any(site => site.Call.Arguments.Count > 0 && site.Call.Arguments[0] is NameExpression name && name.Name == function.Name);
        }

        return owner?.Parent is CallExpression call && LastName(call.Function) is "applyInPandas" or "mapInPandas" or "pandas_udf";
    }

    private Value OfLambdaParameter(LambdaExpression lambda, Binding binding)
    {
        if (lambda.Parent is not CallExpression call || call.Arguments.Count == 0 || call.Arguments[0] != lambda)
        {
            return Value.Unknown;
        }

        if (LastName(call.Function) == "transform" && call.Function is AttributeExpression member && ValueOf(member.Value) is { Kind: ValueKind.DataFrame } frame)
        {
            return frame;
        }

        if (ValueOf(call.Function) is { Name: "functools.reduce" } && call.Arguments.Count > 1)
        {
            var isAccumulator = lambda.Parameters.Positional.Count > 0 && lambda.Parameters.Positional[0] == binding.Site;
            return isAccumulator ? OfReduce(call) : ElementOf(ValueOf(call.Arguments[1]));
        }

        return LastName(call.Function) == "foreachBatch" && lambda.Parameters.Positional.Count > 0 && lambda.Parameters.Positional[0] == binding.Site
            ? new Value(ValueKind.DataFrame, Confidence.Medium)
            : Value.Unknown;
    }

    private Value OfArguments(FunctionDefinition function, Binding binding)
    {
        Value? joined = null;
        var sites = Project.CallsNamed(function.Name);
        if (sites.Count <= MostCallSites)
        {
            foreach (var (module, call) in sites)
            {
                if (module.ValueOf(call.Function) is { Kind: ValueKind.Function, Definition: { } definition } && definition == function
                    && ArgumentFor(call, function, binding) is { } argument && module.ValueOf(argument) is var value && !ReferenceEquals(value, InProgress))
                {
                    joined = joined is null ? value : Value.Join(joined, value);
                }
            }
        }

        if (joined is { Kind: not (ValueKind.Unknown or ValueKind.None) } known && (known.IsSpark || known.Kind >= ValueKind.DeltaTable))
        {
            return known.AtMost(Confidence.Medium);
        }

        if (Project.CallsNamed("foreachBatch").Any(site => site.Call.Arguments is [NameExpression name] && name.Name == function.Name)
            && function.Parameters.Positional.Count > 0 && function.Parameters.Positional[0] == binding.Site)
        {
            return new Value(ValueKind.DataFrame, Confidence.Medium);
        }

        return OfUse(function, binding);
    }

    /// <summary>What a call gives for a parameter; absent when it is not told apart.</summary>
    public static PythonExpression? ArgumentFor(CallExpression call, FunctionDefinition function, Binding binding)
    {
        foreach (var keyword in call.Keywords)
        {
            if (keyword.Name == binding.Name)
            {
                return keyword.Value;
            }
        }

        var index = -1;
        for (var i = 0; i < function.Parameters.Positional.Count; i++)
        {
            index = function.Parameters.Positional[i] == binding.Site ? i : index;
        }

        var bound = function.Parent is ClassDefinition && call.Function is AttributeExpression && !function.Decorators.Any(decorator => LastName(decorator) == "staticmethod") ? 1 : 0;
        index -= bound;
        return index >= 0 && index < call.Arguments.Count && !call.Arguments.Take(index + 1).Any(argument => argument is StarredExpression) ? call.Arguments[index] : null;
    }

    /// <summary>What a parameter must be, going by the members that the body asks it for.</summary>
    private Value OfUse(FunctionDefinition function, Binding binding)
    {
        var members = new HashSet<string>();
        foreach (var node in Module.Below(function))
        {
            if (node is AttributeExpression { Value: NameExpression name } attribute && name.Name == binding.Name)
            {
                members.Add(attribute.Name);
            }
        }

        if (ImportsOtherEngine)
        {
            return Value.Unknown;
        }

        if (members.Count(ApiTable.DataFrameOnly.Contains) >= 2)
        {
            return new Value(ValueKind.DataFrame, Confidence.Medium);
        }

        if (binding.Name is "spark" or "spark_session" or "session" && members.Overlaps((string[])["createDataFrame", "read", "sparkContext", "readStream", "catalog", "udf"]))
        {
            return new Value(ValueKind.SparkSession, Confidence.Medium);
        }

        var strong = members.Overlaps((string[])["withColumn", "withColumnRenamed", "createOrReplaceTempView", "unionByName", "selectExpr"]);
        return strong ? new Value(ValueKind.DataFrame, binding.Name.Contains("df", StringComparison.OrdinalIgnoreCase) ? Confidence.Medium : Confidence.Low)
            : binding.Name == "spark" && ImportsSpark ? new Value(ValueKind.SparkSession, Confidence.Medium)
            : ByName(binding.Name).AtMost(Confidence.Low);
    }

    /// <summary>Whether the module imports an engine whose frames have Spark's method names.</summary>
    public bool ImportsOtherEngine => otherEngine ??= ImportedRoots.Any(root => root is "snowflake" or "sqlframe" or "polars");

    /// <summary>Whether the module imports Spark or what builds on it.</summary>
    public bool ImportsSpark => ImportedRoots.Any(root => root is "pyspark" or "delta" or "databricks" or "awsglue");

    private bool? otherEngine;

    private IEnumerable<string> ImportedRoots =>
        scopes.Values.SelectMany(scope => scope.Bindings.Values).SelectMany(list => list).Where(binding => binding.Imported is not null)
            .Select(binding => binding.Imported?.Split('.')[0] ?? "").Concat(scopes.Values.SelectMany(scope => scope.StarImports).Select(origin => origin.Split('.')[0]));

    /// <summary>The value that an annotation promises.</summary>
    private Value OfAnnotation(PythonExpression annotation)
    {
        switch (annotation)
        {
            case ConstantExpression { Text: { } text }:
                return OfAnnotationText(text);
            case BinaryExpression { Operator: BinaryOperator.BitOr } union:
                return OfAnnotation(union.Left) is { Kind: not (ValueKind.Unknown or ValueKind.None) } left ? left : OfAnnotation(union.Right);
            case SubscriptExpression subscript:
                var inner = subscript.Key is TupleExpression { Elements: { Count: > 0 } parts } ? OfAnnotation(parts[^1]) : OfAnnotation(subscript.Key);
                return LastName(subscript.Value) switch
                {
                    "Optional" => inner,
                    "Union" => subscript.Key is TupleExpression { Elements: { Count: > 0 } all } ? OfAnnotation(all[0]) : inner,
                    "List" or "list" or "Sequence" or "Iterable" or "Iterator" or "Set" or "set" or "Tuple" or "tuple" => Value.SequenceOf(inner),
                    "Dict" or "dict" or "Mapping" => new Value(ValueKind.Mapping) { Element = inner },
                    _ => Value.Unknown,
                };
            default:
                return OfAnnotatedClass(ValueOf(annotation));
        }
    }

    private static Value OfAnnotatedClass(Value type) => type switch
    {
        { Kind: ValueKind.External, Name: "builtins.str" } => Value.Text,
        { Kind: ValueKind.External, Name: "builtins.int" or "builtins.float" } => Value.Number,
        { Kind: ValueKind.External, Name: "builtins.bool" } => Value.Boolean,
        { Kind: ValueKind.External, Name: "builtins.list" or "builtins.tuple" or "builtins.set" } => Value.SequenceOf(null),
        { Kind: ValueKind.External, Name: "builtins.dict" } => new Value(ValueKind.Mapping),
        { Kind: ValueKind.External, Name: { } qualified } when ApiTable.ClassOf(qualified) is { } kind => new Value(kind, type.Confidence),
        { Kind: ValueKind.Class } => type with { Kind = ValueKind.Instance },
        _ => Value.Unknown,
    };

    private Value OfAnnotationText(string text)
    {
        var bare = OptionalText().Replace(text, "$1").Trim();
        var parts = bare.Split('.');
        foreach (var binding in Exported(parts[0]))
        {
            var value = ValueOf(binding);
            var qualified = string.Join('.', (string[])[value.Name ?? "", .. parts[1..]]);
            if (value.Kind == ValueKind.External)
            {
                return OfAnnotatedClass(Value.External(qualified));
            }
        }

        return parts[^1] is "DataFrame" && ImportsSpark && parts.Length > 1 && parts[0] == "pyspark" ? new Value(ValueKind.DataFrame, ApiTable.Annotated) : Value.Unknown;
    }

    [GeneratedRegex(@"^(?:typing\.)?Optional\[(.*)\]$")]
    private static partial Regex OptionalText();
}
