using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Finding;
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
                    ScopeBindingKind.Import => Imported(scope.names.Module, binding.Dotted, at, 0) ?? new Value(PythonKind.Named) { Name = binding.Dotted },
                    ScopeBindingKind.Constant when ProjectModules.Of(scope.names.Module)?.IsChanged(scope.names.Module, name) == true =>
                        throw new Refusal(ReasonCode.MutableState, $"'{name}' outside the function is changed by another module", at),
                    ScopeBindingKind.Function => new Value(PythonKind.Function) { Function = binding.Node, Scope = scope },
                    ScopeBindingKind.Constant => ((PythonExpression)binding.Node!, scope),
                    _ => throw new Refusal(ReasonCode.MutableState, $"'{name}' outside the function is {binding.Dotted}", at),
                };
            }
        }

        return Builtin(name, at);
    }

    /// <summary>What a dotted name means in another module of the project; absent where it leads out of the project or to a module itself.</summary>
    public object? Imported(string dotted, PythonNode at)
    {
        var root = this;
        while (root.parent is not null || root.names is null)
        {
            if (root.parent is null)
            {
                return null;
            }

            root = root.parent;
        }

        return Imported(root.names.Module, dotted, at, 0);
    }

    private static object? Imported(PythonModule from, string dotted, PythonNode at, int depth)
    {
        if (depth > 4 || ProjectModules.Of(from)?.Resolve(from, dotted) is not { Member: { } member } found || ScopeNames.Of(found.Module, found.Module).Find(member) is not { } binding)
        {
            return null;
        }

        var scope = new Scope(ScopeNames.Of(found.Module, found.Module), null, null);
        return binding.Kind switch
        {
            ScopeBindingKind.Import => Imported(found.Module, binding.Dotted, at, depth + 1) ?? new Value(PythonKind.Named) { Name = binding.Dotted },
            ScopeBindingKind.Function => new Value(PythonKind.Function) { Function = binding.Node, Scope = scope },
            ScopeBindingKind.Constant when ProjectModules.Of(found.Module)?.IsChanged(found.Module, member) != true => ((PythonExpression)binding.Node!, scope),
            _ => throw new Refusal(ReasonCode.MutableState, $"'{member}' of {found.Module.Source.Path} is not a constant or a plain function", at),
        };
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
