using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content><c>int()</c> and <c>float()</c>.</content>
internal sealed partial class Evaluator
{
    private const string WholeText = "^[+-]?[0-9]+(_[0-9]+)*\\z";
    private const string Digits = "[0-9]+(_[0-9]+)*";
    private const string FloatText = $"^[+-]?({Digits}(\\.({Digits})?)?|\\.{Digits})([eE][+-]?{Digits})?\\z";

    private Value ToInt(Value value, PythonNode at)
    {
        value = NotNone(value, "TypeError");
        switch (value.Kind)
        {
            case PythonKind.Never:
                return value;
            case PythonKind.Int or PythonKind.Bool:
                return value.Kind == PythonKind.Bool ? AsInt(value) : value;
            case PythonKind.Float:
                return FromFloat(value.Node!, value, at);
            case PythonKind.Text:
                return FromText(value);
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"int() of {Named(value)}", at);
        }
    }

    private Value FromText(Value value)
    {
        var text = factory.Call("@number_text", SparkType.String, value.Node!);
        Raise(factory.Not(factory.Call("rlike", SparkType.Boolean, text, factory.Text(WholeText))), "ValueError");
        if (MostOf(value) is { } most and <= 18)
        {
            // So few digits always fit.
            var highest = BigInteger.Pow(10, most) - 1;
            return IntNode(factory.PartialCast(factory.Call("replace", SparkType.String, text, factory.Text("_"), factory.Text("")), SparkType.Long), new Interval(most > 1 ? -(BigInteger.Pow(10, most - 1) - 1) : 0, highest));
        }

        var digits = factory.Call("replace", SparkType.String, text, factory.Text("_"), factory.Text(""));

        // Python itself refuses more than 4300 digits.
        var length = Length(factory.Call("translate", SparkType.String, digits, factory.Text("+-"), factory.Text("")));
        Raise(factory.Call(">", SparkType.Boolean, length, factory.Int(4300)), "ValueError");
        var wide = factory.PartialCast(digits, SparkType.Wide);
        var fits = factory.Call("rlike", SparkType.Boolean, digits, factory.Text("^[+-]?0*[0-9]{1,38}\\z"));
        var outside = factory.Or(
            factory.Call(">", SparkType.Boolean, wide, factory.Literal(Interval.Long.High, SparkType.Long)),
            factory.Call("<", SparkType.Boolean, wide, factory.Literal(Interval.Long.Low, SparkType.Long)));
        return new Value(PythonKind.Int)
        {
            Node = factory.PartialCast(wide, SparkType.Long),
            Range = Interval.Long,
            Beyond = factory.Case(fits, outside, factory.True),
            Origin = factory.Case(factory.Call("startswith", SparkType.Boolean, digits, factory.Text("-")), factory.Number(-1), factory.Number(1)),
        };
    }

    /// <summary><c>int(text, 16)</c> of the digits of a hash.</summary>
    private Value FromHex(Value value, Value numberBase, PythonNode at)
    {
        if (numberBase.Integer is not { } radix || radix != 16 || value is not { Kind: PythonKind.Text, HexDigits: { } digits, Node: { } text } || MayBeNone(value))
        {
            throw Refuse(ReasonCode.UnknownFunction, "int() with a base, of other than digits of a hash", at);
        }

        return digits <= 15
            ? IntNode(FromHexDigits(text), new Interval(0, (BigInteger.One << (4 * digits)) - 1))
            : new Value(PythonKind.LongHex) { Node = text, HexDigits = digits };
    }

    private Node FromHexDigits(Node text) => factory.PartialCast(factory.Call("conv", SparkType.String, text, factory.Int(16), factory.Int(10)), SparkType.Long);

    /// <summary>Seven digits at a time, so that no step leaves 64 bits.</summary>
    private Value HexModulo(Value hex, long divisor)
    {
        const int Step = 7;
        Node? rest = null;
        for (var at = 0; at < hex.HexDigits; at += Step)
        {
            var count = (int)Math.Min(Step, hex.HexDigits!.Value - at);
            var part = FromHexDigits(factory.Call("substring", SparkType.String, hex.Node!, factory.Int(at + 1), factory.Int(count)));
            var sum = rest is null ? part : factory.Call("+", SparkType.Long, factory.Call("*", SparkType.Long, rest, factory.Whole(BigInteger.One << (4 * count))), part);
            rest = factory.Call("%", SparkType.Long, sum, factory.Whole(divisor));
        }

        return IntNode(rest!, new Interval(0, divisor - 1));
    }

    private Value ToFloat(Value value, PythonNode at)
    {
        if (value.Text is { } constant && constant.Trim().ToLowerInvariant() is "nan" or "inf" or "-inf" or "infinity" or "-infinity")
        {
            var name = value.Text!.Trim();
            return FloatOf(name.EndsWith("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN : name[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        }

        value = NotNone(value, "TypeError");
        switch (value.Kind)
        {
            case PythonKind.Never or PythonKind.Float:
                return value with { IntWhen = null };
            case PythonKind.Int or PythonKind.Bool:
                return new Value(PythonKind.Float) { Node = AsDouble(value, at) };
            case PythonKind.Text:
                break;
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"float() of {Named(value)}", at);
        }

        var text = factory.Call("@number_text", SparkType.String, value.Node!);
        var isNumber = factory.Call("rlike", SparkType.Boolean, text, factory.Text(FloatText));
        var isNan = factory.Call("rlike", SparkType.Boolean, text, factory.Text("^[+-]?[nN][aA][nN]\\z"));
        var isInfinite = factory.Call("rlike", SparkType.Boolean, text, factory.Text("^[+-]?[iI][nN][fF]([iI][nN][iI][tT][yY])?\\z"));
        Raise(factory.Not(factory.Or(isNumber, factory.Or(isNan, isInfinite))), "ValueError");
        var infinity = factory.Case(
            factory.Call("startswith", SparkType.Boolean, text, factory.Text("-")), factory.Number(double.NegativeInfinity), factory.Number(double.PositiveInfinity));
        var number = factory.PartialCast(factory.Call("replace", SparkType.String, text, factory.Text("_"), factory.Text("")), SparkType.Double);
        return new Value(PythonKind.Float)
        {
            Node = factory.Case(isNumber, number, factory.Case(isNan, factory.Number(double.NaN), infinity)),
            MayBeNan = true,
        };
    }
}
