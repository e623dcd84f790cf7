using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private readonly Dictionary<PythonNode, UdfDefinition?> udfs = [];

    /// <summary>The UDFs that this module makes, in source order.</summary>
    public IReadOnlyList<UdfDefinition> Udfs()
    {
        var found = new List<UdfDefinition>();
        foreach (var function in Module.Nodes.OfType<FunctionDefinition>())
        {
            if (function.Decorators.Select(decorator => UdfOfDecorator(decorator, function)).FirstOrDefault(udf => udf is not null) is { } udf)
            {
                found.Add(udf);
            }
        }

        foreach (var call in PlainCallsOf("udf", "pandas_udf", "arrow_udf").Concat(CallsOf("udf", "pandas_udf", "arrow_udf", "register")))
        {
            if (call.Parent is not FunctionDefinition && ValueOf(call) is { Kind: ValueKind.Udf, Udf: { Body: not null } made } && made.Site == call)
            {
                found.Add(made);
            }
        }

        return [.. found.OrderBy(udf => udf.Site.Start)];
    }

    private UdfDefinition? UdfOfDecorator(PythonExpression decorator, FunctionDefinition function)
    {
        if (udfs.TryGetValue(decorator, out var known))
        {
            return known;
        }

        var callee = decorator is CallExpression call ? call.Function : decorator;
        var kind = ValueOf(callee) is { Kind: ValueKind.External, Name: { } qualified }
            ? FunctionName(qualified) switch { "udf" => UdfKind.Plain, "arrow_udf" => UdfKind.Arrow, "pandas_udf" => UdfKind.Pandas, _ => (UdfKind?)null }
            : null;
        var udf = kind is { } found ? Describe(found, decorator, function, decorator as CallExpression, firstIsType: true) : null;
        udfs[decorator] = udf;
        return udf;
    }

    /// <summary><c>udf(f, type)</c>, <c>spark.udf.register("name", f, type)</c>, or <c>udf(returnType=…)</c> that waits for its function.</summary>
    private Value OfUdfCall(CallExpression call, UdfKind kind, bool isRegistration = false)
    {
        var position = isRegistration ? 1 : 0;
        var function = call.Arguments.Count > position ? call.Arguments[position] : call.Keywords.FirstOrDefault(keyword => keyword.Name == "f")?.Value;
        if (function is null)
        {
            return Value.Unknown;
        }

        var value = ValueOf(function);
        if (value is { Kind: ValueKind.Udf, Udf: { } wrapped })
        {
            return new Value(ValueKind.Udf) { Udf = wrapped };
        }

        if (value.Kind == ValueKind.Function)
        {
            return new Value(ValueKind.Udf) { Udf = Describe(kind, call, value.Definition, call, firstIsType: false, position + 1) };
        }

        // A type in the first place: a decorator that is kept in a variable or called at once.
        return value.Kind is ValueKind.Text or ValueKind.External ? Value.Unknown : new Value(ValueKind.Udf) { Udf = Describe(kind, call, null, call, firstIsType: false, position + 1) };
    }

    private static UdfDefinition Describe(UdfKind kind, PythonNode site, PythonNode? body, CallExpression? call, bool firstIsType, int typeAt = 0)
    {
        PythonExpression? type = null;
        bool? useArrow = null;
        if (call is not null)
        {
            type = call.Arguments.Count > typeAt && (firstIsType || typeAt > 0) ? call.Arguments[typeAt] : null;
            foreach (var keyword in call.Keywords)
            {
                type = keyword.Name == "returnType" ? keyword.Value : type;
                useArrow = keyword is { Name: "useArrow", Value: ConstantExpression { Kind: ConstantKind.True or ConstantKind.False } flag } ? flag.Kind == ConstantKind.True : useArrow;
            }
        }

        return new UdfDefinition(kind == UdfKind.Plain && useArrow == true ? UdfKind.Arrow : kind, site, body, type, useArrow);
    }
}
