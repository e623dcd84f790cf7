using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Arithmetic of floats.</content>
internal sealed partial class Evaluator
{
    private Value Floats(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        var isWhole = left.Kind != PythonKind.Float && right.Kind != PythonKind.Float;
        if (isWhole && !(AsInt(left).Range.IsWithin(Interval.Exact) && AsInt(right).Range.IsWithin(Interval.Exact)) && !IsPowerOfTwo(right))
        {
            throw Refuse(ReasonCode.InexactMath, "/ between ints that may be larger than 2^53 rounds differently", at);
        }

        if (op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply && MayBeWhole(left) && MayBeWhole(right))
        {
            return MaybeWhole(op, left, right, at);
        }

        if (op is not (BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide) && (left.IntWhen ?? right.IntWhen) is not null)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "an operator on a number that is an int on one path and a float on another", at);
        }

        var (x, y) = (AsDouble(left, at), AsDouble(right, at));
        if (x.Value is double a && y.Value is double b && FoldFloats(op, a, b) is { } folded)
        {
            return FloatOf(folded);
        }

        switch (op)
        {
            case BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply:
                var sign = op switch { BinaryOperator.Add => "+", BinaryOperator.Subtract => "-", _ => "*" };
                return new Value(PythonKind.Float) { Node = factory.Call(sign, SparkType.Double, x, y), MayBeNan = true };
            case BinaryOperator.Divide:
                Raise(right.Kind == PythonKind.Float ? Equal(y, factory.Number(0)) : NumbersEqual(AsInt(right), Integer(0), at), "ZeroDivisionError");
                return new Value(PythonKind.Float) { Node = factory.PartialCall("/", SparkType.Double, x, y), MayBeNan = !isWhole };
            case BinaryOperator.Modulo when y.Value is double by && by > 0 && double.IsFinite(by):
                var rest = factory.Call("%", SparkType.Double, x, y);
                var zero = factory.Number(0);
                var node = factory.Case(Equal(rest, zero), zero, factory.Case(factory.Call("<", SparkType.Boolean, rest, zero), factory.Call("+", SparkType.Double, rest, y), rest));
                return new Value(PythonKind.Float) { Node = node, MayBeNan = true };
            default:
                throw Refuse(ReasonCode.InexactMath, "an operator on floats that Python and the JVM round differently", at);
        }
    }

    private static bool MayBeWhole(Value value) => value.Kind != PythonKind.Float || value.IntWhen is not null;

    /// <summary>Both may be ints: the result is then an int, exact while it is small, and never -0.0.</summary>
    private Value MaybeWhole(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        Value Of(Value value) => value.Kind == PythonKind.Float ? value : AsInt(value);
        var (a, b) = (Of(left), Of(right));
        var range = op switch { BinaryOperator.Add => a.Range + b.Range, BinaryOperator.Subtract => a.Range - b.Range, _ => a.Range * b.Range };
        if (!range.IsWithin(Interval.Exact) || !a.Range.IsWithin(Interval.Exact) || !b.Range.IsWithin(Interval.Exact) || (op == BinaryOperator.Multiply && (IsUnsure(a) || IsUnsure(b))))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "a number that is an int on one path and a float on another", at);
        }

        var sign = op switch { BinaryOperator.Add => "+", BinaryOperator.Subtract => "-", _ => "*" };
        var node = factory.Call(sign, SparkType.Double, AsDouble(a, at), AsDouble(b, at));
        var when = factory.And(a.IntWhen ?? factory.True, b.IntWhen ?? factory.True);
        return new Value(PythonKind.Float)
        {
            Node = op == BinaryOperator.Multiply ? factory.Case(when, factory.Call("+", SparkType.Double, node, factory.Number(0)), node) : node,
            MayBeNan = true,
            IntWhen = when,
            Range = range,
        };
    }

    private static bool IsPowerOfTwo(Value value) => value.Integer is { } whole && whole > 0 && whole.IsPowerOfTwo && whole < BigInteger.One << 60;

    private static double? FoldFloats(BinaryOperator op, double a, double b)
    {
        var result = op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide when b != 0 => a / b,
            _ => double.NaN,
        };
        return double.IsFinite(result) && !(result == 0 && double.IsNegative(result)) ? result : null;
    }

    /// <summary>The double nearest to a number, as Python converts it in mixed arithmetic.</summary>
    private Node AsDouble(Value value, PythonNode at)
    {
        var number = value.Kind == PythonKind.Float ? value : AsInt(value);
        return number.Node!.Type.IsWide
            ? throw Refuse(ReasonCode.InexactMath, "a large int meets a float", at)
            : number.Integer is { } whole && BigInteger.Abs(whole) > BigInteger.One << 53 ? factory.Number((double)whole) : factory.Cast(number.Node, SparkType.Double);
    }
}
