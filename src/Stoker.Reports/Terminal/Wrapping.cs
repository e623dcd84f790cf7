namespace Stoker.Reports.Terminal;

/// <summary>Breaks a sentence into lines at blanks, but never between a number and its unit.</summary>
internal static class Wrapping
{
    private static readonly HashSet<string> Units = new(StringComparer.Ordinal) { "%", "ms", "s", "min", "h", "d", "B", "KiB", "MiB", "GiB", "TiB", "PiB", "x", "M", "G" };

    /// <summary>Lines of at most <paramref name="width"/> columns; a word that is longer has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        var used = 0;
        foreach (var word in Words(text))
        {
            var length = CellWidth.Of(word);
            if (used > 0 && used + 1 + length > width)
            {
                yield return line;
                (line, used) = ("", 0);
            }

            line += used > 0 ? " " + word : word;
            used += length + (used > 0 ? 1 : 0);
        }

        if (used > 0)
        {
            yield return line;
        }
    }

    /// <summary>Words, a number with its unit as one.</summary>
    private static IEnumerable<string> Words(string text)
    {
        string? number = null;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (number is not null && Units.Contains(word.TrimEnd(',', ';', ')', '.', ':')))
            {
                yield return number + " " + word;
                number = null;
                continue;
            }

            if (number is not null)
            {
                yield return number;
            }

            number = char.IsAsciiDigit(word[^1]) ? word : null;
            if (number is null)
            {
                yield return word;
            }
        }

        if (number is not null)
        {
            yield return number;
        }
    }

    /// <summary>The sentence with its first line after a mark and the others beneath the first.</summary>
    public static void WriteItem(TextOutput output, TextLine mark, string text, Tone tone = Tone.Plain)
    {
        var indent = mark.Width;
        var line = mark;
        foreach (var part in Wrap(text, output.Width - indent))
        {
            output.Line(line.Add(part, tone));
            line = new TextLine().PadTo(indent);
        }
    }
}
