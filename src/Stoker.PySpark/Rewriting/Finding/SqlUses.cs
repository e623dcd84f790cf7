using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Finding;

/// <summary>
/// Finds calls of registered functions in SQL texts. A text is taken only whole: when one mention of the function in it is not understood, none is. The registration
/// stays, so that what is not found still works.
/// </summary>
internal sealed partial class SqlUses(PythonModule module, FrameSchemas schemas)
{
    /// <summary>The calls that can be replaced, and how many texts mention the function beyond them.</summary>
    public (IReadOnlyList<SqlCall> Calls, int TextsLeft) Of(string name, int parameterCount)
    {
        var calls = new List<SqlCall>();
        var left = 0;
        var mention = new Regex($@"(?<![\w`.]){Regex.Escape(name)}\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        foreach (var constant in module.Nodes.OfType<ConstantExpression>().Where(constant => constant.Text is { } text && mention.IsMatch(text)))
        {
            var found = InText(constant, mention, parameterCount);
            calls.AddRange(found ?? []);
            left += found is null ? 1 : 0;
        }

        return (calls, left);
    }

    private List<SqlCall>? InText(ConstantExpression constant, Regex mention, int parameterCount)
    {
        var text = constant.Text!;
        if (constant.Parent is not CallExpression call || BodyStart(constant) is not { } start || NotPlain().IsMatch(text) || Columns(call, constant, text) is not { } columns)
        {
            return null;
        }

        var calls = new List<SqlCall>();
        var from = FromClause().Match(text);
        foreach (Match match in mention.Matches(text))
        {
            var arguments = Arguments().Match(text, match.Index + match.Length);
            var end = arguments.Index + arguments.Length;
            if (!arguments.Success || arguments.Index != match.Index + match.Length || IsQuoted(text, match.Index) || !KeepsName(call, text, end, from))
            {
                return null;
            }

            var names = arguments.Groups[1].Value.Split(',').Select(argument => argument.Trim()).ToList();
            var types = names.Select(argument => columns.GetValueOrDefault(argument.ToLowerInvariant())).ToList();
            if (names.Count != parameterCount || types.Any(type => type is null))
            {
                return null;
            }

            calls.Add(new SqlCall(constant, start + match.Index, start + end, names, types.ConvertAll(type => type!)));
        }

        return calls;
    }

    /// <summary>The types of the columns that the text can name.</summary>
    private ImmutableDictionary<string, SparkType>? Columns(CallExpression call, ConstantExpression constant, string text)
    {
        if (call.Function is AttributeExpression { Name: "sql" } && call.Arguments.Count == 1 && call.Keywords.Count == 0)
        {
            return FromClause().Matches(text) is [var from] && !MoreTables().IsMatch(text) ? schemas.ViewBefore(from.Groups[1].Value, constant) : null;
        }

        return call.Function switch
        {
            AttributeExpression { Name: "selectExpr" or "filter" or "where", Value: var frame } => schemas.Columns(frame),
            var function when UdfFinder.Dotted(module, function) == "pyspark.sql.functions.expr" => schemas.FrameAround(call),
            _ => null,
        };
    }

    /// <summary>Whether the column that the call makes is named by the source and not after the call.</summary>
    private static bool KeepsName(CallExpression call, string text, int end, Match from) => call.Function switch
    {
        AttributeExpression { Name: "filter" or "where" } => true,
        AttributeExpression { Name: "sql" } => from.Index < end || Alias().IsMatch(text[end..]),
        AttributeExpression { Name: "selectExpr" } => Alias().IsMatch(text[end..]),
        _ => call.Parent is AttributeExpression { Name: "alias" } or CallExpression { Function: AttributeExpression { Name: "withColumn" or "filter" or "where" } },
    };

    /// <summary>Where the text of a literal starts in the source, when the literal spells each sign as it is.</summary>
    private int? BodyStart(ConstantExpression constant)
    {
        var source = module.TextOf(constant);
        foreach (var quote in (string[])["\"\"\"", "'''", "\"", "'"])
        {
            if (source.Length >= 2 * quote.Length && source == quote + constant.Text + quote)
            {
                return constant.Start + quote.Length;
            }
        }

        return null;
    }

    private static bool IsQuoted(string text, int at)
    {
        var quote = '\0';
        for (var i = 0; i < at; i++)
        {
            quote = quote == '\0' ? (text[i] is '\'' or '"' or '`' ? text[i] : '\0') : quote == text[i] ? '\0' : quote;
        }

        return quote != '\0';
    }

    /// <summary>Comments, escapes, and clauses in which two equal expressions must stay equal to the parser.</summary>
    [GeneratedRegex(@"--|/\*|\\|\bgroup\s+by\b|\bhaving\b|\bover\s*\(|\bdistinct\b|\bunion\b|\blateral\b|\bwith\b|->", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotPlain();

    [GeneratedRegex(@"\bfrom\s+(\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromClause();

    [GeneratedRegex(@"\bjoin\b|\bfrom\s+\w+(?:\s+(?:as\s+)?\w+)?\s*,|\bfrom\s+\w+\.|\bfrom\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MoreTables();

    [GeneratedRegex(@"\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Arguments();

    [GeneratedRegex(@"^\s+as\s+[A-Za-z_`]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alias();
}
