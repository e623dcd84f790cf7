using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

internal sealed partial class FrameFlow
{
    /// <summary>The loops around a node within its function, the innermost first.</summary>
    public IEnumerable<LoopContext> LoopsAround(PythonNode node)
    {
        for (var around = node.Parent; around is not null and not (FunctionDefinition or LambdaExpression or ClassDefinition); around = around.Parent)
        {
            switch (around)
            {
                case ForStatement loop when ResolvedModule.InBlock(loop.Body, node) && !IsRetry(loop, node):
                    yield return new LoopContext(loop, loop.Iterable, NamesOf(loop.Target), CountOf(loop.Iterable));
                    break;
                case WhileStatement loop when ResolvedModule.InBlock(loop.Body, node) && !IsRetry(loop, node):
                    yield return new LoopContext(loop, null, [], null);
                    break;
                case ListComprehension or SetComprehension or DictComprehension or GeneratorExpression:
                    var clauses = ClausesOf(around);
                    if (!ResolvedModule.Contains(clauses[0].Iterable, node))
                    {
                        yield return new LoopContext(around, clauses[0].Iterable, [.. clauses.SelectMany(clause => NamesOf(clause.Target))], CountOf(clauses[0].Iterable));
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The innermost loop around a node that runs more than a few times, or absent.</summary>
    public LoopContext? LongLoopAround(PythonNode node) => LoopsAround(node).FirstOrDefault(loop => loop.IsLong);

    /// <summary>Whether a node reads one of the names.</summary>
    public bool Mentions(PythonNode node, IReadOnlyCollection<string> names) =>
        (node is NameExpression itself && names.Contains(itself.Name)) || Module.Module.Below(node).Any(below => below is NameExpression name && names.Contains(name.Name));

    /// <summary>The items of a literal, through a variable that has one value and through <c>enumerate</c>, <c>zip</c>, <c>items</c>; absent when not literal.</summary>
    public IReadOnlyList<PythonExpression>? ItemsOf(PythonExpression expression) => expression switch
    {
        ListExpression list => list.Elements,
        TupleExpression tuple => tuple.Elements,
        SetExpression set => set.Elements,
        DictExpression map => map.Values,
        NameExpression name when Followed(name) is { } value && value is not NameExpression => ItemsOf(value),
        CallExpression { Function: NameExpression { Name: "enumerate" or "zip" or "sorted" or "set" or "list" or "tuple" or "reversed" }, Arguments: [var first, ..] } => ItemsOf(first),
        CallExpression { Function: AttributeExpression { Name: "items" or "keys" or "values", Value: var map } } => ItemsOf(map),
        _ => null,
    };

    /// <summary>How many items an iterable has at most, when the source says so.</summary>
    public long? CountOf(PythonExpression iterable) => iterable switch
    {
        ListComprehension { Clauses: [var only] } => CountOf(only.Iterable),
        NameExpression name when Followed(name) is ListComprehension { Clauses: [var only] } => CountOf(only.Iterable),
        CallExpression { Function: NameExpression { Name: "range" }, Arguments: [ConstantExpression { Integer: { } count }] } => count,
        CallExpression { Function: NameExpression { Name: "range" }, Arguments: [ConstantExpression { Integer: { } from }, ConstantExpression { Integer: { } to }] } => Math.Max(0, to - from),
        _ => ItemsOf(iterable) is { } items && !items.Any(item => item is StarredExpression) ? items.Count : null,
    };

    /// <summary>A loop that is left as soon as what is tried in it works: the node runs once.</summary>
    private bool IsRetry(PythonStatement loop, PythonNode node)
    {
        for (var around = node.Parent; around is not null && around != loop; around = around.Parent)
        {
            if (around is TryStatement attempt && ResolvedModule.InBlock(attempt.Body, node)
                && attempt.Body.Concat(attempt.Otherwise).Any(statement => Module.Module.Below(statement).Prepend(statement).Any(inner => inner is BreakStatement or ReturnStatement)))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<ComprehensionClause> ClausesOf(PythonNode comprehension) => comprehension switch
    {
        ListComprehension list => list.Clauses,
        SetComprehension set => set.Clauses,
        DictComprehension map => map.Clauses,
        GeneratorExpression generator => generator.Clauses,
        _ => [],
    };

    /// <summary>The names that a target binds.</summary>
    public static IReadOnlyList<string> NamesOf(PythonExpression target) => target switch
    {
        NameExpression name => [name.Name],
        TupleExpression tuple => [.. tuple.Elements.SelectMany(NamesOf)],
        ListExpression list => [.. list.Elements.SelectMany(NamesOf)],
        StarredExpression starred => NamesOf(starred.Value),
        _ => [],
    };
}
