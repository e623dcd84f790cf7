using Stoker.Reports.Terminal;

namespace Stoker.Reports.Explaining;

/// <summary>
/// A page of the documentation in a terminal. Reads what our pages are written in: headings, paragraphs, lists, tables, fenced code, and within a
/// line code, strong words and links. What else Markdown knows is shown as it stands.
/// </summary>
internal static class PageText
{
    private const int CodeIndent = 4;

    public static void Write(TextOutput output, string markdown)
    {
        List<string> paragraph = [];
        var isCode = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Flush(output, paragraph);
                isCode = !isCode;
            }
            else if (isCode)
            {
                foreach (var piece in CodeLines.Of(line, output.Width - CodeIndent))
                {
                    output.Line(new TextLine().PadTo(CodeIndent).Add(piece, Tone.Accent));
                }
            }
            else if (line.StartsWith('#'))
            {
                Flush(output, paragraph);
                Wrapping.WriteItem(output, new TextLine(), line.TrimStart('#').Trim(), Tone.Strong);
            }
            else if (line.Length == 0 || line.StartsWith('|') || IsItem(line))
            {
                Flush(output, paragraph);
                WriteAlone(output, line);
            }
            else
            {
                paragraph.Add(line.Trim());
            }
        }

        Flush(output, paragraph);
    }

    private static void WriteAlone(TextOutput output, string line)
    {
        if (!IsItem(line))
        {
            output.Line(line);
            return;
        }

        var text = line.TrimStart();
        WriteWords(output, new TextLine().PadTo(line.Length - text.Length).Add("- "), text[2..]);
    }

    private static bool IsItem(string line) => line.TrimStart() is ['-' or '*', ' ', ..];

    private static void Flush(TextOutput output, List<string> paragraph)
    {
        if (paragraph.Count > 0)
        {
            WriteWords(output, new TextLine(), string.Join(' ', paragraph));
            paragraph.Clear();
        }
    }

    private static void WriteWords(TextOutput output, TextLine start, string text)
    {
        var indent = start.Width;
        var line = start;
        foreach (var word in Words(text, output.Style.HasColor))
        {
            if (line.Width > indent && line.Width + 1 + word.Width > output.Width)
            {
                output.Line(line);
                line = new TextLine().PadTo(indent);
            }

            line.Add(line.Width > indent ? " " : "").Add(word);
        }

        output.Line(line);
    }

    /// <summary>What stands between blanks, which may be of several tones: <c>`a`,</c>.</summary>
    private static List<TextLine> Words(string text, bool hasColor)
    {
        List<TextLine> words = [new()];
        foreach (var (part, tone) in Parts(text, hasColor))
        {
            foreach (var (word, index) in part.Split(' ').Select((word, index) => (word, index)))
            {
                if (index > 0 && words[^1].Width > 0)
                {
                    words.Add(new TextLine());
                }

                words[^1].Add(word, tone);
            }
        }

        return [.. words.Where(word => word.Width > 0)];
    }

    /// <summary>The marks of code stay where there is no color to tell it by; those of strong words go, and of a link its text and address remain.</summary>
    private static IEnumerable<(string Text, Tone Tone)> Parts(string text, bool hasColor)
    {
        var plain = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var (end, part, tone) = text[at] switch
            {
                '`' when text.IndexOf('`', at + 1) is var close and > 0 => (close + 1, hasColor ? text[(at + 1)..close] : text[at..(close + 1)], Tone.Accent),
                '*' when text.AsSpan(at).StartsWith("**") && text.IndexOf("**", at + 2, StringComparison.Ordinal) is var close and > 0 => (close + 2, text[(at + 2)..close], Tone.Strong),
                '[' when text.IndexOf("](", at, StringComparison.Ordinal) is var middle and > 0 && text.IndexOf(')', middle) is var close and > 0 =>
                    (close + 1, $"{text[(at + 1)..middle]} ({text[(middle + 2)..close]})", Tone.Plain),
                _ => (0, "", Tone.Plain),
            };
            if (end > 0)
            {
                yield return (text[plain..at], Tone.Plain);
                yield return (part, tone);
                plain = end;
                at = end - 1;
            }
        }

        yield return (text[plain..], Tone.Plain);
    }
}
