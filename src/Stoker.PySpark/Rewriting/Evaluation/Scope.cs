using System.Collections.Immutable;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The names that a function sees outside itself. Immutable, but for what is read from the tree on demand.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new(null, null, null);

    private static readonly HashSet<string> Shadowed =
    [
        "abs", "bin", "bool", "filter", "hash", "hex", "len", "max", "min", "pow", "round", "slice", "sum", "map", "ascii", "reverse", "sorted", "any", "all",
    ];

    private readonly ScopeNames? names;
    private readonly ImmutableDictionary<string, Value>? captured;
    private readonly Scope? parent;

    private Scope(ScopeNames? names, ImmutableDictionary<string, Value>? captured, Scope? parent)
    {
        this.names = names;
        this.captured = captured;
        this.parent = parent;
    }

    /// <summary>The scopes that surround a node of a module, from the module inwards.</summary>
    public static Scope Around(PythonModule module, PythonNode node)
    {
        var around = new List<PythonNode>();
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if (at is PythonModule or FunctionDefinition or LambdaExpression)
            {
                around.Add(at);
            }
        }

        around.Reverse();
        if (around.Count == 0 || around[0] is not PythonModule)
        {
            around.Insert(0, module);
        }

        return around.Aggregate((Scope?)null, (outer, owner) => new Scope(ScopeNames.Of(module, owner), null, outer))!;
    }

    /// <summary>The scope of a function that is defined inside another, where these are the names of the other.</summary>
    public Scope Inside(ImmutableDictionary<string, Value> locals) => new(null, locals, this);

    /// <summary>A value, an expression with the scope to evaluate it in, or absent.</summary>
    public object? Find(string name, PythonNode at)
    {
        for (var scope = this; scope is not null; scope = scope.parent)
        {
            if (scope.captured is { } known && known.TryGetValue(name, out var value))
            {
                return value;
            }

            if (scope.names?.Find(name) is { } binding)
            {
                return binding.Kind switch
                {
                    ScopeBindingKind.Import => new Value(PythonKind.Named) { Name = binding.Dotted },
                    ScopeBindingKind.Function => new Value(PythonKind.Function) { Function = binding.Node, Scope = scope },
                    ScopeBindingKind.Constant => ((PythonExpression)binding.Node!, scope),
                    _ => throw new Refusal(ReasonCode.MutableState, $"'{name}' outside the function is {binding.Dotted}", at),
                };
            }
        }

        return Builtin(name, at);
    }

    private Value? Builtin(string name, PythonNode at)
    {
        for (var scope = this; scope is not null; scope = scope.parent)
        {
            foreach (var module in scope.names?.StarImports ?? [])
            {
                if (module is "pyspark.sql.types")
                {
                    continue;
                }

                if (module is not "pyspark.sql.functions" || Shadowed.Contains(name))
                {
                    throw new Refusal(ReasonCode.UnknownFunction, $"'{name}' may come from 'from {module} import *'", at);
                }
            }
        }

        return new Value(PythonKind.Named) { Name = "builtins." + name };
    }
}
