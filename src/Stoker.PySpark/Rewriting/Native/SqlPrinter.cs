using System.Globalization;
using System.Numerics;
using System.Text;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Writes a native expression as Spark SQL.</summary>
internal sealed class SqlPrinter(Idioms idioms, IReadOnlyDictionary<string, string> arguments)
{
    private const int LongArgument = 80;

    public string Print(Node node) => node.Kind switch
    {
        NodeKind.Argument => arguments.TryGetValue(node.Name, out var text) ? text : Quoted(node.Name),
        NodeKind.Variable => node.Name,
        NodeKind.Literal => Literal(node),
        NodeKind.Raise => $"CAST(raise_error({Text((string)node.Value!)}) AS {node.Type.Ddl})",
        NodeKind.Cast => $"CAST({Print(node.Parts[0])} AS {node.Type.Ddl})",
        NodeKind.Lambda => node.Parts.Count == 2
            ? $"{node.Parts[0].Name} -> {Print(node.Parts[1])}"
            : $"({string.Join(", ", node.Parts.SkipLast(1).Select(part => part.Name))}) -> {Print(node.Parts[^1])}",
        NodeKind.Case => Case(node),
        _ => Call(node),
    };

    public static string Text(string value)
    {
        var text = new StringBuilder("'");
        foreach (var sign in value)
        {
            switch (sign)
            {
                case '\'':
                    text.Append("\\'");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                default:
                    _ = sign is >= ' ' and < '\u007f' ? text.Append(sign) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
                    break;
            }
        }

        return text.Append('\'').ToString();
    }

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string Literal(Node node) => node.Value switch
    {
        null => $"CAST(NULL AS {node.Type.Ddl})",
        bool truth => truth ? "true" : "false",
        string text => Text(text),
        double number => Number(number),
        BigInteger whole when node.Type.Kind == SparkKind.Long && whole == SparkType.Long.Lowest => "(-9223372036854775807L - 1L)",
        BigInteger whole when node.Type.Kind == SparkKind.Long => whole.ToString(CultureInfo.InvariantCulture) + "L",
        BigInteger whole when node.Type.Kind == SparkKind.Int => whole.ToString(CultureInfo.InvariantCulture),
        BigInteger whole => $"CAST('{whole.ToString(CultureInfo.InvariantCulture)}' AS {node.Type.Ddl})",
        _ => throw new InvalidOperationException("a literal of an unknown kind"),
    };

    private static string Number(double number) =>
        double.IsNaN(number) ? "double('NaN')"
        : double.IsInfinity(number) ? number > 0 ? "double('Infinity')" : "double('-Infinity')"
        : number.ToString("R", CultureInfo.InvariantCulture) + "D";

    private string Case(Node node)
    {
        var text = new StringBuilder("CASE");
        for (var i = 0; i + 1 < node.Parts.Count; i += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $" WHEN {Print(node.Parts[i])} THEN {Print(node.Parts[i + 1])}");
        }

        return text.Append(CultureInfo.InvariantCulture, $" ELSE {Print(node.Parts[^1])} END").ToString();
    }

    /// <summary>An expansion names its argument several times: a long one is bound to a variable first.</summary>
    private string Idiom(Node node)
    {
        var argument = node.Parts[0];
        return argument.Kind is NodeKind.Argument or NodeKind.Variable or NodeKind.Literal || Print(argument).Length < LongArgument
            ? Print(idioms.Expand(node.Name, argument))
            : Print(idioms.Let(argument, node.Type, value => idioms.Expand(node.Name, value)));
    }

    private string Call(Node node)
    {
        if (node.Is(Nullability.Keeping))
        {
            return $"CASE WHEN false THEN NULL ELSE {Print(node.Parts[0])} END";
        }

        if (node.Name[0] == '@')
        {
            return Idiom(node);
        }

        var parts = node.Parts.Select(Print).ToList();
        return node.Name switch
        {
            "isnull" => $"({parts[0]} IS NULL)",
            "not" when node.Parts[0].Is("isnull") => $"({Print(node.Parts[0].Parts[0])} IS NOT NULL)",
            "not" => $"(NOT {parts[0]})",
            "and" => $"({parts[0]} AND {parts[1]})",
            "or" => $"({parts[0]} OR {parts[1]})",
            "in" => $"({parts[0]} IN ({string.Join(", ", parts.Skip(1))}))",
            "~" or "negative" => $"({(node.Name == "~" ? "~" : "-")} {parts[0]})",
            "[]" => $"{parts[0]}[{parts[1]}]",
            "." => $"{parts[0]}.{Quoted((string)node.Parts[1].Value!)}",
            "extract" => $"extract({(string)node.Parts[0].Value!} FROM {parts[1]})",
            "btrim" => $"trim(BOTH {parts[1]} FROM {parts[0]})",
            "ltrim" => $"trim(LEADING {parts[1]} FROM {parts[0]})",
            "rtrim" => $"trim(TRAILING {parts[1]} FROM {parts[0]})",
            "<" or "<=" or ">" or ">=" or "<=>" or "+" or "-" or "*" or "/" or "%" or "&" or "|" or "^" or "div" => $"({parts[0]} {node.Name} {parts[1]})",
            _ => $"{node.Name}({string.Join(", ", parts)})",
        };
    }
}
