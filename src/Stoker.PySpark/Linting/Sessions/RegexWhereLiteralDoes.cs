using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY132: a regular expression without metacharacters.</summary>
internal static class RegexWhereLiteralDoes
{
    public static readonly LintRule Rule = new(
        "PY132", "regex-where-literal-does", Severity.Info, "runs a regular expression where a plain text test does", "Use contains, startswith or endswith", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Column, "rlike"))
        {
            if (call.Arguments is not [ConstantExpression { Text: { } pattern } literal] || Replacement(pattern) is not { } plain)
            {
                continue;
            }

            var quote = scope.Text(literal).TrimStart('r', 'R', 'u', 'U')[0];
            var fix = plain.Text.AsSpan().IndexOfAny("\\'\"\n") < 0 ? scope.Fix($"use {plain.Method}", FixSafety.Safe, new TextEdit(Edits.NameStart(call), call.End, $"{plain.Method}({quote}{plain.Text}{quote})")) : null;
            yield return LintScope.At(call, confidence).With("pattern", pattern) with { Fix = fix };
        }
    }

    private static readonly System.Buffers.SearchValues<char> Metacharacters = System.Buffers.SearchValues.Create(@"\.[]{}()*+?^$|");

    private static (string Method, string Text)? Replacement(string pattern)
    {
        var text = pattern;
        var anchored = text.StartsWith('^');
        text = anchored ? text[1..] : text;
        var leading = !anchored && text.StartsWith(".*", StringComparison.Ordinal);
        text = leading ? text[2..] : text;
        var trailing = text.EndsWith(".*", StringComparison.Ordinal);
        text = trailing ? text[..^2] : text;
        if (text.Length == 0 || text.AsSpan().ContainsAny(Metacharacters))
        {
            return null;
        }

        // ".*" does not cross line ends, but a match may start anywhere: what is around the text never matters.
        return (anchored ? "startswith" : "contains", text);
    }
}
