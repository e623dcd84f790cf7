using System.Globalization;
using System.Text;

namespace Stoker.Reports.Terminal;

/// <summary>How many columns text takes in a terminal, and text made safe for one: names in a log may hold anything.</summary>
internal static class CellWidth
{
    /// <summary>Columns of a text: two for wide East Asian characters and emoji, none for combining marks.</summary>
    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>One line without control characters (a name could hold an escape sequence), white space collapsed.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>The text, cut to a width with an ellipsis at the end.</summary>
    public static string Cut(string text, int width, string ellipsis)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder(width);
        var used = ellipsis.Length;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString().TrimEnd(' ') + ellipsis;
    }

    /// <summary>The text, cut to a width with an ellipsis in its middle; one more column stays at the end than at the start where they are odd.</summary>
    public static string CutMiddle(string text, int width, string ellipsis)
    {
        if (Of(text) <= width || width <= ellipsis.Length + 1)
        {
            return Cut(text, width, ellipsis);
        }

        var start = Cut(text, ((width - ellipsis.Length) / 2) + ellipsis.Length, ellipsis);
        var (end, room) = (text.Length, width - Of(start));
        while (end > 0 && RuneBefore(text, end) is var rune && Of(rune) <= room)
        {
            room -= Of(rune);
            end -= rune.Utf16SequenceLength;
        }

        return start + text[end..].TrimStart(' ');
    }

    /// <summary>The letter that ends at a position; half of a pair counts as one of its own.</summary>
    private static Rune RuneBefore(string text, int end) => Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : Rune.ReplacementChar;

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF)
            or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1,
    };
}
