using System.Text;

namespace Stoker.Diagnoses.Plans;

/// <summary>Plan text without what differs between runs of the same query.</summary>
internal static class PlanText
{
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

    /// <summary>Whether Spark cut the text (LOG006).</summary>
    public static bool IsCut(string text) => text.Contains(" more fields", StringComparison.Ordinal) || text.EndsWith("...", StringComparison.Ordinal);

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
