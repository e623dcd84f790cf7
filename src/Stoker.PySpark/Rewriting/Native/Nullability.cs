namespace Stoker.PySpark.Rewriting.Native;

/// <summary>
/// What a schema says of NULL. The column of a UDF may always be NULL; that of a native expression only where Spark derives it. A column that can no longer be NULL makes another schema, and
/// another table where a schema makes one (JDBC writes NOT NULL).
/// </summary>
internal static class Nullability
{
    /// <summary>The call that leaves a value as it is and its column nullable.</summary>
    public const string Keeping = "@nullable";

    /// <summary>Calls that Spark says may be NULL exactly when a part may (in 3.5 and 4.3).</summary>
    private static readonly HashSet<string> LikeTheirParts = new(StringComparer.Ordinal)
    {
        "lower", "upper", "length", "octet_length", "reverse", "concat", "substring", "left", "right", "replace", "translate", "btrim", "ltrim", "rtrim", "lpad", "rpad", "repeat", "contains", "startswith",
        "endswith", "rlike", "regexp_replace", "split", "instr", "locate", "substring_index", "abs", "negative", "rint", "floor", "ceil", "sqrt", "+", "-", "*", "&", "|", "^", "~", "shiftleft", "shiftright",
        "<", "<=", ">", ">=", "in", "and", "or", "not", "year", "month", "day", "hour", "minute", "second", "weekday", "weekofyear", "dayofyear", "date_format", "datediff", "date_add", "hex", "md5", "sha1", "sha2",
        "@lower", "@upper", "@strip", "@lstrip", "@rstrip", "@title", "@capitalize", "@words",
    };

    /// <summary>A node of the same value whose column may be NULL for the schema as well.</summary>
    /// <param name="factory">Makes nodes.</param>
    /// <param name="node">The value.</param>
    /// <param name="areArgumentsNullable">Whether no column that it reads is known to be NOT NULL.</param>
    public static Node Keep(NodeFactory factory, Node node, bool areArgumentsNullable) => IsCertain(node, areArgumentsNullable) ? node : factory.Call(Keeping, node.Type, node);

    /// <summary>Whether Spark certainly derives that the column may be NULL.</summary>
    public static bool IsCertain(Node node, bool areArgumentsNullable) => node.Kind switch
    {
        NodeKind.Argument => areArgumentsNullable,
        NodeKind.Literal => node.Value is null,
        NodeKind.Raise => true,
        NodeKind.Cast => IsCertain(node.Parts[0], areArgumentsNullable),
        NodeKind.Case => node.Parts.Where((_, i) => i % 2 == 1 || i == node.Parts.Count - 1).Any(part => IsCertain(part, areArgumentsNullable)),
        NodeKind.Call => LikeTheirParts.Contains(node.Name) && node.Parts.Any(part => part.Kind != NodeKind.Lambda && IsCertain(part, areArgumentsNullable)),
        _ => false,
    };
}
