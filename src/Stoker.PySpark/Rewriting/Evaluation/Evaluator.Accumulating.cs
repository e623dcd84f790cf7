using System.Collections.Immutable;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Loops over data: a search for the first element, sums, texts and lists that grow, and state that is carried from element to element.</content>
internal sealed partial class Evaluator
{
    private static readonly Value NotFollowed = new(PythonKind.Unfollowed);

    /// <summary><c>for x in list: if test: … return value</c>, or <c>break</c>: the first element for which the test holds.</summary>
    private Outcome? TryFirstMatch(ForStatement loop, Value walked, Continuation rest, TryScope? within)
    {
        if (loop is not { Body: [IfStatement { Otherwise.Count: 0, Body: [.., ReturnStatement or BreakStatement] } test] } || !IsStraight([.. test.Body.SkipLast(1)]))
        {
            return null;
        }

        var (found, first) = Search(walked, value =>
        {
            Assign(loop.Target, value);
            return Condition(test.Test);
        });
        return Settle(within, () => facts.Decide(found) == false ? NotFound() : Split(found, Found, NotFound));

        Outcome Found()
        {
            Assign(loop.Target, first);
            return Run(test.Body[^1] is BreakStatement ? Continuation.Of([.. test.Body.SkipLast(1)], rest) : Continuation.Of(test.Body), within);
        }

        Outcome NotFound()
        {
            Forget(loop.Target);
            return Run(loop.Otherwise.Count > 0 ? Continuation.Of(loop.Otherwise, rest) : rest, within);
        }
    }

    /// <summary>What a loop leaves in its names is not followed.</summary>
    private void Forget(PythonExpression target)
    {
        foreach (var name in NamesIn(target))
        {
            locals = locals.SetItem(name, NotFollowed);
        }
    }

    private static IEnumerable<string> NamesIn(PythonNode node)
    {
        var children = new List<PythonNode>();
        node.AddChildren(children);
        return (node is NameExpression name ? [name.Name] : (IEnumerable<string>)[]).Concat(children.SelectMany(NamesIn));
    }

    /// <summary><c>for x in list: if x not in out: out.append(x)</c> of a list that is empty before.</summary>
    private bool TryDistinct(ForStatement loop, Value list)
    {
        if (loop is not { Target: NameExpression item, Otherwise.Count: 0, Body: [IfStatement { Otherwise.Count: 0, Test: CompareExpression { Left: NameExpression sought, Operators: [ComparisonOperator.NotIn], Comparators: [NameExpression into] } } test] }
            || sought.Name != item.Name || test.Body is not [ExpressionStatement { Value: CallExpression { Arguments: [NameExpression added] } call }] || added.Name != item.Name
            || AppendsTo(call) != into.Name || !locals.TryGetValue(into.Name, out var before) || before is not { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0, BoundWhen: null }
            || !IsPrivateList(into, call) || list.Element!.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Date))
        {
            return false;
        }

        Forget(item);
        locals = locals.SetItem(into.Name, list with { Node = factory.Call("array_distinct", list.Node!.Type, list.Node) });
        return true;
    }

    /// <summary>
    /// A loop whose body neither leaves it nor stops: what is only added to is summed, joined or concatenated over the elements; other names are carried along by a fold.
    /// </summary>
    private bool TryAccumulate(ForStatement loop, Value list)
    {
        var body = WithoutContinue(loop.Body);
        if (!IsStraight(body))
        {
            return false;
        }

        var targets = new HashSet<string>(StringComparer.Ordinal);
        body.ToList().ForEach(statement => AddTargets(statement, targets));
        targets.ExceptWith(NamesIn(loop.Target));
        var grown = targets.Where(name => locals.TryGetValue(name, out var start) && IsGrown(name, start, body)).ToList();
        var carried = targets.Where(name => locals.TryGetValue(name, out var start) && start.Kind != PythonKind.Unfollowed && start.BoundWhen is null && !grown.Contains(name)).ToList();
        var (before, outerOnRaise, outerCollects) = (locals, localsOnRaise, collectsRaises);
        collectsRaises = true;
        foreach (var name in targets)
        {
            // A handler of what the body raises would see a sum in part.
            localsOnRaise = (localsOnRaise ?? locals).SetItem(name, NotFollowed);
            locals = locals.SetItem(name, NotFollowed);
        }

        try
        {
            var after = carried.Count > 0 ? Folded(loop, body, list, before, carried, grown) : Grown(loop, body, list, before, grown);
            after ??= WithFloats(loop, body, list, before, [.. carried.Concat(grown)]);
            if (after is null)
            {
                locals = before;
                return false;
            }

            locals = targets.Concat(NamesIn(loop.Target)).Distinct(StringComparer.Ordinal).Aggregate(before, (names, name) => names.SetItem(name, after.GetValueOrDefault(name, NotFollowed)));
            return true;
        }
        finally
        {
            (localsOnRaise, collectsRaises) = (outerOnRaise, outerCollects);
        }
    }

    /// <summary><c>if test: continue</c> at the start is the rest under the opposite test.</summary>
    private static IReadOnlyList<PythonStatement> WithoutContinue(IReadOnlyList<PythonStatement> body) => body is [IfStatement { Otherwise.Count: 0, Body: [ContinueStatement] } skip, ..]
        ? [new IfStatement { Test = skip.Test, Body = [], Otherwise = WithoutContinue([.. body.Skip(1)]) }]
        : body;

    private static void AddTargets(PythonStatement statement, HashSet<string> into)
    {
        switch (statement)
        {
            case AssignStatement assign:
                into.UnionWith(assign.Targets.SelectMany(NamesIn));
                break;
            case AnnotatedAssignStatement annotated:
                into.UnionWith(NamesIn(annotated.Target));
                break;
            case AugmentedAssignStatement augmented:
                into.UnionWith(NamesIn(augmented.Target));
                break;
            case ExpressionStatement { Value: CallExpression call } when AppendsTo(call) is { } list:
                into.Add(list);
                break;
            case IfStatement branch:
                branch.Body.Concat(branch.Otherwise).ToList().ForEach(inner => AddTargets(inner, into));
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a name is only added to: an int, a text, or a list that nothing else holds.</summary>
    private bool IsGrown(string name, Value start, IReadOnlyList<PythonStatement> body)
    {
        var kind = start.Kind is PythonKind.Int or PythonKind.Text || start is { Kind: PythonKind.Sequence, IsList: true } or { Kind: PythonKind.List };
        return kind && start.BoundWhen is null && start.Beyond is null && !MayBeNone(start)
            && body.Sum(statement => NamesIn(statement).Count(mentioned => mentioned == name)) == body.Sum(statement => Additions(statement, name, start.Kind));
    }

    private static int Additions(PythonStatement statement, string name, PythonKind kind) => statement switch
    {
        AugmentedAssignStatement { Target: NameExpression target, Operator: BinaryOperator.Add } when target.Name == name => kind is PythonKind.Int or PythonKind.Text ? 1 : 0,
        AugmentedAssignStatement { Target: NameExpression target, Operator: BinaryOperator.Subtract } when target.Name == name => kind == PythonKind.Int ? 1 : 0,
        AssignStatement { Targets: [NameExpression target], Value: BinaryExpression { Operator: BinaryOperator.Add, Left: NameExpression left } } when target.Name == name && left.Name == name =>
            kind is PythonKind.Int or PythonKind.Text ? 2 : 0,
        ExpressionStatement { Value: CallExpression call } when AppendsTo(call) == name => kind is PythonKind.Sequence or PythonKind.List ? 1 : 0,
        IfStatement branch => branch.Body.Concat(branch.Otherwise).Sum(inner => Additions(inner, name, kind)),
        _ => 0,
    };

    private Value Zero(Value start) => start.Kind switch
    {
        PythonKind.Int => Integer(0),
        PythonKind.Text => TextOf(""),
        _ => new Value(PythonKind.Sequence) { IsList = true },
    };

    /// <summary>Each element adds on its own.</summary>
    private Dictionary<string, Value>? Grown(ForStatement loop, IReadOnlyList<PythonStatement> body, Value list, ImmutableDictionary<string, Value> before, List<string> grown)
    {
        if (grown.Count == 0)
        {
            return null;
        }

        var (raisesBefore, factsBefore) = (raises.Count, facts);
        var added = OverElements(list, element =>
        {
            locals = grown.Aggregate(locals, (names, name) => names.SetItem(name, Zero(before[name])));
            Assign(loop.Target, element);
            return Known(Straight(body, locals), grown);
        }, out var variable);
        if (grown.Any(name => before[name].Kind == PythonKind.Int && added[name].Kind == PythonKind.Float))
        {
            raises.RemoveRange(raisesBefore, raises.Count - raisesBefore);
            facts = factsBefore;
            return null;
        }

        var after = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var name in grown)
        {
            after[name] = Together(before[name], added[name], list, variable, loop);
        }

        return after;
    }

    /// <summary>Whether a value may be None is known where the element is looked at.</summary>
    private Dictionary<string, Value> Known(ImmutableDictionary<string, Value> after, IEnumerable<string> names) =>
        names.ToDictionary(name => name, name => after[name] is { Node: not null } value ? value with { IsNullable = MayBeNone(value) } : after[name], StringComparer.Ordinal);

    private Value Together(Value start, Value part, Value list, Node variable, ForStatement loop)
    {
        if (part.BoundWhen is not null || part.Kind == PythonKind.Never || MayBeNone(part) || part.Beyond is not null)
        {
            throw Refuse(ReasonCode.Loop, "what the loop adds may be None, or beyond 64 bits", loop);
        }

        switch (start.Kind)
        {
            case PythonKind.Int when part.Kind is PythonKind.Int or PythonKind.Bool:
                var whole = AsInt(part);
                var sum = whole.Integer is { } times
                    ? Wholes(BinaryOperator.Multiply, IntNode(SizeNode(list.Node!), Interval.Length), Integer(times), loop)
                    : Sum(ListOf(list, whole, variable), null, null!);
                return Arithmetic(BinaryOperator.Add, start, sum, loop);
            case PythonKind.Text when part.Kind == PythonKind.Text:
                var joined = factory.Call("array_join", SparkType.String, ListOf(list, part, variable).Node!, factory.Text(""));
                return TextNode(start.Text is "" ? joined : factory.Call("concat", SparkType.String, start.Node!, joined));
            case PythonKind.Sequence or PythonKind.List when part is { Kind: PythonKind.Sequence, Items: [{ Kind: not PythonKind.None } single] }:
                return Appended(start, ListOf(list, single, variable), loop);
            case PythonKind.Sequence or PythonKind.List:
                var inner = part.Kind == PythonKind.List ? part : ListOfItems(part.Items, loop);
                var nested = factory.Call("transform", SparkType.Array(inner.Node!.Type), list.Node!, factory.Lambda([variable], inner.Node));
                return Appended(start, inner with { Node = factory.Call("flatten", inner.Node.Type, nested) }, loop);
            default:
                throw Refuse(ReasonCode.Loop, $"a loop that adds {Named(part)} to {Named(start)}", loop);
        }
    }

    private Value Appended(Value start, Value list, PythonNode at) => start.Kind == PythonKind.Sequence && start.Items.Count == 0 ? list : Arithmetic(BinaryOperator.Add, start, list, at);
}
