using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Text made of values: f-strings, format, percent, str.</content>
internal sealed partial class Evaluator
{
    private Value Formatted(FormattedString text)
    {
        var parts = new List<Node>();
        foreach (var part in text.Values)
        {
            if (part is FormattedValue hole)
            {
                var spec = hole.FormatSpec switch
                {
                    null => "",
                    FormattedString { Values: [] } => "",
                    FormattedString { Values: [ConstantExpression { Text: { } constant }] } => constant,
                    ConstantExpression { Text: { } constant } => constant,
                    _ => throw Refuse(ReasonCode.UnknownFunction, "a format that is computed", hole),
                };
                var value = Evaluate(hole.Value);
                value = hole.Conversion switch
                {
                    -1 => value,
                    's' => AsText(value, hole),
                    _ => throw Refuse(ReasonCode.UnknownFunction, "a repr", hole),
                };
                parts.Add(FormatOf(value, spec, hole));
            }
            else if (Evaluate(part).Node is { } constant)
            {
                parts.Add(constant);
            }
        }

        return TextNode(Concat(parts));
    }

    private Node FormatOf(Value value, string spec, PythonNode at)
    {
        if (value.Kind == PythonKind.Never)
        {
            return factory.Text("");
        }

        if (spec.Length == 0)
        {
            return AsText(value, at).Node!;
        }

        if (value.Kind == PythonKind.None)
        {
            return RaiseAlways("TypeError").Node ?? factory.Text("");
        }

        value = NotNone(value, "TypeError");
        return value.Kind switch
        {
            PythonKind.Text => FormatText(value, spec, at),
            PythonKind.Int => FormatInt(value, spec, at),
            PythonKind.Float => FormatFloat(spec, at),
            PythonKind.Date or PythonKind.DateTime => DateFormatted(value, spec, at).Node!,
            _ => throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at),
        };
    }

    private Node FormatText(Value text, string spec, PythonNode at)
    {
        var match = TextSpec().Match(spec);
        if (!match.Success)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of a str", at);
        }

        var fill = match.Groups[1].Success && match.Groups[1].Length > 0 ? match.Groups[1].Value : " ";
        var width = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            ">" => Justified("rjust", text.Node!, width, fill, at),
            "^" => throw Refuse(ReasonCode.UnknownFunction, "a centered format", at),
            _ => Justified("ljust", text.Node!, width, fill, at),
        };
    }

    private Node FormatInt(Value value, string spec, PythonNode at)
    {
        var node = AsLong(value, at);
        if (spec is "d")
        {
            return factory.Cast(node, SparkType.String);
        }

        if (spec is "," or ",d")
        {
            return factory.Call("format_number", SparkType.String, node, factory.Int(0));
        }

        var match = IntSpec().Match(spec);
        if (!match.Success)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of an int", at);
        }

        var width = match.Groups[2].Value;
        return factory.Call(
            "format_string", SparkType.String, factory.Text(match.Groups[1].Value.Length > 0 ? $"%0{width}d" : $"%{width}d"), node);
    }

    private static Node FormatFloat(string spec, PythonNode at)
    {
        // Only format_number rounds as Python does; it prints other things for NaN, infinities and very large numbers.
        var match = GroupedSpec().Match(spec);
        throw match.Success
            ? Refuse(ReasonCode.FloatFormatting, "Python and the JVM print very large floats, NaN and infinities differently", at)
            : Refuse(ReasonCode.FloatFormatting, $"the format '{spec}' of a float: Python rounds the exact binary value, the JVM the shortest decimal", at);
    }

    /// <summary><c>str(value)</c>; None is the text "None".</summary>
    private Value AsText(Value value, PythonNode at)
    {
        if (value.Kind == PythonKind.None)
        {
            return TextOf("None");
        }

        value = value.Kind == PythonKind.Int ? AsInt(value) : value;
        if (value.Node is not { } node || value.Kind is PythonKind.Match or PythonKind.Hash or PythonKind.Utf8)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"the text of {Named(value)}", at);
        }

        var text = value.Kind switch
        {
            PythonKind.Text => node,
            PythonKind.Int => value.Integer is { } whole ? factory.Text(whole.ToString(CultureInfo.InvariantCulture)) : factory.Cast(node, SparkType.String),
            PythonKind.Bool when MayBeNone(value) => factory.Case(Coalesced(node), factory.Text("True"), factory.Case(factory.IsNull(node), factory.Text("None"), factory.Text("False"))),
            PythonKind.Bool => factory.Case(node, factory.Text("True"), factory.Text("False")),
            PythonKind.Date => factory.Cast(node, SparkType.String),
            PythonKind.Float => throw Refuse(ReasonCode.FloatFormatting, "the text of a float: Python prints 1e-05 and 1e+16 where the JVM prints 1.0E-5 and 1.0E16", at),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"the text of {Named(value)}", at),
        };
        return TextNode(MayBeNone(value) && value.Kind != PythonKind.Bool ? factory.Call("coalesce", SparkType.String, text, factory.Text("None")) : text);
    }

    private Value PercentFormat(Value format, Value arguments, PythonNode at)
    {
        if (format.Text is not { } pattern)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a format that is not constant", at);
        }

        IReadOnlyList<Value> values = arguments is { Kind: PythonKind.Sequence, IsList: false } ? arguments.Items : [arguments];
        var parts = new List<Node>();
        var (next, literal) = (0, "");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                literal += pattern[i];
                continue;
            }

            if (i + 1 < pattern.Length && pattern[i + 1] == '%')
            {
                literal += '%';
                i++;
                continue;
            }

            var match = PercentSpec().Match(pattern, i);
            if (!match.Success || match.Index != i || next >= values.Count)
            {
                throw Refuse(ReasonCode.UnknownFunction, "a % format without a native form", at);
            }

            parts.Add(factory.Text(literal));
            literal = "";
            parts.Add(PercentPart(values[next++], match.Groups[1].Value, match.Groups[2].Value, at));
            i += match.Length - 1;
        }

        parts.Add(factory.Text(literal));
        return next == values.Count ? TextNode(Concat(parts)) : RaiseAlways("TypeError");
    }

    private Node PercentPart(Value value, string width, string type, PythonNode at)
    {
        if (type == "s")
        {
            var text = AsText(value, at);
            return width.Length == 0 ? text.Node! : throw Refuse(ReasonCode.UnknownFunction, "a % format with a width", at);
        }

        value = NotNone(value, "TypeError");
        return value.Kind == PythonKind.Never ? factory.Text("") : value.Kind is PythonKind.Int
            ? FormatInt(value, width + "d", at)
            : throw Refuse(value.Kind == PythonKind.Float ? ReasonCode.FloatFormatting : ReasonCode.UnknownFunction, $"%{width}{type} of {Named(value)}", at);
    }

    private Value BraceFormat(Value format, List<Value> arguments, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        if (format.Text is not { } pattern)
        {
            throw Refuse(ReasonCode.UnknownFunction, "a format that is not constant", at);
        }

        var parts = new List<Node>();
        var next = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var match = BracePart().Match(pattern, i);
            if (!match.Success || match.Index != i)
            {
                throw Refuse(ReasonCode.UnknownFunction, "a format without a native form", at);
            }

            i += match.Length;
            if (match.Groups["text"].Success)
            {
                parts.Add(factory.Text(match.Value.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)));
                continue;
            }

            var name = match.Groups["name"].Value;
            var value = name.Length == 0 ? arguments.ElementAtOrDefault(next++)
                : int.TryParse(name, CultureInfo.InvariantCulture, out var place) ? arguments.ElementAtOrDefault(place)
                : keywords.Find(keyword => keyword.Name == name).Value;
            parts.Add(FormatOf(value ?? throw Refuse(ReasonCode.UnknownFunction, "a format with a hole that is not filled", at), match.Groups["spec"].Value, at));
        }

        return TextNode(Concat(parts));
    }

    [GeneratedRegex(@"^(?:([^{}])?([<>^]))?([1-9][0-9]{0,3})s?\z")]
    private static partial Regex TextSpec();

    [GeneratedRegex(@"^(0?)([1-9][0-9]?)d?\z")]
    private static partial Regex IntSpec();

    [GeneratedRegex(@"^,\.([0-9])f\z")]
    private static partial Regex GroupedSpec();

    [GeneratedRegex(@"%(0?[1-9]?[0-9]?)([sd])")]
    private static partial Regex PercentSpec();

    [GeneratedRegex(@"(?<text>(?:[^{}]|\{\{|\}\})+)|\{(?<name>[A-Za-z0-9_]*)(?::(?<spec>[^{}]*))?\}")]
    private static partial Regex BracePart();
}
