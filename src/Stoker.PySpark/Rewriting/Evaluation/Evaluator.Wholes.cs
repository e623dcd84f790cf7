using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Ints, which have no width in Python.</content>
internal sealed partial class Evaluator
{
    /// <summary>A number as an int: a bool is 0 or 1.</summary>
    private Value AsInt(Value value) => value.Beyond is { } beyond && facts.Decide(beyond) != false
        ? throw Refuse(ReasonCode.IntOverflow, "an int made from a float or text may be beyond 64 bits", null)
        : value.Kind == PythonKind.Bool
        ? new Value(PythonKind.Int)
        {
            Node = value.Node!.IsLiteral ? factory.Whole(value.Node.IsTrue ? 1 : 0) : factory.Cast(value.Node, SparkType.Int),
            Range = value.Node.IsLiteral ? Interval.Of(value.Node.IsTrue ? 1 : 0) : new Interval(0, 1),
        }
        : value;

    /// <summary>The node of an int in a type that is wide enough to calculate with.</summary>
    private Node Whole(Value value)
    {
        var node = AsInt(value).Node!;
        return node.Type.IsWide ? node : factory.Cast(node, SparkType.Long);
    }

    private Node AsLong(Value value, PythonNode at) => Whole(value) is { Type.Kind: SparkKind.Long } node
        ? node
        : throw Refuse(ReasonCode.IntOverflow, "an int that may not fit in 64 bits", at);

    private Value Wholes(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        if (left.Integer is { } a && right.Integer is { } b && FoldWholes(op, a, b) is { } folded)
        {
            return Integer(folded);
        }

        switch (op)
        {
            case BinaryOperator.Add:
                return Ranged("+", left, right, left.Range + right.Range, at);
            case BinaryOperator.Subtract:
                return Ranged("-", left, right, left.Range - right.Range, at);
            case BinaryOperator.Multiply:
                return Ranged("*", left, right, left.Range * right.Range, at);
            case BinaryOperator.FloorDivide:
                return FloorDivided(left, right, at);
            case BinaryOperator.Modulo:
                return Modulo(left, right, at);
            case BinaryOperator.Power when right.Integer is { } power && power >= 0 && power <= 8:
                var product = Integer(1);
                for (var i = 0; i < power; i++)
                {
                    product = i == 0 ? left : Wholes(BinaryOperator.Multiply, product, left, at);
                }

                // An even power is not negative, which the ranges of equal factors do not know.
                return power.IsEven && power > 0 && product.Range.Low < 0 ? product with { Range = product.Range with { Low = 0 } } : product;
            case BinaryOperator.LeftShift when right.Integer is { } shift && shift >= 0 && shift < 64:
                return Wholes(BinaryOperator.Multiply, left, Integer(BigInteger.One << (int)shift), at);
            case BinaryOperator.RightShift when right.Integer is { } shift && shift >= 0 && shift < 64:
                return IntNode(
                    factory.Call("shiftright", SparkType.Long, AsLong(left, at), factory.Int((long)shift)),
                    new Interval(left.Range.Low >> (int)shift, left.Range.High >> (int)shift));
            case BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.BitXor:
                var name = op switch { BinaryOperator.BitAnd => "&", BinaryOperator.BitOr => "|", _ => "^" };
                var range = op == BinaryOperator.BitAnd && right.Integer is { } mask && mask >= 0 ? new Interval(0, mask) : Interval.Long;
                return IntNode(factory.Call(name, SparkType.Long, AsLong(left, at), AsLong(right, at)), range);
            default:
                throw Refuse(ReasonCode.IntOverflow, "an operator on ints that has no exact native form", at);
        }
    }

    private static BigInteger? FoldWholes(BinaryOperator op, BigInteger a, BigInteger b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.FloorDivide when !b.IsZero => (a - Mod(a, b)) / b,
        BinaryOperator.Modulo when !b.IsZero => Mod(a, b),
        BinaryOperator.Power when b >= 0 && b <= 64 => BigInteger.Pow(a, (int)b),
        BinaryOperator.LeftShift when b >= 0 && b <= 128 => a << (int)b,
        BinaryOperator.BitAnd => a & b,
        BinaryOperator.BitOr => a | b,
        BinaryOperator.BitXor => a ^ b,
        _ => null,
    };

    private static BigInteger Mod(BigInteger a, BigInteger b)
    {
        var rest = a % b;
        return !rest.IsZero && (rest < 0) != (b < 0) ? rest + b : rest;
    }

    private Value Ranged(string op, Value left, Value right, Interval range, PythonNode at)
    {
        var (x, y) = (Whole(left), Whole(right));
        if (range.IsWithin(Interval.Long) && x.Type.Kind == SparkKind.Long && y.Type.Kind == SparkKind.Long)
        {
            return IntNode(factory.Call(op, SparkType.Long, x, y), range);
        }

        return range.IsWide
            ? IntNode(factory.Call(op, SparkType.Wide, factory.Cast(x, SparkType.Wide), factory.Cast(y, SparkType.Wide)), range)
            : throw Refuse(ReasonCode.IntOverflow, "a Python int that may need more than 38 digits", at);
    }

    private Value FloorDivided(Value left, Value right, PythonNode at)
    {
        var (x, y) = (AsLong(left, at), AsLong(right, at));
        Raise(NumbersEqual(right, Integer(0), at), "ZeroDivisionError");
        var range = right.Integer is { } by && !by.IsZero
            ? new Interval(BigInteger.Min(FoldWholes(BinaryOperator.FloorDivide, left.Range.Low, by)!.Value, FoldWholes(BinaryOperator.FloorDivide, left.Range.High, by)!.Value),
                BigInteger.Max(FoldWholes(BinaryOperator.FloorDivide, left.Range.Low, by)!.Value, FoldWholes(BinaryOperator.FloorDivide, left.Range.High, by)!.Value))
            : new Interval(-BigInteger.Max(BigInteger.Abs(left.Range.Low), BigInteger.Abs(left.Range.High)), BigInteger.Max(BigInteger.Abs(left.Range.Low), BigInteger.Abs(left.Range.High)));
        if (right.Range.Low > 0 && left.Range.Low >= 0)
        {
            range = new Interval(0, range.High);
        }

        if (!range.IsWithin(Interval.Long) && right.Range.Contains(-1))
        {
            throw Refuse(ReasonCode.IntOverflow, "// may leave 64 bits when it divides by -1", at);
        }

        range = range.Intersect(Interval.Long);
        var quotient = factory.PartialCall("div", SparkType.Long, x, y);
        if (left.Range.Low >= 0 && right.Range.Low >= 0)
        {
            return IntNode(quotient, range);
        }

        var rest = factory.PartialCall("%", SparkType.Long, x, y);
        var zero = factory.Literal(BigInteger.Zero, SparkType.Long);
        var isShort = right.Integer is { } positive && positive > 0
            ? factory.Call("<", SparkType.Boolean, rest, zero)
            : factory.And(
                factory.Not(Equal(rest, zero)),
                factory.Not(Equal(factory.Call("<", SparkType.Boolean, rest, zero), factory.Call("<", SparkType.Boolean, y, zero))));
        return IntNode(
            factory.Call("-", SparkType.Long, quotient, factory.Case(isShort, factory.Literal(BigInteger.One, SparkType.Long), zero)), range);
    }

    private Value Modulo(Value left, Value right, PythonNode at)
    {
        var (x, y) = (AsLong(left, at), AsLong(right, at));
        Raise(NumbersEqual(right, Integer(0), at), "ZeroDivisionError");
        if (right.Integer is { } by && by > 0 && by < BigInteger.One << 62)
        {
            return IntNode(factory.Call(left.Range.Low >= 0 ? "%" : "pmod", SparkType.Long, x, y), new Interval(0, by - 1));
        }

        var rest = factory.PartialCall("%", SparkType.Long, x, y);
        var zero = factory.Literal(BigInteger.Zero, SparkType.Long);
        var isShort = factory.And(
            factory.Not(Equal(rest, zero)),
            factory.Not(Equal(factory.Call("<", SparkType.Boolean, rest, zero), factory.Call("<", SparkType.Boolean, y, zero))));
        var range = new Interval(BigInteger.Min(right.Range.Low, 0), BigInteger.Max(right.Range.High, 0));
        return IntNode(factory.Call("+", SparkType.Long, rest, factory.Case(isShort, y, zero)), range);
    }
}
