using Stoker.PySpark.Linting;
using Stoker.PySpark.Linting.PythonBoundary;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>Says what the functions of a module capture. Functions of other modules travel by name and carry nothing.</summary>
internal sealed class FunctionClosures(LintScope scope)
{
    private const int Deepest = 5;

    /// <summary>Modules whose functions make small things.</summary>
    private static readonly HashSet<string> SmallMakers =
        ["re", "datetime", "time", "math", "decimal", "uuid", "random", "string", "operator", "itertools", "functools", "os", "logging", "hashlib", "collections", "typing", "pyspark"];

    /// <summary>Functions of these that make as much as they are asked for.</summary>
    private static readonly HashSet<string> ByAmount =
        ["os.urandom", "os.listdir", "os.scandir", "os.walk", "os.read", "random.randbytes", "random.sample", "random.choices", "re.findall", "re.finditer", "re.split", "re.sub", "functools.reduce"];

    private static readonly HashSet<string> SmallBuiltins = ["len", "int", "float", "str", "bool", "abs", "round", "min", "max", "sum", "range", "ord", "chr", "any", "all"];

    /// <summary>Methods of texts that hand on what is read elsewhere, or whose size their argument has.</summary>
    private static readonly HashSet<string> ByContent = ["read", "read_text", "readline", "getvalue", "join", "dumps"];

    private readonly LargeValues _values = new(scope);

    /// <summary>What is large in this module.</summary>
    public LargeValues Values => _values;

    /// <summary>What something given to Spark as a function carries.</summary>
    public Closure Of(PythonExpression function) => Of(function, []);

    /// <summary>What a function or lambda of this module captures.</summary>
    public Closure OfBody(PythonNode body) => OfBody(body, []);

    private Closure Of(PythonExpression function, HashSet<PythonNode> seen)
    {
        switch (function)
        {
            case ConditionalExpression either:
                return Of(either.Body, seen).Or(Of(either.Otherwise, seen));
            case CallExpression { Arguments: [var inner, ..] } call when ExternalCalls.QualifiedName(scope, call) == "functools.partial":
                return call.Arguments.Skip(1).Concat(call.Keywords.Select(keyword => keyword.Value)).Aggregate(Of(inner, seen), (closure, argument) => closure.And(OfArgument(argument, seen)));
            case AttributeExpression { Value: NameExpression owner } when scope.Module.Reaching(owner).Count > 0 && !scope.Module.Is(function, ValueKind.External):
                return OfName(owner, seen); // table.get carries the table
            default:
                return scope.Module.ValueOf(function) switch
                {
                    { Kind: ValueKind.Function, Definition: { } body, Module: { } home } => home == scope.Module ? OfBody(body, seen) : Closure.Empty,
                    { Kind: ValueKind.External or ValueKind.Class } => Closure.Empty,
                    _ => Closure.Unknown,
                };
        }
    }

    /// <summary>What is bound to a function when it is made: an argument of <c>partial</c>, the default of a parameter.</summary>
    private Closure OfArgument(PythonExpression argument, HashSet<PythonNode> seen, string? name = null) =>
        argument is NameExpression variable ? OfName(variable, seen)
        : _values.Of(argument) is { } large ? new Closure { Captures = [new Capture(name ?? scope.Short(argument), argument, argument, large)] }
        : IsSmall(argument, 0) ? Closure.Empty : Closure.Unknown;

    /// <summary>Defaults are pickled with their function, whether it reads them or not.</summary>
    private Closure OfDefaults(PythonNode body, HashSet<PythonNode> seen)
    {
        if (((body as FunctionDefinition)?.Parameters ?? (body as LambdaExpression)?.Parameters) is not { } parameters)
        {
            return Closure.Empty;
        }

        List<Parameter> positional = [.. parameters.PositionalOnly, .. parameters.Positional];
        var closure = Closure.Empty;
        for (var index = 0; index < parameters.Defaults.Count; index++)
        {
            var at = positional.Count - parameters.Defaults.Count + index; // The last ones have defaults.
            closure = closure.And(OfArgument(parameters.Defaults[index], seen, at >= 0 ? positional[at].Name : null));
        }

        for (var index = 0; index < parameters.KeywordDefaults.Count; index++)
        {
            closure = parameters.KeywordDefaults[index] is { } given ? closure.And(OfArgument(given, seen, parameters.KeywordOnly[index].Name)) : closure;
        }

        return closure;
    }

    private Closure OfBody(PythonNode body, HashSet<PythonNode> seen)
    {
        if (!seen.Add(body) || seen.Count > 20)
        {
            return Closure.Empty;
        }

        var closure = OfDefaults(body, seen);
        var names = new HashSet<string>();
        foreach (var name in UdfBodies.NodesIn(scope, body).OfType<NameExpression>())
        {
            if (!scope.Module.IsStore(name) && !scope.Module.Reaching(name).Exists(binding => ResolvedModule.Contains(body, binding.Site)) && names.Add(name.Name))
            {
                closure = closure.And(OfName(name, seen));
            }
        }

        return closure;
    }

    private Closure OfName(NameExpression name, HashSet<PythonNode> seen)
    {
        var bindings = scope.Module.Reaching(name);
        if (bindings.Count == 0)
        {
            return scope.Module.StarImports.Count == 0 || IsCalled(name) ? Closure.Empty : Closure.Unknown;
        }

        if (_values.OfName(name) is { } large)
        {
            return new Closure { Captures = [new Capture(name.Name, name, bindings[^1].Site, large)] };
        }

        if (bindings is [var only] && _values.FieldOf(only) is { } field)
        {
            return new Closure { Captures = [new Capture($"{name.Name}.{field.Field}", name, field.Site, field.Value)] };
        }

        return bindings.Select(binding => OfBinding(name, binding, seen)).Aggregate((left, right) => left.Or(right));
    }

    private Closure OfBinding(NameExpression name, Binding binding, HashSet<PythonNode> seen)
    {
        var value = scope.Module.ValueOf(binding);
        return binding switch
        {
            _ when value.Kind == ValueKind.Broadcast => Closure.Empty with { ReadsBroadcast = true },
            _ when value is { Kind: ValueKind.Function, Definition: { } body, Module: { } home } => home == scope.Module ? OfBody(body, seen) : Closure.Empty,
            { Kind: BindingKind.Assignment, Source: { } text } when value.Kind == ValueKind.Text => IsSmall(text, 0) ? Closure.Empty : Closure.Unknown,
            _ when value.Kind is ValueKind.Number or ValueKind.Text or ValueKind.Boolean or ValueKind.None or ValueKind.Class or ValueKind.ProjectModule => Closure.Empty,
            { Kind: BindingKind.Import, Site: ImportAlias { Parent: ImportStatement } } => Closure.Empty,
            { Kind: BindingKind.Import } => IsCalled(name) || IsOfSmallMaker(value.Name) ? Closure.Empty : Closure.Unknown,
            { Kind: BindingKind.Assignment, Source: { } source } => IsSmall(source, 0) && !LargeValues.IsFilled(binding) ? Closure.Empty : Closure.Unknown,
            { Kind: BindingKind.Parameter, Scope.Node: FunctionDefinition function } when _values.ArgumentOf(function, binding) is { } argument => IsSmall(argument, 0) ? Closure.Empty : Closure.Unknown,
            _ => Closure.Unknown,
        };
    }

    private static bool IsCalled(NameExpression name) => name.Parent is CallExpression call && call.Function == name;

    private static bool IsOfSmallMaker(string? qualified) => qualified is not null && SmallMakers.Contains(qualified.Split('.')[0]);

    /// <summary>Whether an expression is small whatever happens.</summary>
    private bool IsSmall(PythonExpression expression, int depth) => depth <= Deepest && expression switch
    {
        ConstantExpression or FormattedString or CompareExpression => true,
        ListExpression list => AreSmall(list.Elements, depth),
        TupleExpression tuple => AreSmall(tuple.Elements, depth),
        SetExpression set => AreSmall(set.Elements, depth),
        DictExpression map => AreSmall(map.Values, depth),
        ListComprehension or SetComprehension or DictComprehension => _values.CountOf(expression) < LargeValues.LeastEntries,
        CallExpression call => IsSmallCall(call, depth),
        BinaryExpression binary when scope.Module.ValueOf(binary).Kind is not (ValueKind.Number or ValueKind.Boolean) => IsSmallResult(binary, depth),
        SubscriptExpression { Value: var whole } part when scope.Module.Is(part, ValueKind.Text) => IsSmall(whole, depth + 1) || !scope.Module.Is(whole, ValueKind.Text),
        NameExpression name when scope.Flow.Followed(name) is { } followed => IsSmall(followed, depth + 1),
        _ => scope.Module.ValueOf(expression).Kind is ValueKind.Number or ValueKind.Text or ValueKind.Boolean or ValueKind.None or ValueKind.Broadcast,
    };

    private bool AreSmall(IReadOnlyList<PythonExpression> elements, int depth) => elements.Count < LargeValues.LeastEntries && elements.All(element => IsSmall(element, depth + 1));

    /// <summary>Repeated texts and lists by their size; what joins others by theirs.</summary>
    private bool IsSmallResult(BinaryExpression binary, int depth) =>
        binary.Operator == BinaryOperator.Multiply
            ? _values.BytesOf(binary) < LargeValues.LeastBytes || _values.CountOf(binary) < LargeValues.LeastEntries
            : IsSmall(binary.Left, depth + 1) && (binary.Operator == BinaryOperator.Modulo || IsSmall(binary.Right, depth + 1));

    private bool IsSmallCall(CallExpression call, int depth)
    {
        if (_values.BytesOf(call) is { } bytes)
        {
            return bytes < LargeValues.LeastBytes;
        }

        if (call.Function is NameExpression { Name: var name } && scope.Module.Is(call.Function, ValueKind.External))
        {
            return SmallBuiltins.Contains(name)
                || (name is "list" or "dict" or "set" or "tuple" or "sorted" or "frozenset" && call.Arguments.All(argument => IsSmallContent(argument, depth)));
        }

        if (ExternalCalls.QualifiedName(scope, call) is { } qualified && IsOfSmallMaker(qualified))
        {
            return !ByAmount.Contains(qualified) && (!qualified.StartsWith("collections.", StringComparison.Ordinal) || call.Arguments.All(argument => argument is LambdaExpression || scope.Module.Is(argument, ValueKind.External) || IsSmallContent(argument, depth)));
        }

        return scope.Module.ValueOf(call).Kind switch
        {
            ValueKind.Number or ValueKind.Boolean or ValueKind.Row => true,
            ValueKind.Text => IsSmallText(call, LintScope.NameOf(call), depth),
            _ => false,
        };
    }

    private bool IsSmallText(CallExpression call, string method, int depth) =>
        method == "join" ? call.Arguments is [var parts] && IsSmallContent(parts, depth)
        : !ByContent.Contains(method) && (LintScope.ReceiverOf(call) is not { } receiver || IsSmall(receiver, depth + 1));

    /// <summary>Whether few things come of walking through it: a range is small, what is made of it need not be.</summary>
    private bool IsSmallContent(PythonExpression iterable, int depth) =>
        _values.CountOf(iterable) is { } count ? count < LargeValues.LeastEntries
        : iterable is not CallExpression { Function: NameExpression { Name: "range" or "map" or "zip" or "enumerate" or "filter" or "reversed" } } && IsSmall(iterable, depth + 1);
}
