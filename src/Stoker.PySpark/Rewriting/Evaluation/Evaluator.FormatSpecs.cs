using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Format specifications: fill, alignment, sign, width, grouping, places, type.</content>
internal sealed partial class Evaluator
{
    private Node Specified(Value value, string spec, PythonNode at)
    {
        var match = FormatSpec().Match(spec);
        if (!match.Success)
        {
            throw Refuse(value.Kind == PythonKind.Float ? ReasonCode.FloatFormatting : ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at);
        }

        var (align, sign, zero, comma, type) = (match.Groups["align"].Value, match.Groups["sign"].Value, match.Groups["zero"].Success, match.Groups["comma"].Success, match.Groups["type"].Value);
        var fill = match.Groups["fill"].Success ? match.Groups["fill"].Value : zero ? "0" : " ";
        var width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        int? places = match.Groups["places"].Success ? int.Parse(match.Groups["places"].Value, CultureInfo.InvariantCulture) : null;
        var isText = value.Kind == PythonKind.Text;
        if (isText && (sign.Length > 0 || zero || comma || places is not null || type is not ("" or "s")) || (zero && comma) || sign == " ")
        {
            throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at);
        }

        var text = isText ? value.Node! : NumberText(value, type, places, comma, spec, at);
        text = sign == "+" ? factory.Case(factory.Call("startswith", SparkType.Boolean, text, factory.Text("-")), text, Concat(factory.Text("+"), text)) : text;
        if (width == 0)
        {
            return text;
        }

        align = align.Length > 0 ? align : isText ? "<" : zero ? "=" : ">";
        return align switch
        {
            "<" => Justified("ljust", text, width, fill, at),
            ">" => Justified("rjust", text, width, fill, at),
            "^" => Centered(text, width, fill, false),
            _ when fill == "0" => ZeroFilled(text, width),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at),
        };
    }

    private Node NumberText(Value value, string type, int? places, bool comma, string spec, PythonNode at)
    {
        if (type is "f" or "F" or "%")
        {
            var number = AsDouble(value, at);
            number = type == "%" ? factory.Call("*", SparkType.Double, number, factory.Number(100)) : number;
            if (places is > 8)
            {
                throw Refuse(ReasonCode.FloatFormatting, "more than 8 places of a float", at);
            }

            var text = factory.Call($"@fixed{places ?? 6}{(comma ? "g" : "")}", SparkType.String, number);
            return type == "F" ? factory.Call("upper", SparkType.String, text) : type == "%" ? Concat(text, factory.Text("%")) : text;
        }

        if (value.Kind == PythonKind.Float)
        {
            throw Refuse(ReasonCode.FloatFormatting, $"the format '{spec}' of a float: as many digits as it takes, which Python and the JVM choose differently", at);
        }

        if (places is not null || (value.Kind == PythonKind.Bool && type.Length == 0))
        {
            throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at);
        }

        var node = AsLong(AsInt(value), at);
        return type switch
        {
            "" or "d" => comma ? factory.Call("format_number", SparkType.String, node, factory.Int(0)) : factory.Cast(node, SparkType.String),
            "x" or "X" or "b" or "o" when !comma => InBase(AsInt(value), type, "", at),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of an int", at),
        };
    }

    private Value Prefixed(string name, Value number, PythonNode at) => number.Kind == PythonKind.Never ? number
        : number.Kind == PythonKind.Float ? RaiseAlways("TypeError")
        : TextNode(name switch { "hex" => InBase(AsInt(number), "x", "0x", at), "bin" => InBase(AsInt(number), "b", "0b", at), _ => InBase(AsInt(number), "o", "0o", at) });

    /// <summary>Python writes a sign before the digits of the absolute value; Java the two's complement.</summary>
    private Node InBase(Value number, string type, string prefix, PythonNode at)
    {
        var node = AsLong(number, at);
        if (number.Range.Low == Interval.Long.Low)
        {
            throw Refuse(ReasonCode.IntOverflow, "the digits of an int that may be the least bigint, which has no absolute value", at);
        }

        var size = number.Range.Low >= 0 ? node : factory.Call("abs", SparkType.Long, node);
        var digits = type switch
        {
            "x" => factory.Call("lower", SparkType.String, factory.Call("hex", SparkType.String, size)),
            "X" => factory.Call("hex", SparkType.String, size),
            "b" => factory.Call("bin", SparkType.String, size),
            _ => factory.Call("conv", SparkType.String, factory.Cast(size, SparkType.String), factory.Int(10), factory.Int(8)),
        };
        var text = Concat(factory.Text(prefix), digits);
        return number.Range.Low >= 0 ? text : Concat(factory.Case(factory.Call("<", SparkType.Boolean, node, factory.Literal(BigInteger.Zero, SparkType.Long)), factory.Text("-"), factory.Text("")), text);
    }

    /// <summary><c>str.center</c> gives an odd blank to the left where the width is odd, a format to the right.</summary>
    private Node Centered(Node text, int width, string fill, bool isMethod)
    {
        var missing = factory.Call("-", SparkType.Int, factory.Int(width), Length(text));
        var left = factory.Call("shiftright", SparkType.Int, missing, factory.Int(1));
        left = isMethod && width % 2 == 1 ? factory.Call("+", SparkType.Int, left, factory.Call("&", SparkType.Int, missing, factory.Int(1))) : left;
        var padded = factory.Call("lpad", SparkType.String, text, factory.Call("+", SparkType.Int, Length(text), left), factory.Text(fill));
        return factory.Case(
            factory.Call(">=", SparkType.Boolean, Length(text), factory.Int(width)), text, factory.Call("rpad", SparkType.String, padded, factory.Int(width), factory.Text(fill)));
    }

    [GeneratedRegex(@"^(?:(?<fill>[^{}])?(?<align>[<>^=]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>[1-9][0-9]{0,3})?(?<comma>,)?(?:\.(?<places>[0-9]{1,2}))?(?<type>[sdfFxXbo%])?\z")]
    private static partial Regex FormatSpec();
}
