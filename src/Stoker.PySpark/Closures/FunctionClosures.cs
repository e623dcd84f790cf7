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

    private static readonly HashSet<string> SmallBuiltins = ["len", "int", "float", "str", "bool", "abs", "round", "min", "max", "sum", "range", "ord", "chr", "any", "all"];

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

    private Closure OfArgument(PythonExpression argument, HashSet<PythonNode> seen) =>
        argument is NameExpression name ? OfName(name, seen) : IsSmall(argument, 0) ? Closure.Empty : Closure.Unknown;

    private Closure OfBody(PythonNode body, HashSet<PythonNode> seen)
    {
        if (!seen.Add(body) || seen.Count > 20)
        {
            return Closure.Empty;
        }

        var closure = Closure.Empty;
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
            return new Closure { Captures = [new Capture(name, bindings[^1], large)] };
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
        NameExpression name when scope.Flow.Followed(name) is { } followed => IsSmall(followed, depth + 1),
        _ => scope.Module.ValueOf(expression).Kind is ValueKind.Number or ValueKind.Text or ValueKind.Boolean or ValueKind.None or ValueKind.Broadcast,
    };

    private bool AreSmall(IReadOnlyList<PythonExpression> elements, int depth) => elements.Count < LargeValues.LeastEntries && elements.All(element => IsSmall(element, depth + 1));

    private bool IsSmallCall(CallExpression call, int depth)
    {
        if (call.Function is NameExpression { Name: var name } && scope.Module.Is(call.Function, ValueKind.External))
        {
            return SmallBuiltins.Contains(name)
                || (name is "list" or "dict" or "set" or "tuple" or "sorted" or "frozenset" && call.Arguments.All(argument => _values.CountOf(argument) < LargeValues.LeastEntries || IsSmall(argument, depth + 1)));
        }

        return IsOfSmallMaker(ExternalCalls.QualifiedName(scope, call)) || scope.Module.ValueOf(call).Kind is ValueKind.Number or ValueKind.Text or ValueKind.Boolean or ValueKind.Row;
    }
}
