using System.Collections.Immutable;
using System.Numerics;
using Stoker.PySpark.Rewriting.Native;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>What is certain on the path that is being evaluated. Immutable.</summary>
internal sealed class Facts(NodeFactory factory, ImmutableDictionary<Node, bool> truths, ImmutableDictionary<Node, Interval> ranges)
{
    public Facts(NodeFactory factory)
        : this(factory, ImmutableDictionary<Node, bool>.Empty, ImmutableDictionary<Node, Interval>.Empty)
    {
    }

    /// <summary>These facts and that <paramref name="condition"/> is <paramref name="truth"/>.</summary>
    public Facts With(Node condition, bool truth)
    {
        if (condition.Is("not"))
        {
            return With(condition.Parts[0], !truth);
        }

        if (condition.Is(truth ? "and" : "or"))
        {
            return With(condition.Parts[0], truth).With(condition.Parts[1], truth);
        }

        if (truth && condition.Is("in"))
        {
            return new Facts(factory, truths.SetItem(condition, true).SetItem(factory.IsNull(condition.Parts[0]), false), ranges);
        }

        var facts = new Facts(factory, truths.SetItem(condition, truth), ranges);
        return condition.Kind == NodeKind.Call && condition.Parts.Count == 2 ? facts.WithComparison(condition, truth) : facts;
    }

    /// <summary>The truth of a condition where it is certain.</summary>
    public bool? Decide(Node condition)
    {
        if (condition.Value is bool constant)
        {
            return constant;
        }

        if (truths.TryGetValue(condition, out var truth))
        {
            return truth;
        }

        if (condition.Is("not"))
        {
            return !Decide(condition.Parts[0]);
        }

        if (condition.Is("and"))
        {
            var (left, right) = (Decide(condition.Parts[0]), Decide(condition.Parts[1]));
            return left == false || right == false ? false : left == true && right == true ? true : null;
        }

        if (condition.Is("or"))
        {
            var (left, right) = (Decide(condition.Parts[0]), Decide(condition.Parts[1]));
            return left == true || right == true ? true : left == false && right == false ? false : null;
        }

        return condition is { Kind: NodeKind.Call, Parts.Count: 2 } && RangeOf(condition.Parts[0]) is { } a && RangeOf(condition.Parts[1]) is { } b
            ? Compare(condition.Name, a, b)
            : null;
    }

    public bool IsCertain(Node condition, bool truth) => Decide(condition) == truth;

    /// <summary>The range of a whole number, given what its type and operators say.</summary>
    public Interval Narrow(Node node, Interval range) => ranges.TryGetValue(node, out var known) ? range.Intersect(known) : range;

    private Interval? RangeOf(Node node) =>
        node.Value is BigInteger whole ? Interval.Of(whole)
        : ranges.TryGetValue(node, out var known) ? known
        : node.Is("length") || node.Is("size") ? Interval.Length
        : null;

    private static bool? Compare(string op, Interval a, Interval b) => op switch
    {
        "<" => a.High < b.Low ? true : a.Low >= b.High ? false : null,
        "<=" => a.High <= b.Low ? true : a.Low > b.High ? false : null,
        ">" => a.Low > b.High ? true : a.High <= b.Low ? false : null,
        ">=" => a.Low >= b.High ? true : a.High < b.Low ? false : null,
        "<=>" => a.High < b.Low || a.Low > b.High ? false : null,
        _ => null,
    };

    private Facts WithComparison(Node condition, bool truth)
    {
        var (left, right) = (condition.Parts[0], condition.Parts[1]);
        var facts = this;
        if (condition.Name is not ("<" or "<=" or ">" or ">=" or "<=>"))
        {
            return facts;
        }

        if (truth)
        {
            facts = facts.WithNotNull(left, right, condition.Name).WithNotNull(right, left, condition.Name);
        }

        if (left.Type.Kind == SparkKind.Double)
        {
            return truth ? facts.WithFloat(condition.Name, left, right) : facts;
        }

        var op = truth ? condition.Name : Opposite(condition.Name);
        facts = right.Value is BigInteger high ? facts.WithRange(left, op, high) : facts;
        return left.Value is BigInteger low ? facts.WithRange(right, Mirror(op), low) : facts;
    }

    private Facts WithNotNull(Node node, Node other, string op) =>
        node.IsLiteral || (op == "<=>" && other is not { Kind: NodeKind.Literal, Value: not null })
            ? this
            : new Facts(factory, truths.SetItem(factory.IsNull(node), false), ranges);

    private Facts WithFloat(string op, Node left, Node right)
    {
        var facts = this;
        if (right.Value is double bound)
        {
            facts = new Facts(factory, op is "<" or "<=" or "<=>" ? truths.SetItem(factory.Call("isnan", SparkType.Boolean, left), false) : truths, ranges);
            var excludesZero = op switch { "<" => bound <= 0, "<=" => bound < 0, ">" => bound >= 0, ">=" => bound > 0, "<=>" => bound != 0, _ => false };
            if (excludesZero)
            {
                facts = new Facts(factory, facts.Truths.SetItem(factory.Call("<=>", SparkType.Boolean, left, factory.Number(0)), false), ranges);
            }

            var (below, above) = (op is "<" or "<=" or "<=>" && bound <= 9e18, op is ">" or ">=" or "<=>" && bound >= -9e18);
            facts = below ? facts.WithFalse(">=", left, 9223372036854775808.0).WithFalse("<=>", left, double.PositiveInfinity) : facts;
            facts = above ? facts.WithFalse("<", left, -9223372036854775808.0).WithFalse("<=>", left, double.NegativeInfinity) : facts;
            var excludesNegative = op switch { ">" or ">=" or "<=>" => bound >= 0, _ => false };
            if (excludesNegative)
            {
                facts = new Facts(factory, facts.Truths.SetItem(factory.Call("<", SparkType.Boolean, left, factory.Number(0)), false), ranges);
            }
        }

        return facts;
    }

    private Facts WithFalse(string op, Node left, double bound) =>
        new(factory, truths.SetItem(factory.Call(op, SparkType.Boolean, left, factory.Number(bound)), false), ranges);

    private ImmutableDictionary<Node, bool> Truths => truths;

    private Facts WithRange(Node node, string op, BigInteger bound)
    {
        var known = ranges.TryGetValue(node, out var range) ? range : RangeOf(node) ?? (node.Type.IsInteger ? Interval.Of(node.Type) : (Interval?)null);
        if (known is not { } before)
        {
            return this;
        }

        Interval after = op switch
        {
            "<" => before with { High = BigInteger.Min(before.High, bound - 1) },
            "<=" => before with { High = BigInteger.Min(before.High, bound) },
            ">" => before with { Low = BigInteger.Max(before.Low, bound + 1) },
            ">=" => before with { Low = BigInteger.Max(before.Low, bound) },
            "<=>" => Interval.Of(bound),
            "<>" when before.Low == bound => before with { Low = bound + 1 },
            "<>" when before.High == bound => before with { High = bound - 1 },
            _ => before,
        };
        return after.Low > after.High ? this : new Facts(factory, truths, ranges.SetItem(node, after));
    }

    private static string Opposite(string op) => op switch { "<" => ">=", "<=" => ">", ">" => "<=", ">=" => "<", _ => "<>" };

    private static string Mirror(string op) => op switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", _ => op };
}
