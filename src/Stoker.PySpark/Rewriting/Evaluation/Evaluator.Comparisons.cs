using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Comparisons: of what kinds of values, with None and NaN as Python has them.</content>
internal sealed partial class Evaluator
{
    private Node Comparison(CompareExpression compare)
    {
        var left = Evaluate(compare.Left);
        return ComparisonFrom(compare, left, 0);
    }

    private Node ComparisonFrom(CompareExpression compare, Value left, int at)
    {
        var right = Evaluate(compare.Comparators[at]);
        var condition = Compare(compare.Operators[at], left, right, compare);
        if (at + 1 == compare.Operators.Count)
        {
            return condition;
        }

        if (facts.Decide(condition) is { } known)
        {
            return known ? ComparisonFrom(compare, right, at + 1) : factory.False;
        }

        return factory.And(condition, Under(condition, true, () => ComparisonFrom(compare, right, at + 1)));
    }

    private Node Compare(ComparisonOperator op, Value left, Value right, PythonNode at)
    {
        if (left.Kind == PythonKind.Never || right.Kind == PythonKind.Never)
        {
            return factory.False;
        }

        if (op is not (ComparisonOperator.Is or ComparisonOperator.IsNot) && (left.Kind == PythonKind.Series || right.Kind == PythonKind.Series))
        {
            throw Refuse(ReasonCode.PandasBatch, "the truth of a Series", at);
        }

        return op switch
        {
            ComparisonOperator.Is => Same(left, right, at),
            ComparisonOperator.IsNot => factory.Not(Same(left, right, at)),
            ComparisonOperator.Equal => Equals(left, right, at),
            ComparisonOperator.NotEqual => factory.Not(Equals(left, right, at)),
            ComparisonOperator.In => Contains(right, left, at),
            ComparisonOperator.NotIn => factory.Not(Contains(right, left, at)),
            ComparisonOperator.Less => Ordered("<", left, right, at),
            ComparisonOperator.LessOrEqual => Ordered("<=", left, right, at),
            ComparisonOperator.Greater => Ordered(">", left, right, at),
            _ => Ordered(">=", left, right, at),
        };
    }

    private Node Same(Value left, Value right, PythonNode at)
    {
        if (left.Kind == PythonKind.None)
        {
            (left, right) = (right, left);
        }

        if (right.Kind == PythonKind.None)
        {
            return IsNone(left);
        }

        // True and False are single objects; nothing else is certain to be.
        return left.Kind == PythonKind.Bool && right is { Kind: PythonKind.Bool, IsConstant: true }
            ? Equal(left.Node!, right.Node!)
            : throw Refuse(ReasonCode.UnknownFunction, "'is' between values other than None", at);
    }

    private Node IsNone(Value value) =>
        value.Kind == PythonKind.None ? factory.True
        : value.Kind == PythonKind.Match ? factory.Not(value.Pattern!.Matched!)
        : value.Node is { } node && MayBeNone(value) ? factory.IsNull(node)
        : factory.False;

    private Node Equals(Value left, Value right, PythonNode at)
    {
        if (left.Kind == PythonKind.None || right.Kind == PythonKind.None)
        {
            return IsNone(left.Kind == PythonKind.None ? right : left);
        }

        if (left.IsNumber && right.IsNumber)
        {
            return NumbersEqual(left, right, at);
        }

        if (left.Kind == right.Kind)
        {
            switch (left.Kind)
            {
                case PythonKind.Text or PythonKind.Date or PythonKind.DateTime or PythonKind.Days:
                    return Equal(left.Node!, right.Node!);
                case PythonKind.List when left.Node!.Type.Equals(right.Node!.Type) && left.Element!.Kind == right.Element!.Kind && left.Element.Kind is PythonKind.Text or PythonKind.Int or PythonKind.Bool or PythonKind.Date:
                    return Equal(left.Node!, right.Node!);
                case PythonKind.Sequence when left.IsList == right.IsList:
                    return left.Items.Count != right.Items.Count
                        ? factory.False
                        : left.Items.Zip(right.Items).Aggregate(factory.True, (all, pair) => factory.And(all, Equals(pair.First, pair.Second, at)));
                default:
                    throw Refuse(ReasonCode.UnknownFunction, $"it compares {Named(left)} with {Named(right)}", at);
            }
        }

        if (left.Kind == PythonKind.List && right is { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0 })
        {
            return Present(left, Equal(SizeNode(left.Node!), factory.Int(0)));
        }

        // A str never equals a number; two Nones do.
        return IsPlain(left) && IsPlain(right) && !(IsTemporal(left) && IsTemporal(right))
            ? factory.And(IsNone(left), IsNone(right))
            : throw Refuse(ReasonCode.UnknownFunction, $"it compares {Named(left)} with {Named(right)}", at);
    }

    private static bool IsPlain(Value value) => value.IsNumber || value.Kind == PythonKind.Text || IsTemporal(value);

    private static bool IsTemporal(Value value) => value.Kind is PythonKind.Date or PythonKind.DateTime;

    private Node NumbersEqual(Value left, Value right, PythonNode at)
    {
        if (left.IsConstant && !right.IsConstant)
        {
            (left, right) = (right, left);
        }

        if (left.Beyond is { } beyond && facts.Decide(beyond) != false && right.Integer is not null)
        {
            return factory.And(factory.Not(beyond), NumbersEqual(left with { Beyond = null }, right, at));
        }

        if (left.Kind == PythonKind.Bool && right.Kind == PythonKind.Bool)
        {
            return Equal(left.Node!, right.Node!);
        }

        if (right.IsConstant && left.Kind != PythonKind.Float)
        {
            // An int or bool against a constant: exact, whatever the constant's type.
            if (right.Float is { } number && (!double.IsFinite(number) || number != Math.Floor(number)))
            {
                return factory.False;
            }

            var whole = right.Float is { } f ? new BigInteger(f) : right.Integer ?? (right.Node!.IsTrue ? BigInteger.One : BigInteger.Zero);
            if (left.Kind == PythonKind.Bool)
            {
                return whole.IsZero || whole.IsOne ? Equal(left.Node!, factory.Bool(whole.IsOne)) : factory.False;
            }

            return left.Range.Contains(whole) ? Equal(left.Node!, factory.Literal(whole, left.Node!.Type)) : factory.False;
        }

        if (left.Kind != PythonKind.Float && right.Kind != PythonKind.Float)
        {
            return Equal(Whole(left), Whole(right));
        }

        if (left.Kind != PythonKind.Float)
        {
            (left, right) = (right, left);
        }

        var (x, y) = (left.Node!, AsExactDouble(right, at));
        if (right is { IsConstant: true })
        {
            return y.Value is double.NaN ? factory.False : Equal(x, y);
        }

        var mayBothBeNan = left.MayBeNan && right.Kind == PythonKind.Float && right.MayBeNan;
        return mayBothBeNan ? factory.And(Equal(x, y), NotNan(x)) : Equal(x, y);
    }

    private Node NotNan(Node node) => factory.Not(factory.Call("isnan", SparkType.Boolean, node));

    /// <summary>The double of a number that converts exactly.</summary>
    private Node AsExactDouble(Value value, PythonNode at) => value.Kind switch
    {
        PythonKind.Float => value.Node!,
        PythonKind.Bool => factory.Cast(factory.Cast(value.Node!, SparkType.Int), SparkType.Double),
        _ when value.Range.IsWithin(Interval.Exact) => factory.Cast(value.Node!, SparkType.Double),
        _ => throw Refuse(ReasonCode.InexactMath, "it compares a float with an int that may be larger than 2^53", at),
    };

    private Node Ordered(string op, Value left, Value right, PythonNode at)
    {
        var comparable = (left.IsNumber && right.IsNumber) || (left.Kind == right.Kind && (left.Kind == PythonKind.Text || IsTemporal(left) || left.Kind == PythonKind.Days));
        if (!comparable)
        {
            if (left.Kind == PythonKind.Sequence && right.Kind == PythonKind.Sequence && left.Items.Count == right.Items.Count && left.IsList == right.IsList)
            {
                return OrderedItems(op, left, right, 0, at);
            }

            var plain = (IsPlain(left) || left.Kind == PythonKind.None) && (IsPlain(right) || right.Kind == PythonKind.None);
            if (!plain || (IsTemporal(left) && IsTemporal(right)))
            {
                throw Refuse(ReasonCode.UnknownFunction, $"it orders {Named(left)} and {Named(right)}", at);
            }

            RaiseAlways("TypeError");
            return factory.False;
        }

        (left, right) = (NotNone(left, "TypeError"), NotNone(right, "TypeError"));
        if (!left.IsNumber)
        {
            return left.IsConstant && right.IsConstant && left.Text is { } a && right.Text is { } b
                ? factory.Bool(Holds(op, Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))))
                : factory.Call(op, SparkType.Boolean, left.Node!, right.Node!);
        }

        return OrderedNumbers(op, left, right, at);
    }

    private static bool Holds(string op, int order) => op switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };

    private Node OrderedNumbers(string op, Value left, Value right, PythonNode at)
    {
        if (right.Beyond is not null && left.Integer is not null)
        {
            return OrderedNumbers(op switch { "<" => ">", "<=" => ">=", ">" => "<", _ => "<=" }, right, left, at);
        }

        if (left.Beyond is { } beyond && facts.Decide(beyond) != false && right.Integer is { } bounded && Interval.Long.Contains(bounded))
        {
            var sign = factory.Call(op[..1], SparkType.Boolean, left.Origin!, factory.Number(0));
            return factory.Case(beyond, sign, OrderedNumbers(op, left with { Beyond = null }, right, at));
        }

        if (left.Kind != PythonKind.Float && right.Kind != PythonKind.Float)
        {
            (left, right) = (AsInt(left), AsInt(right));
            var condition = factory.Call(op, SparkType.Boolean, ForCompare(left, right), ForCompare(right, left));
            return condition.Parts.All(part => part.IsLiteral)
                ? factory.Bool(Holds(op, ((BigInteger)condition.Parts[0].Value!).CompareTo((BigInteger)condition.Parts[1].Value!)))
                : condition;
        }

        if (left.Kind != PythonKind.Float && right.Float is { } bound && !(Math.Abs(bound) > 1e37))
        {
            return double.IsNaN(bound) ? factory.False : OrderedNumbers(op, left, Integer(RoundedBound(op, bound)), at);
        }

        if (right.Kind != PythonKind.Float && left.Float is not null)
        {
            return OrderedNumbers(op switch { "<" => ">", "<=" => ">=", ">" => "<", _ => "<=" }, right, left, at);
        }

        // In Spark NaN is greater than all else, in Python every comparison with it is false: only the greater side needs a guard.
        var greater = op is "<" or "<=" ? right : left;
        var (x, y) = (AsExactDouble(left, at), AsExactDouble(right, at));
        if (x.Value is double.NaN || y.Value is double.NaN)
        {
            return factory.False;
        }

        if (x.Value is double p && y.Value is double q)
        {
            return factory.Bool(Holds(op, p.CompareTo(q)));
        }

        var ordered = factory.Call(op, SparkType.Boolean, x, y);
        return greater is { Kind: PythonKind.Float, MayBeNan: true } ? factory.And(ordered, NotNan(greater.Node!)) : ordered;
    }

    /// <summary>The whole number that bounds a whole number just as the float does.</summary>
    private static BigInteger RoundedBound(string op, double bound) => new(op is "<" or ">=" ? Math.Ceiling(bound) : Math.Floor(bound));

    private Node ForCompare(Value value, Value other) => value.Kind == PythonKind.Bool
        ? factory.Cast(value.Node!, SparkType.Int)
        : other.Node!.Type.IsWide && !value.IsConstant ? factory.Cast(value.Node!, SparkType.Wide) : value.Node!;

    /// <summary>Tuples are ordered by their first differing items.</summary>
    private Node OrderedItems(string op, Value left, Value right, int at, PythonNode where)
    {
        if (at == left.Items.Count)
        {
            return factory.Bool(op is "<=" or ">=");
        }

        var equal = Equals(left.Items[at], right.Items[at], where);
        var rest = facts.Decide(equal) == false ? factory.False : Under(equal, true, () => OrderedItems(op, left, right, at + 1, where));
        var here = facts.Decide(equal) == true ? factory.False : Under(equal, false, () => Ordered(op, left.Items[at], right.Items[at], where));
        return factory.Case(equal, rest, here);
    }
}
