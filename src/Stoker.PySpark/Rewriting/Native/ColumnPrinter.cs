using System.Globalization;
using System.Text;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Writes a native expression as Python source over <c>pyspark.sql.functions</c>, for Spark 3.5 and later.</summary>
/// <param name="functions">How the source calls the functions module.</param>
/// <param name="names">What stands for arguments and for nodes that have a name of their own.</param>
internal sealed class ColumnPrinter(string functions, IDictionary<Node, string> names)
{
    /// <summary>Functions whose parameters are columns or names of columns throughout, in 3.5 too (there map_contains_key takes a Python value).</summary>
    private static readonly HashSet<string> Plain =
    [
        "lower", "upper", "length", "reverse", "octet_length", "concat", "coalesce", "isnan", "abs", "sqrt", "rint", "floor", "ceil", "radians", "degrees", "year", "month",
        "hour", "minute", "second", "weekday", "weekofyear", "dayofyear", "last_day", "size", "array_sort", "array_distinct", "array_max", "array_min", "md5", "sha1", "crc32", "ascii",
        "btrim", "contains", "startswith", "endswith", "replace", "left", "right", "try_add", "try_subtract", "try_multiply", "greatest", "make_date", "pmod", "datediff",
        "substr", "named_struct", "array", "split_part", "extract", "regexp_extract_all", "negative", "count", "sum", "base64", "hex",
    ];

    /// <summary>Idioms that were written, in order of need.</summary>
    public SortedSet<string> IdiomsUsed { get; } = new(StringComparer.Ordinal);

    public string Print(Node node)
    {
        if (names.TryGetValue(node, out var name))
        {
            return name;
        }

        return node.Kind switch
        {
            NodeKind.Argument or NodeKind.Variable => node.Name,
            NodeKind.Literal => Literal(node),
            NodeKind.Raise => $"{functions}.raise_error({functions}.lit({PythonText.Text((string)node.Value!)}))",
            NodeKind.Cast => $"{Receiver(node.Parts[0])}.cast(\"{node.Type.Ddl}\")",
            NodeKind.Lambda => $"lambda {string.Join(", ", node.Parts.SkipLast(1).Select(part => part.Name))}: {Print(node.Parts[^1])}",
            NodeKind.Case => Case(node),
            _ => Call(node),
        };
    }

    private string Literal(Node node) => node switch
    {
        { Value: null } => $"{functions}.lit(None)",
        _ when PythonText.Value(node) is { } value => $"{functions}.lit({value})",
        _ => $"{functions}.lit(\"{Convert.ToString(node.Value, CultureInfo.InvariantCulture)}\").cast(\"{node.Type.Ddl}\")",
    };

    private string Case(Node node)
    {
        var text = new StringBuilder();
        for (var i = 0; i + 1 < node.Parts.Count; i += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? functions + "." : ".")}when({Print(node.Parts[i])}, {Operand(node.Parts[i + 1])})");
        }

        return node.Parts[^1].IsNullLiteral ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $".otherwise({Operand(node.Parts[^1])})").ToString();
    }

    /// <summary>A part that may be a plain Python value because PySpark makes a literal of it.</summary>
    private string Operand(Node node) => node.IsLiteral && PythonText.Value(node) is { } value && !names.ContainsKey(node) ? value : Print(node);

    /// <summary>A part that a method is called on, or that stands beside an operator.</summary>
    private string Receiver(Node node)
    {
        var text = Print(node);
        return names.ContainsKey(node) || !IsInfix(node) ? text : $"({text})";
    }

    private static bool IsInfix(Node node) => node.Kind == NodeKind.Call && node.Name is "not" or "and" or "or" or "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%" or "~" or "negative"
        && !(node.Is("not") && node.Parts[0].Is("isnull"));

    private string Call(Node node)
    {
        var parts = node.Parts;
        if (node.Name[0] == '@')
        {
            IdiomsUsed.Add(node.Name);
            return $"_py_{node.Name[1..]}({Print(parts[0])})";
        }

        switch (node.Name)
        {
            case "isnull":
                return $"{Receiver(parts[0])}.isNull()";
            case "not" when parts[0].Is("isnull"):
                return $"{Receiver(parts[0].Parts[0])}.isNotNull()";
            case "not":
                return $"~{Receiver(parts[0])}";
            case "and":
                return $"{Receiver(parts[0])} & {Receiver(parts[1])}";
            case "or":
                return $"{Receiver(parts[0])} | {Receiver(parts[1])}";
            case "<=>":
                return $"{Receiver(parts[0])}.eqNullSafe({Operand(parts[1])})";
            case "in":
                return $"{Receiver(parts[0])}.isin({string.Join(", ", parts.Skip(1).Select(Operand))})";
            case "&":
                return $"{Receiver(parts[0])}.bitwiseAND({Operand(parts[1])})";
            case "|":
                return $"{Receiver(parts[0])}.bitwiseOR({Operand(parts[1])})";
            case "^":
                return $"{Receiver(parts[0])}.bitwiseXOR({Operand(parts[1])})";
            case "~":
                return $"{functions}.bitwise_not({Print(parts[0])})";
            case "negative":
                return $"-{Receiver(parts[0])}";
            case "<" or "<=" or ">" or ">=" or "+" or "-" or "*" or "/" or "%":
                return $"{Receiver(parts[0])} {node.Name} {(parts[0].IsLiteral ? Receiver(parts[1]) : parts[1].IsLiteral ? Operand(parts[1]) : Receiver(parts[1]))}";
            case "[]":
                return $"{Receiver(parts[0])}[{Operand(parts[1])}]";
            case ".":
                return $"{Receiver(parts[0])}.getField({Operand(parts[1])})";
            case "map":
                return $"{functions}.create_map({string.Join(", ", parts.Select(Print))})";
            case "day":
                return $"{functions}.dayofmonth({Print(parts[0])})";
            case "ltrim" or "rtrim":
                // Spark 3.5 has no second parameter in Python; the SQL function takes what to trim first.
                return $"{functions}.call_function(\"{node.Name}\", {Print(parts[1])}, {Print(parts[0])})";
            case "transform" or "filter" or "exists":
                return $"{functions}.{node.Name}({Print(parts[0])}, {Print(parts[1])})";
            case "zip_with":
                return $"{functions}.zip_with({Print(parts[0])}, {Print(parts[1])}, {Print(parts[2])})";
            case "aggregate":
                return $"{functions}.aggregate({Print(parts[0])}, {Print(parts[1])}.cast(\"{parts[1].Type.Ddl}\"), {Print(parts[2])})";
            case "rlike":
                return $"{Receiver(parts[0])}.rlike({Operand(parts[1])})";
            case "split" when parts.Count == 2:
                return $"{functions}.split({Print(parts[0])}, {Operand(parts[1])})";
            case "split" or "regexp_extract" or "regexp_replace" or "translate" or "array_join" or "date_format" or "sha2" or "trunc" when parts.Skip(1).All(part => part.IsLiteral):
                return $"{functions}.{node.Name}({Print(parts[0])}, {string.Join(", ", parts.Skip(1).Select(Operand))})";
            case "substring" or "lpad" or "rpad" or "repeat" or "shiftleft" or "shiftright" or "slice" or "instr" when parts.Count == (node.Name is "substring" or "lpad" or "rpad" or "slice" ? 3 : 2) && parts.Skip(1).All(part => part.IsLiteral):
                return $"{functions}.{node.Name}({Print(parts[0])}, {string.Join(", ", parts.Skip(1).Select(Operand))})";
            case "element_at" when parts[1].IsLiteral:
                return $"{functions}.element_at({Print(parts[0])}, {Operand(parts[1])})";
            default:
                var printed = string.Join(", ", parts.Select(Print));
                return Plain.Contains(node.Name) ? $"{functions}.{node.Name}({printed})" : $"{functions}.call_function(\"{node.Name}\", {printed})";
        }
    }
}
