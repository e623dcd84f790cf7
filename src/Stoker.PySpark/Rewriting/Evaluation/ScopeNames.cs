using System.Runtime.CompilerServices;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The names that one module or function binds in its own body, and how.</summary>
internal sealed class ScopeNames
{
    private static readonly ConditionalWeakTable<PythonNode, ScopeNames> Known = [];

    private static readonly HashSet<string> Mutators =
    [
        "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "update", "setdefault", "popitem", "add", "discard",
        "difference_update", "intersection_update", "symmetric_difference_update", "__setitem__", "__delitem__",
    ];

    private readonly Dictionary<string, ScopeBinding> bindings = new(StringComparer.Ordinal);
    private readonly PythonModule module;
    private readonly PythonNode owner;

    private ScopeNames(PythonModule module, PythonNode owner)
    {
        this.module = module;
        this.owner = owner;
        var parameters = owner switch { FunctionDefinition f => f.Parameters, LambdaExpression l => l.Parameters, _ => null };
        if (parameters is not null)
        {
            foreach (var parameter in module.Below(parameters).OfType<Parameter>())
            {
                Bind(parameter.Name, new ScopeBinding(ScopeBindingKind.Unusable, "a parameter of the function around it", null));
            }
        }

        foreach (var node in Own())
        {
            Read(node);
        }

        Changed = Mutated().ToHashSet(StringComparer.Ordinal);
        foreach (var name in Changed)
        {
            if (bindings.TryGetValue(name, out var binding) && binding.Kind == ScopeBindingKind.Constant)
            {
                bindings[name] = new ScopeBinding(ScopeBindingKind.Unusable, "changed elsewhere", null);
            }
        }
    }

    public List<string> StarImports { get; } = [];

    /// <summary>Names of the whole module on which something that changes an object is done.</summary>
    public IReadOnlySet<string> Changed { get; }

    public PythonModule Module => module;

    public static ScopeNames Of(PythonModule module, PythonNode owner) => Known.GetValue(owner, node => new ScopeNames(module, node));

    /// <summary>The names of a node that is part of a module's tree; absent for one that was made outside of every tree.</summary>
    public static ScopeNames? Of(PythonNode owner)
    {
        var root = owner;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root is PythonModule module ? Of(module, owner) : null;
    }

    public ScopeBinding? Find(string name) => bindings.GetValueOrDefault(name);

    /// <summary>What a name means in the functions around a node, the innermost first; absent where none of them binds it, so that it is the module's.</summary>
    /// <param name="module">The module of the node.</param>
    /// <param name="node">Where the name stands.</param>
    /// <param name="name">The name.</param>
    /// <param name="last">The last function to look at; all of them where absent.</param>
    public static ScopeBinding? FindAround(PythonModule module, PythonNode node, string name, PythonNode? last = null)
    {
        for (PythonNode? at = node; at is not null; at = at == last ? null : at.Parent)
        {
            if (at is FunctionDefinition or LambdaExpression && Of(module, at).Find(name) is { } binding)
            {
                return binding;
            }
        }

        return null;
    }

    /// <summary>The nodes of the scope itself, without those of functions, lambdas, classes and comprehensions inside it.</summary>
    private IEnumerable<PythonNode> Own()
    {
        var nodes = module.Nodes;
        var (from, to) = owner is PythonModule ? (0, nodes.Count) : (owner.Index + 1, owner.SubtreeEnd);
        for (var i = from; i < to;)
        {
            yield return nodes[i];
            i = nodes[i] is FunctionDefinition or LambdaExpression or ClassDefinition or ListComprehension or SetComprehension or DictComprehension or GeneratorExpression
                ? nodes[i].SubtreeEnd
                : i + 1;
        }
    }

    private void Read(PythonNode node)
    {
        switch (node)
        {
            case ImportStatement or ImportFromStatement:
                foreach (var (name, dotted) in Imports(node))
                {
                    if (name == "*")
                    {
                        StarImports.Add(dotted[..^2]);
                    }
                    else
                    {
                        Bind(name, new ScopeBinding(ScopeBindingKind.Import, dotted, node));
                    }
                }

                break;
            case FunctionDefinition function:
                Bind(function.Name, function.Decorators.All(IsTransparent)
                    ? new ScopeBinding(ScopeBindingKind.Function, "", function)
                    : new ScopeBinding(ScopeBindingKind.Unusable, "a decorated function", function));
                break;
            case ClassDefinition type:
                Bind(type.Name, new ScopeBinding(ScopeBindingKind.Unusable, "a class", type));
                break;
            case AssignStatement { Targets: [NameExpression name] } assign:
                Bind(name.Name, IsUnconditional(assign)
                    ? new ScopeBinding(ScopeBindingKind.Constant, "", assign.Value)
                    : new ScopeBinding(ScopeBindingKind.Unusable, "assigned under a condition", null));
                break;
            case AnnotatedAssignStatement { Target: NameExpression name, Value: { } value } assign:
                Bind(name.Name, IsUnconditional(assign)
                    ? new ScopeBinding(ScopeBindingKind.Constant, "", value)
                    : new ScopeBinding(ScopeBindingKind.Unusable, "assigned under a condition", null));
                break;
            case AssignStatement assign:
                BindTargets(assign.Targets);
                break;
            case AugmentedAssignStatement { Target: var target }:
                BindTargets([target]);
                break;
            case ForStatement { Target: var target }:
                BindTargets([target]);
                break;
            case WithItem item:
                BindTargets(module.Below(item).OfType<PythonExpression>().ToList());
                break;
            case NamedExpression { Target: var target }:
                BindTargets([target]);
                break;
            case AsPattern { Name: { } captured }:
                Bind(captured, new ScopeBinding(ScopeBindingKind.Unusable, "bound by a pattern", null));
                break;
            case DeleteStatement delete:
                BindTargets(delete.Targets);
                break;
            case ExceptHandler { Name: { } name }:
                Bind(name, new ScopeBinding(ScopeBindingKind.Unusable, "an exception", null));
                break;
            default:
                break;
        }
    }

    /// <summary>The names that an import binds, with the dotted names of what they are.</summary>
    internal static IEnumerable<(string Name, string Dotted)> Imports(PythonNode statement) => statement switch
    {
        ImportStatement import => import.Names.Select(alias => alias.Alias is { } name ? (name, alias.Name) : (alias.Name.Split('.')[0], alias.Name.Split('.')[0])),
        ImportFromStatement from => from.Names.Select(alias => (alias.Alias ?? alias.Name, $"{new string('.', from.Level)}{from.Module}.{alias.Name}")),
        _ => [],
    };

    /// <summary>A cache does not change what a pure function returns; a <c>udf</c> decorator is the function for other Python code only by mistake.</summary>
    private bool IsTransparent(PythonExpression decorator) => module.TextOf(decorator).Split('(')[0] is "lru_cache" or "functools.lru_cache" or "cache" or "functools.cache";

    private bool IsUnconditional(PythonNode assign) => assign.Parent == owner || (assign.Parent is IfStatement { Test: CompareExpression test } && assign.Parent.Parent == owner
        && module.TextOf(test).StartsWith("__name__", StringComparison.Ordinal));

    private void BindTargets(IReadOnlyList<PythonExpression> targets)
    {
        foreach (var target in targets)
        {
            if (target is NameExpression direct)
            {
                Bind(direct.Name, new ScopeBinding(ScopeBindingKind.Unusable, "rebound", null));
            }

            if (target is TupleExpression or ListExpression or StarredExpression)
            {
                foreach (var name in module.Below(target).OfType<NameExpression>())
                {
                    Bind(name.Name, new ScopeBinding(ScopeBindingKind.Unusable, "bound by unpacking", null));
                }
            }
        }
    }

    private void Bind(string name, ScopeBinding binding)
    {
        if (bindings.TryGetValue(name, out var known) && !(known.Kind == ScopeBindingKind.Import && binding == known with { Node = binding.Node }))
        {
            binding = new ScopeBinding(ScopeBindingKind.Unusable, "bound more than once", null);
        }

        bindings[name] = binding;
    }

    /// <summary>Names of the whole module on which something that changes an object is done, or that a <c>global</c> statement gives away.</summary>
    private IEnumerable<string> Mutated()
    {
        foreach (var node in module.Nodes)
        {
            switch (node)
            {
                case CallExpression { Function: AttributeExpression { Name: var method } attribute } when Mutators.Contains(method) && Root(attribute) is NameExpression name:
                    yield return name.Name;
                    break;
                case AssignStatement { Targets: var targets }:
                    foreach (var target in targets.Select(Root).OfType<NameExpression>())
                    {
                        yield return target.Name;
                    }

                    break;
                case AugmentedAssignStatement { Target: var target } when Root(target) is NameExpression name:
                    yield return name.Name;
                    break;
                case DeleteStatement { Targets: var targets }:
                    foreach (var target in targets.Select(Root).OfType<NameExpression>())
                    {
                        yield return target.Name;
                    }

                    break;
                case GlobalStatement or NonlocalStatement:
                    foreach (var name in module.TextOf(node).Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Skip(1))
                    {
                        yield return name;
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static PythonExpression? Root(PythonExpression target)
    {
        var at = target;
        while (at is SubscriptExpression or AttributeExpression)
        {
            at = at is SubscriptExpression subscript ? subscript.Value : ((AttributeExpression)at).Value;
        }

        return at == target ? null : at;
    }
}
