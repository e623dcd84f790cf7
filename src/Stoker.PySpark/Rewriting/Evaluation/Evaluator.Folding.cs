using System.Collections.Immutable;
using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Loops that carry state from element to element.</content>
internal sealed partial class Evaluator
{
    /// <summary>
    /// State is a struct that the native <c>aggregate</c> carries from element to element. Ranges of ints are those that the body keeps: if the state is within them before an element, it is
    /// so after it.
    /// </summary>
    private Dictionary<string, Value>? Folded(ForStatement loop, IReadOnlyList<PythonStatement> body, Value list, ImmutableDictionary<string, Value> before, List<string> carried, List<string> grown)
    {
        var sums = grown.Where(name => before[name].Kind == PythonKind.Int).ToList();
        if (sums.Count < grown.Count || carried.Any(name => before[name] is not { Kind: PythonKind.Int or PythonKind.Float or PythonKind.Text or PythonKind.Bool, Node: not null, Beyond: null } start || MayBeNone(start)))
        {
            return null;
        }

        var ranges = carried.ToDictionary(name => name, name => before[name].Kind == PythonKind.Int ? before[name].Range : default, StringComparer.Ordinal);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                if (TryFold(loop, body, list, before, carried, sums, ranges) is { } fold)
                {
                    return fold;
                }
            }
            catch (Refusal) when (attempt > 0)
            {
                throw Refuse(ReasonCode.IntOverflow, "a number that the loop carries along may leave 64 bits", loop);
            }
        }

        return null;
    }

    private Dictionary<string, Value>? TryFold(
        ForStatement loop, IReadOnlyList<PythonStatement> body, Value list, ImmutableDictionary<string, Value> before, List<string> carried, List<string> sums, Dictionary<string, Interval> ranges)
    {
        SparkType TypeOf(string name) => before[name].Kind == PythonKind.Int ? SparkType.Long : before[name].Node!.Type;
        var names = carried.Concat(sums).ToList();
        var type = SparkType.Struct([.. names.Select((name, i) => ($"s{i}", TypeOf(name)))]);
        var state = factory.Variable(type);
        Node Field(Node of, string name) => factory.Call(".", TypeOf(name), of, factory.Text($"s{names.IndexOf(name)}"));
        var (variable, element) = Bound(list);
        var (after, raised) = Within(() =>
        {
            foreach (var name in carried)
            {
                locals = locals.SetItem(name, before[name] with { Node = Field(state, name), IsNullable = false, MayBeNan = before[name].Kind == PythonKind.Float, Range = ranges[name], MostCharacters = null });
            }

            locals = sums.Aggregate(locals, (all, name) => all.SetItem(name, Integer(0)));
            Assign(loop.Target, element);
            return Known(Straight(body, locals), names);
        });
        var isKept = true;
        foreach (var name in names)
        {
            var value = after[name];
            value = value.Kind == PythonKind.Bool && sums.Contains(name) ? AsInt(value) : value;
            if (value.Kind != before[name].Kind || value.Beyond is not null || value.IntWhen is not null || value.BoundWhen is not null || MayBeNone(value) || (value.Kind == PythonKind.Int && Whole(value).Type.IsWide))
            {
                return null;
            }

            if (carried.Contains(name) && value.Kind == PythonKind.Int && !value.Range.IsWithin(ranges[name]))
            {
                // Wider next time: first what was seen, then all of 64 bits.
                isKept = false;
                ranges[name] = value.Range.Union(ranges[name]) is var wider && wider.IsWithin(Interval.Of(SparkType.Int)) && ranges[name] == before[name].Range ? wider : Interval.Long;
            }
        }

        if (!isKept)
        {
            return null;
        }

        if (raised.Any(one => Reads(one.Condition, state)))
        {
            throw Refuse(ReasonCode.Loop, "whether the loop raises depends on what it carries along", loop);
        }

        foreach (var (condition, exception, _, visible) in raised)
        {
            Raise(factory.Call("exists", SparkType.Boolean, list.Node!, factory.Lambda([variable], condition)), exception, visible);
        }

        var totals = sums.ToDictionary(name => name, name => Total(before[name].Range, AsInt(after[name]).Range), StringComparer.Ordinal);
        if (totals.Values.Any(range => !range.IsWithin(Interval.Long)) || raised.Select(one => one.Exception).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return null;
        }

        Node After(string name) => sums.Contains(name)
            ? factory.Call("+", SparkType.Long, Field(state, name), Whole(AsInt(after[name])))
            : before[name].Kind == PythonKind.Int ? Whole(after[name]) : after[name].Node!;
        var start = factory.Call("named_struct", type, [.. names.SelectMany((name, i) => new[] { factory.Text($"s{i}"), before[name].Kind == PythonKind.Int ? Whole(before[name]) : before[name].Node! })]);
        var next = factory.Call("named_struct", type, [.. names.SelectMany((name, i) => new[] { factory.Text($"s{i}"), factory.Cast(After(name), TypeOf(name)) })]);
        var fold = factory.Call("aggregate", type, list.Node!, start, factory.Lambda([state, variable], next));
        return names.ToDictionary(
            name => name,
            name => before[name] with
            {
                Node = Field(fold, name),
                IsNullable = false,
                MostCharacters = null,
                MayBeNan = before[name].Kind == PythonKind.Float,
                Range = sums.Contains(name) ? totals[name] : ranges[name],
            },
            StringComparer.Ordinal);
    }

    private static Interval Total(Interval start, Interval part) => new(
        start.Low + (BigInteger.Min(0, part.Low) * int.MaxValue), start.High + (BigInteger.Max(0, part.High) * int.MaxValue));

    private static bool Reads(Node node, Node variable) => node == variable || node.Parts.Any(part => Reads(part, variable));

    /// <summary>A sum of floats that starts at the int 0: it stays an int when there is nothing to add.</summary>
    private Dictionary<string, Value>? WithFloats(ForStatement loop, IReadOnlyList<PythonStatement> body, Value list, ImmutableDictionary<string, Value> before, List<string> names)
    {
        var promoted = names.Where(name => before[name] is { Kind: PythonKind.Int, Integer: { } start } && new Interval(-1000, 1000).Contains(start) && !body.Any(statement => Scales(statement, name))).ToList();
        foreach (var subset in promoted.Count == 1 ? [promoted] : promoted.Select(name => new List<string> { name }).Append(promoted))
        {
            if (subset.Count == 0)
            {
                continue;
            }

            var from = subset.Aggregate(before, (all, name) => all.SetItem(name, FloatOf((double)before[name].Integer!.Value)));
            if (Folded(loop, body, list, from, [.. names], []) is not { } after)
            {
                continue;
            }

            foreach (var name in subset)
            {
                var always = body.Any(statement => Additions(statement, name, PythonKind.Int) > 0 && statement is not IfStatement);
                after[name] = after[name] with
                {
                    IntWhen = always ? Equal(SizeNode(list.Node!), factory.Int(0)) : factory.Null(SparkType.Boolean),
                    Range = before[name].Range,
                };
            }

            return after;
        }

        return null;
    }

    /// <summary>Whether a name is negated or multiplied, which makes -0.0 of a float zero and 0 of an int.</summary>
    private static bool Scales(PythonStatement statement, string name) => Everything(statement).Any(node => node switch
    {
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: NameExpression operand } => operand.Name == name,
        BinaryExpression { Operator: BinaryOperator.Multiply } product => new[] { product.Left, product.Right }.OfType<NameExpression>().Any(side => side.Name == name),
        AugmentedAssignStatement { Operator: BinaryOperator.Multiply, Target: NameExpression target } => target.Name == name,
        _ => false,
    });
}
