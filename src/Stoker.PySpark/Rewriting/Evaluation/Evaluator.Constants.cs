using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Constants, and values made of nodes.</content>
internal sealed partial class Evaluator
{
    private Value Constant(ConstantExpression constant) => constant.Kind switch
    {
        ConstantKind.None => new Value(PythonKind.None),
        ConstantKind.True => Boolean(factory.True),
        ConstantKind.False => Boolean(factory.False),
        ConstantKind.Text => TextOf(constant.Value),
        ConstantKind.Integer => Integer(BigInteger.Parse(constant.Value, CultureInfo.InvariantCulture)),
        ConstantKind.Float => FloatOf(ParseFloat(constant.Value)),
        _ => throw Refuse(ReasonCode.UnknownFunction, "a constant that has no native form", constant),
    };

    private static double ParseFloat(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private Value Integer(BigInteger value) => new(PythonKind.Int)
    {
        Node = Interval.Of(value).IsWide ? factory.Whole(value) : throw Refuse(ReasonCode.IntOverflow, "an int of more than 38 digits", null),
        Range = Interval.Of(value),
    };

    private Value FloatOf(double value) => new(PythonKind.Float) { Node = factory.Number(value), MayBeNan = double.IsNaN(value) };

    private Value TextOf(string value) => HasLoneSurrogate(value)
        ? throw Refuse(ReasonCode.UnicodeTables, "a lone surrogate", null)
        : TextNode(factory.Text(value));

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }

    private static Value TextNode(Node node) => new(PythonKind.Text) { Node = node };

    private static Value Boolean(Node node) => new(PythonKind.Bool) { Node = node };

    private Value IntNode(Node node, Interval range) => new(PythonKind.Int) { Node = node, Range = facts.Narrow(node, range) };
}
