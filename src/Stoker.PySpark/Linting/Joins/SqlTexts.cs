using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>The SQL that a module gives to Spark, and a few shapes in it.</summary>
internal static partial class SqlTexts
{
    /// <summary>Each SQL text with the node that gives it; holes of f-strings are <see cref="Flow.FrameFlow.Hole"/>, comments and quoted texts are blanked.</summary>
    public static IEnumerable<(PythonNode Node, string Text, Confidence Confidence)> In(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "sql").Concat(scope.CallsOn(ValueKind.SqlContext, "sql")))
        {
            if (call.Arguments is [var text, ..] && scope.Flow.TextOf(text) is { } sql && !sql.Contains("-- stoker: ignore", StringComparison.Ordinal))
            {
                yield return (call, Blanked().Replace(sql, match => match.Value[0] == '\'' ? "''" : " "), confidence);
            }
        }
    }

    public static bool HasNotInSubquery(string sql) => NotInSubquery().IsMatch(sql);

    public static bool HasCommaJoinWithoutCondition(string sql) => CommaJoin().IsMatch(sql) && !Where().IsMatch(sql);

    /// <summary>Whether a UNION removes duplicates between parts that a literal tells apart.</summary>
    public static bool HasTaggedUnion(string sql)
    {
        var parts = Union().Split(sql);
        var tags = parts.Select(part => Tag().Match(part)).ToList();
        return parts.Length > 1 && tags.TrueForAll(tag => tag.Success) && tags.Select(tag => tag.Groups[1].Value).Distinct().Count() == parts.Length;
    }

    /// <summary>The same text with literals kept, for tags.</summary>
    public static IEnumerable<(PythonNode Node, string Text, Confidence Confidence)> Raw(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "sql").Concat(scope.CallsOn(ValueKind.SqlContext, "sql")))
        {
            if (call.Arguments is [var text, ..] && scope.Flow.TextOf(text) is { } sql)
            {
                yield return (call, sql, confidence);
            }
        }
    }

    /// <summary>Whether a query gives one row: its first column is an aggregate and nothing groups.</summary>
    public static bool IsGlobalAggregate(string sql) => GlobalAggregate().IsMatch(sql) && !sql.Contains("group by", StringComparison.OrdinalIgnoreCase) && !sql.Contains(" over", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^\s*select\s+(?:count|sum|avg|mean|min|max|percentile|percentile_approx|approx_percentile|median|stddev|variance|approx_count_distinct|max_by|min_by)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex GlobalAggregate();

    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'|--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Blanked();

    [GeneratedRegex(@"\bnot\s+in\s*\(\s*(select|with)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotInSubquery();

    [GeneratedRegex(@"\bfrom\s+[\w.`]+(?:\s+(?:as\s+)?(?!where|join|on|group|order|limit|union|left|right|inner|lateral)\w+)?\s*,\s*(?!lateral)[\w.`]+", RegexOptions.IgnoreCase)]
    private static partial Regex CommaJoin();

    [GeneratedRegex(@"\bwhere\b|\bon\b|\busing\b|\uFFFC", RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    [GeneratedRegex(@"\bunion\b(?!\s+all\b)(?:\s+distinct\b)?", RegexOptions.IgnoreCase)]
    private static partial Regex Union();

    [GeneratedRegex("^\\s*\\(?\\s*select\\s+(?:[^'\"]*?,\\s*)?('[^']*'|\"[^\"]*\")\\s+(?:as\\s+)?\\w+\\s*(?:,|\\bfrom\\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
