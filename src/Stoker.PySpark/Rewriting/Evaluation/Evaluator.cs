using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>
/// Evaluates a Python function over unknown arguments into a native expression. Each partial class holds one concern; the state below is that of the
/// path being evaluated: names, facts, and the conditions under which Python would have raised so far, in Python's order.
/// </summary>
internal sealed partial class Evaluator(NodeFactory factory, Target target)
{
    private const int MostCalls = 6;
    private const int MostSteps = 4_000;

    private ImmutableDictionary<string, Value> locals = ImmutableDictionary<string, Value>.Empty;
    private Facts facts = new(factory);
    private List<Raising> raises = [];
    private Scope scope = Scope.Empty;

    /// <summary>The names that the function binds itself: they never mean those of the module.</summary>
    private ScopeNames? ownNames;

    /// <summary>What a handler sees of the names when something raises, where that differs from <see cref="locals"/>: inside a comprehension or a loop over data.</summary>
    private ImmutableDictionary<string, Value>? localsOnRaise;

    /// <summary>Whether statements are those of a loop over data, whose raises count for the loop as a whole.</summary>
    private bool collectsRaises;
    private int depth;
    private int steps;

    /// <summary>How a function ends for the given arguments.</summary>
    /// <exception cref="Refusal">It has no proven native form.</exception>
    public Outcome Call(PythonNode function, Scope closure, IReadOnlyList<Value> arguments, IReadOnlyList<(string Name, Value Value)> keywords)
    {
        var outer = (locals, scope, raises, facts, ownNames, localsOnRaise, collectsRaises);
        depth++;
        try
        {
            if (depth > MostCalls)
            {
                throw Refuse(ReasonCode.UnknownFunction, "the calls nest too deep or recur", function);
            }

            scope = closure;
            raises = [];
            ownNames = ScopeNames.Of(function);
            (localsOnRaise, collectsRaises) = (null, false);
            var parameters = function is FunctionDefinition definition ? definition.Parameters : ((LambdaExpression)function).Parameters;
            locals = Bind(parameters, arguments, keywords, function);
            return function is FunctionDefinition named
                ? Run(Continuation.Of(Checked(named).Body), null)
                : Return(((LambdaExpression)function).Body, null);
        }
        finally
        {
            depth--;
            (locals, scope, raises, facts, ownNames, localsOnRaise, collectsRaises) = outer;
        }
    }

    private static FunctionDefinition Checked(FunctionDefinition function)
    {
        if (function.IsAsync)
        {
            throw Refuse(ReasonCode.UnknownFunction, "it is asynchronous", function);
        }

        return function;
    }

    private ImmutableDictionary<string, Value> Bind(
        FunctionParameters parameters, IReadOnlyList<Value> arguments, IReadOnlyList<(string Name, Value Value)> keywords, PythonNode at)
    {
        if (parameters.VariadicKeyword is not null || (parameters.Variadic is not null && depth == 1))
        {
            throw Refuse(ReasonCode.UnknownFunction, "it takes *args or **kwargs", at);
        }

        if (arguments.Concat(keywords.Select(keyword => keyword.Value)).Any(argument => argument.IsIterator))
        {
            throw Refuse(ReasonCode.Loop, "an iterator is passed on: it can be walked through once only", at);
        }

        List<Parameter> positional = [.. parameters.PositionalOnly, .. parameters.Positional];
        if (arguments.Count > positional.Count && parameters.Variadic is null)
        {
            throw Refuse(ReasonCode.UnsupportedUse, "it is called with more arguments than it takes", at);
        }

        var bound = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(arguments.Count, positional.Count); i++)
        {
            bound[positional[i].Name] = arguments[i];
        }

        if (parameters.Variadic is { } rest)
        {
            bound[rest.Name] = new Value(PythonKind.Sequence) { Items = [.. arguments.Skip(positional.Count)] };
        }

        foreach (var (name, value) in keywords)
        {
            if (bound.ContainsKey(name) || !(parameters.Positional.Any(p => p.Name == name) || parameters.KeywordOnly.Any(p => p.Name == name)))
            {
                throw Refuse(ReasonCode.UnsupportedUse, $"it is called with an argument '{name}' that it does not take", at);
            }

            bound[name] = value;
        }

        var firstDefault = positional.Count - parameters.Defaults.Count;
        for (var i = firstDefault; i < positional.Count; i++)
        {
            if (!bound.ContainsKey(positional[i].Name))
            {
                bound[positional[i].Name] = Default(parameters.Defaults[i - firstDefault]);
            }
        }

        for (var i = 0; i < parameters.KeywordOnly.Count; i++)
        {
            if (!bound.ContainsKey(parameters.KeywordOnly[i].Name) && parameters.KeywordDefaults[i] is { } value)
            {
                bound[parameters.KeywordOnly[i].Name] = Default(value);
            }
        }

        return positional.Concat(parameters.KeywordOnly).All(parameter => bound.ContainsKey(parameter.Name))
            ? bound.ToImmutable()
            : throw Refuse(ReasonCode.UnsupportedUse, "it is called with fewer arguments than it takes", at);
    }

    /// <summary>A default is evaluated once, when the function is defined.</summary>
    private Value Default(PythonExpression expression)
    {
        var outer = (locals, ownNames);
        (locals, ownNames) = (ImmutableDictionary<string, Value>.Empty, null);
        var value = Evaluate(expression);
        (locals, ownNames) = outer;
        return value.IsConstant || value.Kind is PythonKind.Sequence or PythonKind.Named
            ? value
            : throw Refuse(ReasonCode.MutableState, "a default argument is not a constant", expression);
    }

    private static Refusal Refuse(ReasonCode code, string reason, PythonNode? at) => new(code, reason, at);

    /// <summary>Python raises here when the condition holds.</summary>
    private void Raise(Node condition, string exception) => Raise(condition, exception, localsOnRaise ?? locals);

    private void Raise(Node condition, string exception, ImmutableDictionary<string, Value> visible)
    {
        switch (facts.Decide(condition))
        {
            case false:
                return;
            case true:
                condition = factory.True;
                break;
            default:
                break;
        }

        raises.Add(new Raising(condition, exception, facts, visible));
        facts = facts.With(condition, false);
    }

    /// <summary>Python raises here in any case.</summary>
    private Value RaiseAlways(string exception)
    {
        raises.Add(new Raising(factory.True, exception, facts, localsOnRaise ?? locals));
        return Value.Never;
    }

    private bool MayBeNone(Value value) =>
        value.Kind == PythonKind.None || (value.IsNullable && value.Node is { } node && !facts.IsCertain(factory.IsNull(node), false));

    /// <summary>The value, after Python has raised when it is None.</summary>
    private Value NotNone(Value value, string exception)
    {
        if (value.Kind == PythonKind.None)
        {
            return RaiseAlways(exception);
        }

        if (value.IsNullable && value.Node is { } node)
        {
            Raise(factory.IsNull(node), exception);
            return value with { IsNullable = false };
        }

        return value;
    }

    /// <summary>Evaluates under a condition; what raises inside counts only where the condition holds.</summary>
    private T Under<T>(Node condition, bool truth, Func<T> evaluate)
    {
        var (outerFacts, outerRaises, outerLocals) = (facts, raises, locals);
        facts = facts.With(condition, truth);
        raises = [];
        T result;
        List<Raising> inner;
        try
        {
            result = evaluate();
        }
        finally
        {
            inner = raises;
            (facts, raises) = (outerFacts, outerRaises);
        }

        var when = truth ? condition : factory.Not(condition);
        foreach (var (node, exception, _, visible) in inner)
        {
            Raise(factory.And(when, node), exception, visible);
        }

        locals = locals == outerLocals ? locals : JoinedNames(when, locals, outerLocals, null);
        return result;
    }

    /// <summary>The names after a part that ran only where the condition holds: a name that only one side binds keeps the condition.</summary>
    private ImmutableDictionary<string, Value> JoinedNames(Node condition, ImmutableDictionary<string, Value> then, ImmutableDictionary<string, Value> otherwise, PythonNode? at)
    {
        var joined = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (var name in then.Keys.Union(otherwise.Keys, StringComparer.Ordinal))
        {
            var (a, b) = (then.GetValueOrDefault(name), otherwise.GetValueOrDefault(name));
            if (a is null || b is null || ReferenceEquals(a, b))
            {
                var only = (a ?? b)!;
                joined[name] = a is not null && b is not null ? only
                    : only with { BoundWhen = factory.And(a is null ? factory.Not(condition) : condition, only.BoundWhen ?? factory.True) };
                continue;
            }

            var bound = a.BoundWhen is null && b.BoundWhen is null ? null : factory.Case(condition, a.BoundWhen ?? factory.True, b.BoundWhen ?? factory.True);
            joined[name] = a.Kind == PythonKind.Unfollowed || b.Kind == PythonKind.Unfollowed
                ? new Value(PythonKind.Unfollowed)
                : Merge(condition, a with { BoundWhen = null }, b with { BoundWhen = null }, at) with { BoundWhen = bound };
        }

        return joined.ToImmutable();
    }

    /// <summary>The value of a nested call.</summary>
    private Value ValueOf(Outcome outcome, PythonNode at)
    {
        foreach (var exception in ExceptionsOf(outcome).Distinct(StringComparer.Ordinal).ToList())
        {
            Raise(RaiseCondition(outcome, exception), exception);
        }

        return Merged(outcome, at);
    }

    private static IEnumerable<string> ExceptionsOf(Outcome outcome) => outcome switch
    {
        Outcome.Raised raised => [raised.Exception],
        Outcome.Branch branch => ExceptionsOf(branch.Then).Concat(ExceptionsOf(branch.Otherwise)),
        _ => [],
    };

    private Node RaiseCondition(Outcome outcome, string exception) => outcome switch
    {
        Outcome.Raised raised => factory.Bool(raised.Exception == exception),
        Outcome.Branch branch => factory.Case(
            branch.Condition, RaiseCondition(branch.Then, exception), RaiseCondition(branch.Otherwise, exception)),
        _ => factory.False,
    };

    private Value Merged(Outcome outcome, PythonNode at) => outcome switch
    {
        Outcome.Returned returned => returned.Value,
        Outcome.Branch branch => Merge(branch.Condition, Merged(branch.Then, at), Merged(branch.Otherwise, at), at),
        _ => Value.Never,
    };

    /// <summary>Python raises where the condition holds; what was certain before, and the names that a handler sees.</summary>
    private sealed record Raising(Node Condition, string Exception, Facts Before, ImmutableDictionary<string, Value> Names);
}
