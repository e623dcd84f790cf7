using System.Text;

namespace Stoker.Diagnoses.Plans;

/// <summary>Plan text without what differs between runs of the same query.</summary>
internal static class PlanText
{
    /// <summary>Columns that name what is cached.</summary>
    private const int MostColumns = 6;

    /// <summary>Drops expression ids (<c>#12</c>, <c>#12L</c>), <c>[plan_id=3]</c>, codegen ids and object hashes.</summary>
    public static string WithoutIds(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '#' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                at = SkipDigits(text, at + 1);
                at += at < text.Length && text[at] == 'L' ? 1 : 0;
            }
            else if (StartsAt(text, at, "[plan_id=") || StartsAt(text, at, "[id=#"))
            {
                at = text.IndexOf(']', at) is var end && end < 0 ? text.Length : end + 1;
            }
            else if (text[at] == '@' && at + 1 < text.Length && char.IsAsciiHexDigitLower(text[at + 1]))
            {
                for (at++; at < text.Length && char.IsAsciiHexDigitLower(text[at]); at++)
                {
                }
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        return plain.ToString();
    }

    /// <summary>Numbers of the columns in a text: <c>12</c> and <c>7</c> of <c>isnotnull(k#12L) AND (x#7 > 3)</c>.</summary>
    public static HashSet<string> ExpressionIdsIn(string text)
    {
        HashSet<string> ids = [];
        for (var at = text.IndexOf('#', StringComparison.Ordinal); at >= 0; at = text.IndexOf('#', at))
        {
            var start = ++at;
            at = SkipDigits(text, at);
            if (at > start)
            {
                ids.Add(text[start..at]);
            }
        }

        return ids;
    }

    /// <summary>The parts of a list between commas that stand in no parenthesis, bracket or angle; empty for an empty list.</summary>
    public static IReadOnlyList<string> SplitTopLevel(string list)
    {
        List<string> parts = [];
        var (depth, start) = (0, 0);
        for (var at = 0; at < list.Length; at++)
        {
            depth += list[at] is '(' or '[' or '<' && !IsComparison(list, at) ? 1 : list[at] is ')' or ']' or '>' && !IsComparison(list, at) ? -1 : 0;
            if (list[at] == ',' && depth == 0)
            {
                parts.Add(list[start..at].Trim());
                start = at + 1;
            }
        }

        if (list.AsSpan(start).Trim().Length > 0)
        {
            parts.Add(list[start..].Trim());
        }

        return parts;
    }

    /// <summary>The first list in brackets of a node's text, <c>a#1, b#2</c> of <c>FileScan parquet [a#1,b#2] Batched: …</c>, split.</summary>
    public static IReadOnlyList<string> ListOf(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var depth = 0;
        for (var at = open; at >= 0 && at < text.Length; at++)
        {
            depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
            if (depth == 0)
            {
                return SplitTopLevel(text[(open + 1)..at]);
            }
        }

        return [];
    }

    /// <summary>How many entries a list in brackets has, those that Spark left out included (<c>... 20 more fields</c>).</summary>
    public static int CountOf(IReadOnlyList<string> list) => list.Count == 0 ? 0 : LeftOut(list[^1]) is { } more ? list.Count - 1 + more : list.Count;

    /// <summary>The number in <c>... 20 more fields</c>; absent where the text ends otherwise.</summary>
    public static int? LeftOut(string text)
    {
        var end = text.LastIndexOf(" more fields", StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.LastIndexOf(' ', end - 1) + 1;
        return end > 0 && int.TryParse(text.AsSpan(start, end - start), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var more) ? more : null;
    }

    /// <summary>Whether a text names a column by its expression id: <c>day#3</c> and not <c>day#31</c>. An id is that of one column, whatever its name.</summary>
    public static bool Names(string text, string column) => ExpressionIdsIn(column) is { Count: 1 } ids && ExpressionIdsIn(text).Overlaps(ids);

    /// <summary>Columns as arguments of PySpark: <c>"a", "b"</c>.</summary>
    public static string Quoted(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    /// <summary>What an operator says behind its name, without ids: <c>(x &gt; 3)</c> of <c>Filter (x#1 &gt; 3)</c>.</summary>
    public static string WithoutName(PlanOperator node)
    {
        var text = WithoutIds(node.Text);
        return text.StartsWith(node.Name, StringComparison.Ordinal) ? text[node.Name.Length..].TrimStart() : text;
    }

    /// <summary>Text for evidence: without ids, at most 160 letters.</summary>
    public static string Shortened(string text) => WithoutIds(text) is var plain && plain.Length > 160 ? plain[..159] + "…" : plain;

    /// <summary>The begin of a name for evidence: at most 120 letters. An RDD of a DataFrame is named by its plan.</summary>
    public static string NameOf(string name) => name.Length > 120 ? name[..120] : name;

    /// <summary>
    /// A name for what is cached. An RDD of a DataFrame is named by its plan: of <c>*(1) Project [id#0L, sha2(…) AS h#1]</c> people know the columns,
    /// <c>Project [id, h]</c>.
    /// </summary>
    public static string CachedName(string name)
    {
        if (!name.Contains('#', StringComparison.Ordinal))
        {
            return NameOf(name);
        }

        var line = name.Split('\n').Select(WithoutTree).FirstOrDefault(line => !line.StartsWith("AdaptiveSparkPlan", StringComparison.Ordinal) && line.Length > 0) ?? name;
        var columns = ListOf(line);
        var word = line.IndexOf(' ', StringComparison.Ordinal);
        return columns.Count == 0 || word < 0 ? NameOf(WithoutIds(line))
            : NameOf($"{line[..word]} [{string.Join(", ", columns.Take(MostColumns).Select(ColumnOf))}{(CountOf(columns) > MostColumns ? $", … {CountOf(columns)} columns" : "")}]");
    }

    /// <summary>A line of a plan without the branch before it and the mark of generated code: <c>Project […]</c> of <c>+- *(1) Project […]</c>.</summary>
    private static string WithoutTree(string line)
    {
        var plain = line.TrimStart(' ', '+', '-', ':');
        return plain.StartsWith("*(", StringComparison.Ordinal) && plain.IndexOf(") ", StringComparison.Ordinal) is > 0 and var end ? plain[(end + 2)..] : plain;
    }

    /// <summary>The name of a column: behind AS where it is made, else itself.</summary>
    private static string ColumnOf(string column) => WithoutIds(column.LastIndexOf(" AS ", StringComparison.Ordinal) is >= 0 and var at ? column[(at + 4)..] : column);

    /// <summary>Whether Spark cut the text (LOG006).</summary>
    public static bool IsCut(string text) => text.Contains(" more fields", StringComparison.Ordinal) || text.EndsWith("...", StringComparison.Ordinal);

    /// <summary>A sign of order stands between spaces, or before an equals sign; the angle of a type does not.</summary>
    private static bool IsComparison(string text, int at) => text[at] is '<' or '>' && ((at > 0 && text[at - 1] is ' ' or '-' or '=') || (at + 1 < text.Length && text[at + 1] == '='));

    private static bool StartsAt(string text, int at, string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
