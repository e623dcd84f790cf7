using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Resolution;

internal sealed partial class ResolvedModule
{
    private bool usesAreKnown;

    /// <summary>Whether the expression is written, not read.</summary>
    public bool IsStore(PythonExpression expression) => stores.Contains(expression);

    /// <summary>The innermost scope that holds a node. Defaults of parameters are worked out where the function is made, not in it.</summary>
    public Scope ScopeOf(PythonNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is not Parameter && node.Parent is FunctionParameters { Parent: { } function })
            {
                node = function;
            }
            else if (scopes.TryGetValue(node, out var scope))
            {
                return scope;
            }
        }

        return scopes[Module];
    }

    /// <summary>All bindings of the module, by name, in each scope.</summary>
    public IEnumerable<Binding> AllBindings()
    {
        EnsureUses();
        return scopes.Values.SelectMany(scope => scope.Bindings.Values).SelectMany(list => list);
    }

    /// <summary>The bindings that a target or parameter makes.</summary>
    public Binding? BindingAt(PythonNode site)
    {
        EnsureUses();
        return site switch
        {
            NameExpression name => ScopeOf(name).Bindings.GetValueOrDefault(name.Name)?.Find(binding => binding.Site == site)
                ?? scopes[Module].Bindings.GetValueOrDefault(name.Name)?.Find(binding => binding.Site == site),
            Parameter parameter => ScopeOf(parameter).Bindings.GetValueOrDefault(parameter.Name)?.Find(binding => binding.Site == site),
            FunctionDefinition function => ScopeOf(function.Parent).Bindings.GetValueOrDefault(function.Name)?.Find(binding => binding.Site == site),
            _ => null,
        };
    }

    /// <summary>The last binding of a name at module level.</summary>
    public IReadOnlyList<Binding> Exported(string name) => scopes[Module].Bindings.GetValueOrDefault(name) ?? [];

    public IReadOnlyList<string> StarImports => scopes[Module].StarImports;

    /// <summary>The bindings whose value a name may have where it is read. More than one after branches and in loops.</summary>
    public List<Binding> Reaching(NameExpression use)
    {
        var own = ScopeOf(use);
        var inline = true; // as long as only comprehensions were left, the reading happens where it is written
        var inClass = own.Node is ClassDefinition;
        for (var scope = own; scope is not null; scope = scope.Parent)
        {
            var visible = scope.Node is not ClassDefinition || (scope == own && inClass) || inline;
            if (visible && !scope.Outer.Contains(use.Name) && scope.Bindings.TryGetValue(use.Name, out var bindings))
            {
                return inline ? ReachingInline(use, scope, bindings) : [.. bindings];
            }

            inline &= scope.Node is ListComprehension or SetComprehension or DictComprehension or GeneratorExpression or ClassDefinition;
        }

        return [];
    }

    private static List<Binding> ReachingInline(NameExpression use, Scope scope, List<Binding> bindings)
    {
        if (bindings.Count == 1 && bindings[0].From <= use.Start)
        {
            return bindings;
        }

        var found = new List<Binding>();
        Binding? dominating = null;
        for (var i = bindings.Count - 1; i >= 0 && dominating is null; i--)
        {
            var binding = bindings[i];
            if (binding.From > use.Start || AreExclusive(binding.Site, use))
            {
                continue;
            }

            found.Add(binding);
            dominating = Dominates(binding, use) ? binding : null;
        }

        for (var around = use.Parent; around is not null && around != scope.Node; around = around.Parent)
        {
            if (around is not (ForStatement or WhileStatement) || (dominating is not null && Contains(around, dominating.Site)))
            {
                continue;
            }

            found.AddRange(bindings.Where(binding => binding.From > use.Start && Contains(around, binding.Site) && !found.Contains(binding)));
        }

        return found;
    }

    /// <summary>Whether one node is inside the other.</summary>
    public static bool Contains(PythonNode outer, PythonNode inner) => outer is PythonModule || (inner.Index >= outer.Index && inner.Index < outer.SubtreeEnd);

    private static bool Dominates(Binding binding, NameExpression use)
    {
        if (binding.Kind == BindingKind.Parameter || binding.Site.Parent is ComprehensionClause)
        {
            return true;
        }

        var statement = StatementOf(binding.Site);
        if (statement is ForStatement loop && binding.Kind == BindingKind.Loop)
        {
            return Contains(loop, use) && InBlock(loop.Body, use);
        }

        return statement?.Parent switch
        {
            PythonModule or FunctionDefinition or ClassDefinition or WithStatement => true,
            { } parent => BlocksOf(parent).Any(block => Array.IndexOf([.. block], statement) >= 0 && InBlock(block, use)),
            null => true,
        };
    }

    /// <summary>Whether two nodes are in different branches of one <c>if</c>, so that they never both run.</summary>
    private static bool AreExclusive(PythonNode left, PythonNode right)
    {
        for (var around = left.Parent; around is not null; around = around.Parent)
        {
            if (around is IfStatement branch && Contains(branch, right))
            {
                return (InBlock(branch.Body, left) && InBlock(branch.Otherwise, right)) || (InBlock(branch.Otherwise, left) && InBlock(branch.Body, right));
            }
        }

        return false;
    }

    /// <summary>Whether a node is in a list of statements.</summary>
    public static bool InBlock(IReadOnlyList<PythonStatement> block, PythonNode node) =>
        block.Count > 0 && node.Index >= block[0].Index && node.Index < block[^1].SubtreeEnd;

    /// <summary>The statement lists of a compound statement.</summary>
    public static IEnumerable<IReadOnlyList<PythonStatement>> BlocksOf(PythonNode node) => node switch
    {
        IfStatement branch => [branch.Body, branch.Otherwise],
        ForStatement loop => [loop.Body, loop.Otherwise],
        WhileStatement loop => [loop.Body, loop.Otherwise],
        TryStatement attempt => [attempt.Body, attempt.Otherwise, attempt.Finally],
        ExceptHandler handler => [handler.Body],
        MatchCase matched => [matched.Body],
        WithStatement with => [with.Body],
        FunctionDefinition function => [function.Body],
        ClassDefinition type => [type.Body],
        PythonModule module => [module.Body],
        _ => [],
    };

    /// <summary>Finds which names read which bindings, once.</summary>
    public void EnsureUses()
    {
        if (usesAreKnown)
        {
            return;
        }

        usesAreKnown = true;
        foreach (var name in Module.Nodes.OfType<NameExpression>())
        {
            if (stores.Contains(name) && name.Parent is not AugmentedAssignStatement)
            {
                continue;
            }

            foreach (var binding in Reaching(name))
            {
                binding.Uses.Add(name);
            }
        }
    }
}
