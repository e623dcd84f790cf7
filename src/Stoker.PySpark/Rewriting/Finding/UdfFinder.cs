using System.Text.RegularExpressions;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>Finds the UDFs of a module, in source order.</summary>
internal sealed partial class UdfFinder(PythonModule module)
{
    public List<FoundUdf> Find()
    {
        var found = new List<FoundUdf>();
        foreach (var node in module.Nodes)
        {
            switch (node)
            {
                case FunctionDefinition { Decorators.Count: > 0 } function when function.Decorators.Select(decorator => Decorated(function, decorator)).FirstOrDefault(one => one is not null) is { } udf:
                    found.Add(udf);
                    break;
                case CallExpression call when IsUdf(call.Function) is { } kind && !IsDecorator(call) && Called(call, kind) is { } udf:
                    found.Add(udf);
                    break;
                case CallExpression { Function: AttributeExpression { Name: "register", Value: AttributeExpression { Name: "udf" } } } call when Registered(call) is { } udf:
                    found.Add(udf);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    /// <summary>The dotted name that an expression stands for, or absent.</summary>
    public static string? Dotted(PythonModule module, PythonExpression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                try
                {
                    var scope = Scope.Around(module, expression);
                    return scope.Find(name.Name, name) is Value { Kind: PythonKind.Named } value
                        ? value.Name.StartsWith("builtins.", StringComparison.Ordinal) && HasStar(module) ? "pyspark.sql.functions." + name.Name : value.Name
                        : null;
                }
                catch (Refusal)
                {
                    return HasStar(module) ? "pyspark.sql.functions." + name.Name : null;
                }

            case AttributeExpression attribute when Dotted(module, attribute.Value) is { } inner:
                return inner + "." + attribute.Name;
            default:
                return null;
        }
    }

    /// <summary>
    /// From 4.0 on a plain <c>@udf</c> whose annotations name pandas or Arrow types is called with batches. An annotation of names that are not known to be of single values may be an
    /// alias of one.
    /// </summary>
    private bool MayTakeBatches(PythonNode node) => node is FunctionDefinition function
        && function.Parameters.PositionalOnly.Concat(function.Parameters.Positional).Select(parameter => parameter.Annotation).Append(function.Returns).OfType<PythonExpression>()
            .SelectMany(annotation => NamePattern().Matches(module.TextOf(annotation))).Any(name => !OfSingleValues.Contains(name.Value));

    /// <summary>
    /// What a pandas UDF is, where it is not of Series to Series: its annotations say, or <c>functionType</c>; without both it is scalar.
    /// </summary>
    private string? OtherKind(PythonNode node, PythonExpression? functionType)
    {
        if (functionType is not null)
        {
            return Dotted(module, functionType) is "pyspark.sql.functions.PandasUDFType.SCALAR" or "pyspark.sql.pandas.functions.PandasUDFType.SCALAR"
                ? null
                : $"its function type is {module.TextOf(functionType)}";
        }

        var annotations = node is FunctionDefinition function
            ? function.Parameters.PositionalOnly.Concat(function.Parameters.Positional).Select(parameter => parameter.Annotation).Append(function.Returns).ToList()
            : [];
        var texts = annotations.OfType<PythonExpression>().Select(annotation => module.TextOf(annotation).Trim('"', '\'')).ToList();
        return texts.Count == 0 || (texts.Count == annotations.Count && texts.TrueForAll(text => text is "pd.Series" or "pandas.Series" or "Series")) ? null
            : texts.Exists(text => text.Contains("Iterator", StringComparison.Ordinal)) ? "it takes an iterator of batches"
            : texts.Count == annotations.Count && texts.SkipLast(1).All(text => text is "pd.Series" or "pandas.Series" or "Series") ? $"it reduces each group to one value ({texts[^1]})"
            : "its annotations are not those of Series to Series";
    }

    private static readonly HashSet<string> OfSingleValues = new(StringComparer.Ordinal)
    {
        "str", "int", "float", "bool", "bytes", "object", "None", "list", "dict", "tuple", "set", "date", "datetime", "timedelta", "dt", "Decimal", "decimal", "typing", "t", "Any", "Optional", "Union",
        "List", "Dict", "Tuple", "Set", "Sequence", "Mapping", "Row", "np", "numpy", "float64", "int64",
    };

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex NamePattern();

    private static bool HasStar(PythonModule module) => ScopeNames.Of(module, module).StarImports.Contains("pyspark.sql.functions");

    private static bool IsDecorator(CallExpression call) => call.Parent is FunctionDefinition function && function.Decorators.Contains(call);

    private string? IsUdf(PythonExpression expression) => Dotted(module, expression) switch
    {
        "pyspark.sql.functions.udf" => "udf",
        "pyspark.sql.functions.pandas_udf" or "pyspark.sql.pandas.functions.pandas_udf" => "pandas",
        _ => null,
    };

    private FoundUdf? Decorated(FunctionDefinition function, PythonExpression decorator)
    {
        var call = decorator as CallExpression;
        if (IsUdf(call?.Function ?? decorator) is not { } kind)
        {
            return null;
        }

        var type = call is null ? null : Argument(call, 0, "returnType") ?? Argument(call, int.MaxValue, "f");
        return new FoundUdf
        {
            Name = function.Name,
            Shape = kind != "pandas" && MayTakeBatches(function) ? UdfShape.Batches : UdfShape.Decorated,
            IsPandas = kind == "pandas",
            OtherKind = kind == "pandas" ? OtherKind(function, call is null ? null : Argument(call, 1, "functionType")) : null,
            Function = function,
            Site = function,
            ReturnType = TypeOf(type, function),
            UsesArrow = UsesArrow(call),
        };
    }

    private FoundUdf? Called(CallExpression call, string kind)
    {
        if (Argument(call, 0, "f") is not { } what || FunctionOf(what) is not { } function)
        {
            return null;
        }

        var assign = call.Parent is AssignStatement { Targets: [NameExpression] } statement && statement.Value == call ? statement : null;
        var isUsedInPlace = call.Parent is CallExpression outer && outer.Function == call;
        return new FoundUdf
        {
            Name = assign is not null ? ((NameExpression)assign.Targets[0]).Name : function is FunctionDefinition named ? named.Name : "lambda",
            Shape = kind != "pandas" && MayTakeBatches(function) ? UdfShape.Batches : assign is not null ? UdfShape.Assigned : UdfShape.InPlace,
            Function = function,
            Site = assign is not null ? assign : isUsedInPlace ? call.Parent! : call,
            IsPandas = kind == "pandas",
            OtherKind = kind == "pandas" ? OtherKind(function, Argument(call, 2, "functionType")) : null,
            ReturnType = kind == "pandas" && Argument(call, 1, "returnType") is null ? null : TypeOf(Argument(call, 1, "returnType"), call),
            UsesArrow = UsesArrow(call),
        };
    }

    private FoundUdf? Registered(CallExpression call)
    {
        if (Argument(call, 0, "name") is not ConstantExpression { Text: { } name } || Argument(call, 1, "f") is not { } what || FunctionOf(what) is not { } function
            || function is FunctionDefinition { Decorators.Count: > 0 })
        {
            // A function that is a UDF already has its type from there.
            return null;
        }

        return new FoundUdf
        {
            Name = name,
            SqlName = name,
            Shape = UdfShape.Registered,
            Function = function,
            Site = call,
            ReturnType = TypeOf(Argument(call, 2, "returnType"), call),

            // Registration of a plain function never goes over Arrow, whatever spark.sql.execution.pythonUDF.arrow.enabled says (seen in PySpark 3.5.9 and 4.3.0).
            UsesArrow = false,
        };
    }

    private SparkType? TypeOf(PythonExpression? expression, PythonNode at) =>
        expression is null ? SparkType.String : new TypeSource(Scope.Around(module, at)).TryType(expression);

    private static bool? UsesArrow(CallExpression? call) =>
        call is not null && Argument(call, int.MaxValue, "useArrow") is ConstantExpression { Kind: ConstantKind.True or ConstantKind.False } given ? given.Kind == ConstantKind.True : null;

    private static PythonExpression? Argument(CallExpression call, int at, string name) =>
        at < call.Arguments.Count ? call.Arguments[at] : call.Keywords.FirstOrDefault(keyword => keyword.Name == name)?.Value;

    /// <summary>The lambda or function of this module that an expression names.</summary>
    private PythonNode? FunctionOf(PythonExpression expression)
    {
        switch (expression)
        {
            case LambdaExpression lambda:
                // A lambda that only passes its arguments on is the function itself.
                return lambda;
            case NameExpression name:
                try
                {
                    return Scope.Around(module, expression).Find(name.Name, name) switch
                    {
                        Value { Kind: PythonKind.Function } value => value.Function,
                        (LambdaExpression lambda, Scope) => lambda,
                        _ => null,
                    };
                }
                catch (Refusal)
                {
                    return null;
                }

            default:
                return null;
        }
    }
}
