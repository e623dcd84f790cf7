using System.Globalization;
using System.Text;

namespace Stoker.Reports.Terminal;

/// <summary>Text of a source or a path as a terminal may show it: what a terminal would obey, or not show, is written out.</summary>
internal static class VisibleText
{
    /// <summary>What <c>TextOf</c> puts where an f-string has a hole.</summary>
    private const int Hole = 0xFFFC;

    /// <summary>The text with control characters, direction marks and half pairs as <c>\x1b</c> or <c>\u202e</c>, and a hole as <c>{…}</c>.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
                continue;
            }

            i += rune.Utf16SequenceLength - 1;
            Append(shown, rune);
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune)
    {
        switch (rune.Value)
        {
            case Hole:
                shown.Append("{…}");
                break;
            case '\n':
                shown.Append("\\n");
                break;
            case '\r':
                shown.Append("\\r");
                break;
            case '\t':
                shown.Append("\\t");
                break;
            case < 0x100 when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format:
                shown.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            default:
                _ = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                    ? shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}") : shown.Append(rune.ToString());
                break;
        }
    }
}
