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
            PythonKind.Text or PythonKind.Int or PythonKind.Float or PythonKind.Bool => Specified(value, spec, at),
            PythonKind.Date or PythonKind.DateTime => DateFormatted(value, spec, at).Node!,
            _ => throw Refuse(ReasonCode.UnknownFunction, $"the format '{spec}' of {Named(value)}", at),
        };
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
            parts.Add(PercentPart(values[next++], match, at));
            i += match.Length - 1;
        }

        parts.Add(factory.Text(literal));
        return next == values.Count ? TextNode(Concat(parts)) : RaiseAlways("TypeError");
    }

    private Node PercentPart(Value value, Match match, PythonNode at)
    {
        var (flags, width, places, type) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3], match.Groups[4].Value);
        var spec = (flags.Contains('-', StringComparison.Ordinal) ? "<" : ">") + (flags.Contains('+', StringComparison.Ordinal) ? "+" : "")
            + (flags.Contains('0', StringComparison.Ordinal) && !flags.Contains('-', StringComparison.Ordinal) ? "0" : "") + width;
        if (type == "s")
        {
            var text = AsText(value, at);
            return places.Success || flags.Contains('0', StringComparison.Ordinal) || text.Node is null ? throw Refuse(ReasonCode.UnknownFunction, "a % format of a text with digits", at)
                : width.Length == 0 ? text.Node : Specified(text with { IsNullable = false }, spec.Replace("+", "", StringComparison.Ordinal), at);
        }

        value = NotNone(value, "TypeError");
        if (value.Kind == PythonKind.Never)
        {
            return factory.Text("");
        }

        spec = spec.StartsWith(">0", StringComparison.Ordinal) || spec.StartsWith(">+0", StringComparison.Ordinal) ? spec[1..] : spec;
        return (type, value.Kind) switch
        {
            ("d" or "i", PythonKind.Int or PythonKind.Bool) when !places.Success => Specified(value, spec + "d", at),
            ("x" or "X" or "o", PythonKind.Int or PythonKind.Bool) when !places.Success => Specified(value, spec + type, at),
            ("f" or "F", PythonKind.Float or PythonKind.Int or PythonKind.Bool) => Specified(value, spec + (places.Success ? "." + places.Value : "") + "f", at),
            (_, PythonKind.Float) => throw Refuse(ReasonCode.FloatFormatting, $"%{type} of a float", at),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"%{type} of {Named(value)}", at),
        };
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

    [GeneratedRegex(@"%([-+0]*)([1-9][0-9]{0,3})?(?:\.([0-9]+))?([sdifFxXo])")]
    private static partial Regex PercentSpec();

    [GeneratedRegex(@"(?<text>(?:[^{}]|\{\{|\}\})+)|\{(?<name>[A-Za-z0-9_]*)(?::(?<spec>[^{}]*))?\}")]
    private static partial Regex BracePart();
}
