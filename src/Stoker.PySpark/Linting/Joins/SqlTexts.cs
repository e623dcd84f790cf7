using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>The SQL that a module gives to Spark, and a few shapes in it.</summary>
internal static partial class SqlTexts
{
    /// <summary>Each SQL text, of calls and of SQL cells; holes of f-strings are <see cref="Flow.FrameFlow.Hole"/>, comments and quoted texts are blanked.</summary>
    public static IEnumerable<SqlText> In(LintScope scope) =>
        Raw(scope).Where(sql => !sql.Text.Contains("-- stoker: ignore", StringComparison.Ordinal))
            .Select(sql => sql with { Text = Blanked().Replace(sql.Text, match => match.Value[0] == '\'' ? "''" : new string('\n', match.Value.Count('\n')) + " ") });

    /// <summary>The same text with literals and comments kept.</summary>
    public static IEnumerable<SqlText> Raw(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "sql").Concat(scope.CallsOn(ValueKind.SqlContext, "sql")))
        {
            if (call.Arguments is [var text, ..] && scope.Flow.TextOf(text) is { } sql)
            {
                yield return new SqlText(call, sql, confidence, null);
            }
        }

        foreach (var cell in scope.Module.Module.Source.SqlCells)
        {
            yield return new SqlText(scope.Module.Module, cell.Text, Confidence.Medium, cell);
        }
    }

    /// <summary>A match in a SQL text: at its call, or at the line of its cell.</summary>
    public static LintMatch At(LintScope scope, SqlText sql, Match found)
    {
        var match = LintScope.At(sql.Node, sql.Confidence);
        if (sql.Cell is not { } cell)
        {
            return match;
        }

        var lines = scope.Module.Module.Source.Text;
        var line = cell.Line + sql.Text.AsSpan(0, found.Index).Count('\n');
        return match with { Span = (lines.StartOfLine(line), lines.StartOfLine(line) + lines.Line(line).Length) };
    }

    /// <summary>Where <c>NOT IN (SELECT</c> stands, or absent.</summary>
    public static Match? NotInSubqueryIn(string sql) => NotInSubquery().Match(sql) is { Success: true } found ? found : null;

    /// <summary>Where two tables are joined by a comma and nothing, or absent.</summary>
    public static Match? CommaJoinIn(string sql) => !Where().IsMatch(sql) && CommaJoin().Match(sql) is { Success: true } found ? found : null;

    /// <summary>The first UNION that removes duplicates between parts that a literal tells apart, or absent.</summary>
    public static Match? TaggedUnionIn(string sql)
    {
        var parts = Union().Split(sql);
        var tags = parts.Select(part => Tag().Match(part)).ToList();
        return parts.Length > 1 && tags.TrueForAll(tag => tag.Success) && tags.Select(tag => tag.Groups[1].Value).Distinct().Count() == parts.Length ? Union().Match(sql) : null;
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
