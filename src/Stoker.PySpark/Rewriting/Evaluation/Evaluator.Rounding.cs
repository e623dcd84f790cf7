using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content><c>abs</c>, <c>round</c>, and floats that become ints.</content>
internal sealed partial class Evaluator
{
    private Value Absolute(Value number, PythonNode at)
    {
        switch (number.Kind)
        {
            case PythonKind.Never:
                return number;
            case PythonKind.Float:
                return number with { Node = factory.Call("abs", SparkType.Double, number.Node!) };
            default:
                var whole = AsInt(number);
                if (whole.Range.Low >= 0)
                {
                    return whole;
                }

                var high = BigInteger.Max(BigInteger.Abs(whole.Range.Low), BigInteger.Abs(whole.Range.High));
                var node = Whole(whole);
                node = high > Interval.Long.High ? factory.Cast(node, SparkType.Wide) : node;
                return high <= Interval.Long.High || new Interval(0, high).IsWide
                    ? IntNode(factory.Call("abs", node.Type, node), new Interval(0, high))
                    : throw Refuse(ReasonCode.IntOverflow, "abs() may need more than 38 digits", at);
        }
    }

    private Value Rounded(Value value, Value? digits, PythonNode at)
    {
        var number = NumberArgument(value, "round", at);
        if (number.Kind == PythonKind.Never)
        {
            return number;
        }

        if (number.Kind != PythonKind.Float)
        {
            return digits is null or { Integer: { Sign: >= 0 } } ? AsInt(number) : throw Refuse(ReasonCode.IntOverflow, "round() of an int to tens", at);
        }

        if (digits is { Kind: not PythonKind.None })
        {
            return digits.Integer is { } places && places >= 0 && places <= 8
                ? number with { Node = places.IsZero ? factory.Call("rint", SparkType.Double, number.Node!) : factory.Call($"@round{places}", SparkType.Double, number.Node!) }
                : throw Refuse(ReasonCode.InexactMath, "round() to tens, to more than 8 places, or to places that are not constant", at);
        }

        return FromFloat(factory.Call("rint", SparkType.Double, number.Node!), number, at);
    }

    /// <summary>A float without fraction as an int; NaN and infinities raise, what does not fit in 64 bits goes by decimal.</summary>
    private Value FromFloat(Node whole, Value number, PythonNode at)
    {
        var x = number.Node!;
        if (number.MayBeNan)
        {
            Raise(factory.Call("isnan", SparkType.Boolean, x), "ValueError");
        }

        Raise(factory.Or(Equal(x, factory.Number(double.PositiveInfinity)), Equal(x, factory.Number(double.NegativeInfinity))), "OverflowError");
        return new Value(PythonKind.Int)
        {
            Node = factory.PartialCast(whole, SparkType.Long),
            Range = Interval.Long,
            Origin = x,

            // rint, floor and ceil leave doubles of that size as they are.
            Beyond = factory.Or(
                factory.Call(">=", SparkType.Boolean, x, factory.Number(9223372036854775808.0)),
                factory.Call("<", SparkType.Boolean, x, factory.Number(-9223372036854775808.0))),
        };
    }
}
