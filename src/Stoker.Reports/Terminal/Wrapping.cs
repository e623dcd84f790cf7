namespace Stoker.Reports.Terminal;

/// <summary>Breaks a sentence into lines at blanks.</summary>
internal static class Wrapping
{
    /// <summary>Lines of at most <paramref name="width"/> columns; a word that is longer has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        var used = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
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
