using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Operators between Series, and between a Series and a constant. NULL and NaN both mean a missing element, which stays so.</content>
internal sealed partial class Evaluator
{
    private Value SeriesArithmetic(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        if (op is BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.BitXor)
        {
            var (p, q) = (Truths(left, at).Node!, Truths(right, at).Node!);
            return Like(left, right, SeriesOfTruths(op switch { BinaryOperator.BitAnd => factory.And(p, q), BinaryOperator.BitOr => factory.Or(p, q), _ => factory.Not(Equal(p, q)) }));
        }

        var (a, b) = (ElementOf(Typed(left, at), at), ElementOf(Typed(right, at), at));
        if (a.Kind == PythonKind.Text && b.Kind == PythonKind.Text && op == BinaryOperator.Add)
        {
            return Like(left, right, SeriesOf(TextNode(Concat(a.Node!, b.Node!)) with { IsNullable = a.IsNullable || b.IsNullable }));
        }

        if (a.Kind is not (PythonKind.Int or PythonKind.Float) || b.Kind is not (PythonKind.Int or PythonKind.Float))
        {
            throw Refuse(ReasonCode.PandasBatch, $"an operator between {Named(a)} and {Named(b)} in a Series", at);
        }

        if (a.Kind == PythonKind.Int && b.Kind == PythonKind.Int && op != BinaryOperator.Divide)
        {
            return SeriesWholes(op, left, right, at);
        }

        return Like(left, right, SeriesOf(op switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply =>
                Floating(factory.Call(op switch { BinaryOperator.Add => "+", BinaryOperator.Subtract => "-", _ => "*" }, SparkType.Double, AsFloats(a, at).Node!, AsFloats(b, at).Node!), a, b),
            BinaryOperator.Divide => Quotient(AsFloats(a, at), AsFloats(b, at)),
            BinaryOperator.Power when a.Kind == PythonKind.Float && (right.Integer == 2 || right.Float == 2) => Floating(factory.Call("*", SparkType.Double, a.Node!, a.Node!), a, a),
            _ => throw Refuse(ReasonCode.InexactMath, "an operator on floats that NumPy and the JVM round differently", at),
        }));
    }

    private static Value Like(Value left, Value right, Value result) => result with { IsArray = (left.Kind != PythonKind.Series || left.IsArray) && (right.Kind != PythonKind.Series || right.IsArray) };

    private static Value Floating(Node node, Value a, Value b) => new(PythonKind.Float) { Node = node, MayBeNan = true, IsNullable = a.IsNullable || b.IsNullable };

    /// <summary>Ints in the width of the Series; where a batch holds them as floats the result must be exact as well.</summary>
    private Value SeriesWholes(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        var (a, b) = (left.Kind == PythonKind.Series ? left.Element! : left, right.Kind == PythonKind.Series ? right.Element! : right);
        var bits = Math.Max(left.Kind == PythonKind.Series ? left.Bits : 0, right.Kind == PythonKind.Series ? right.Bits : 0);
        var mayBeFloats = left.MayBeFloats || right.MayBeFloats;
        var holds = bits == 32 ? Interval.Of(SparkType.Int) : Interval.Long;
        var isDivision = op is BinaryOperator.FloorDivide or BinaryOperator.Modulo;
        if (op is not (BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply) && !(isDivision && right.Integer is { } by && by > 0))
        {
            throw Refuse(ReasonCode.PandasBatch, "an operator on a Series of ints that has no exact native form", at);
        }

        if (mayBeFloats && !(a.Range.IsWithin(Distinct) && b.Range.IsWithin(Distinct)))
        {
            throw Refuse(ReasonCode.PandasBatch, "a bigint is a float where a NULL is in its batch, so that what is beyond 2^53 depends on its neighbours", at);
        }

        var result = Wholes(op, a with { IsNullable = false }, b, at);
        return a.Range.IsWithin(holds) && b.Range.IsWithin(holds) && result.Range.IsWithin(holds) && (!mayBeFloats || result.Range.IsWithin(Distinct))
            ? Like(left, right, SeriesOf(result with { IsNullable = a.IsNullable || b.IsNullable }) with { MayBeFloats = mayBeFloats, Bits = bits })
            : throw Refuse(ReasonCode.PandasBatch, $"ints of {bits} bits wrap around, but are floats that do not where a NULL is in their batch", at);
    }

    /// <summary>NumPy divides by zero without a word: infinities and NaN, by the sign of the zero too.</summary>
    private Value Quotient(Value a, Value b)
    {
        var (x, y) = (a.Node!, b.Node!);
        var quotient = factory.PartialCall("/", SparkType.Double, x, y);
        if (y.Value is double constant && constant != 0)
        {
            return Floating(factory.Call("/", SparkType.Double, x, y), a, b);
        }

        var isZero = Equal(y, factory.Number(0));
        var isNegative = factory.Call("startswith", SparkType.Boolean, factory.Cast(y, SparkType.String), factory.Text("-"));
        var sign = factory.Call("<", SparkType.Boolean, x, factory.Number(0));
        var infinite = factory.Case(
            factory.Or(IsMissing(a), Equal(x, factory.Number(0))), factory.Number(double.NaN),
            factory.Case(Equal(sign, isNegative), factory.Number(double.PositiveInfinity), factory.Number(double.NegativeInfinity)));
        return Floating(factory.Case(isZero, infinite, quotient), a, b);
    }

    private Value SeriesComparison(ComparisonOperator op, Value left, Value right, PythonNode at)
    {
        if (left.Kind == PythonKind.None || right.Kind == PythonKind.None)
        {
            throw Refuse(ReasonCode.PandasBatch, "a Series is compared with None", at);
        }

        var (a, b) = (ElementOf(left, at), ElementOf(right, at));
        var there = factory.And(IsThere(a), IsThere(b));
        Node Compared(string sign) => InBoth(a, b, sign);
        return Like(left, right, SeriesOfTruths(op switch
        {
            ComparisonOperator.Equal => Compared("<=>"),
            ComparisonOperator.NotEqual => factory.Not(Compared("<=>")),
            ComparisonOperator.Less => Compared("<"),
            ComparisonOperator.LessOrEqual => Compared("<="),
            ComparisonOperator.Greater => Compared(">"),
            ComparisonOperator.GreaterOrEqual => Compared(">="),
            _ => throw Refuse(ReasonCode.PandasBatch, "'in' or 'is' with a Series", at),
        }));

        Node InBoth(Value x, Value y, string sign)
        {
            if (x.Kind == PythonKind.Text && y.Kind == PythonKind.Text && sign == "<=>")
            {
                return factory.And(there, factory.Call(sign, SparkType.Boolean, x.Node!, y.Node!));
            }

            if (x.Kind is not (PythonKind.Int or PythonKind.Float) || y.Kind is not (PythonKind.Int or PythonKind.Float))
            {
                throw Refuse(ReasonCode.PandasBatch, $"a Series compares {Named(x)} with {Named(y)}", at);
            }

            var wholes = x.Kind == PythonKind.Int && y.Kind == PythonKind.Int;
            if (wholes && !(x.Range.IsWithin(Distinct) || y.Range.IsWithin(Distinct)))
            {
                throw Refuse(ReasonCode.PandasBatch, "bigints are compared as floats where a NULL is in their batch", at);
            }

            var (p, q) = wholes ? (Whole(x), Whole(y)) : (AsFloats(x, at).Node!, AsFloats(y, at).Node!);
            return p.Value is double.NaN || q.Value is double.NaN ? factory.False : factory.And(there, factory.Call(sign, SparkType.Boolean, p, q));
        }
    }

    private Value SeriesUnary(UnaryOperator op, Value series, PythonNode at)
    {
        var element = Typed(series, at).Element!;
        return (op, element.Kind) switch
        {
            (UnaryOperator.Invert, PythonKind.Bool) => series with { Element = Boolean(factory.Not(Truths(series, at).Node!)) },
            (UnaryOperator.Plus, PythonKind.Int or PythonKind.Float) => series with { },
            (UnaryOperator.Minus, PythonKind.Float) => series with { Element = element with { Node = factory.Call("negative", SparkType.Double, element.Node!) } },
            (UnaryOperator.Minus, PythonKind.Int) => SeriesWholes(BinaryOperator.Subtract, Integer(0), series, at),
            _ => throw Refuse(ReasonCode.PandasBatch, $"an operator on a Series of {Several(element)}", at),
        };
    }

    /// <summary>One of two elements by a condition of the row.</summary>
    private Value SeriesChoice(Node condition, Value then, Value otherwise, PythonNode at)
    {
        var (a, b) = (ElementOf(Typed(then, at), at), ElementOf(Typed(otherwise, at), at));
        if (a.Text?.Contains('\0', StringComparison.Ordinal) == true || b.Text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw Refuse(ReasonCode.PandasBatch, "NumPy cuts a NUL at the end of a text", at);
        }

        // Of numbers NaN is the missing one; a text and NaN are no pair.
        if (a.Kind == PythonKind.Float && b.Kind == PythonKind.Int)
        {
            b = AsFloats(b, at);
        }
        else if (a.Kind == PythonKind.Int && b.Kind == PythonKind.Float)
        {
            a = AsFloats(a, at);
        }

        var isKnown = (a.Kind, b.Kind) is (PythonKind.Text, PythonKind.Text or PythonKind.None) or (PythonKind.None, PythonKind.Text) or (PythonKind.Int, PythonKind.Int) or (PythonKind.Float, PythonKind.Float) or (PythonKind.Bool, PythonKind.Bool);
        if (!isKnown)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"a Series is {Named(a)} in some rows and {Named(b)} in others", at);
        }

        var merged = Merge(condition, a, b, at) with { IsNullable = a.IsNullable || b.IsNullable || a.Kind == PythonKind.None || b.Kind == PythonKind.None };
        return SeriesOf(merged) with { Missing = MissingMark.Either, MayBeFloats = then.MayBeFloats || otherwise.MayBeFloats, Bits = Narrower(then, otherwise) };
    }

    /// <summary>A Series of one type, also where all of a batch are missing.</summary>
    private static Value Typed(Value series, PythonNode at) => series is { Missing: MissingMark.Untyped, Element.IsNullable: true }
        ? throw Refuse(ReasonCode.PandasBatch, "a Series that is of another type where all of a batch are missing: fillna() first", at)
        : series;

    private static int Narrower(Value a, Value b) => Math.Min(a.Bits == 0 ? 64 : a.Bits, b.Bits == 0 ? 64 : b.Bits);
}
