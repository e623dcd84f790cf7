namespace Stoker.PySpark.Reading;

/// <summary>Text with the line numbering of Python's tokenizer: a line ends at LF, CR LF or CR, and nowhere else.</summary>
public sealed class SourceText
{
    private readonly int[] lineStarts;

    /// <summary>Indexes the lines of <paramref name="text"/>.</summary>
    public SourceText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        lineStarts = FindLines(text);
    }

    /// <summary>The whole text, with the line ends that the file has.</summary>
    public string Text { get; }

    /// <summary>How many lines there are; a text that ends in a line end has an empty last line.</summary>
    public int LineCount => lineStarts.Length;

    /// <summary>The offset of the first character of a 1-based line.</summary>
    public int StartOfLine(int line) => lineStarts[Math.Clamp(line, 1, lineStarts.Length) - 1];

    /// <summary>The text of a 1-based line, without its line end.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var start = StartOfLine(line);
        var end = line < lineStarts.Length ? lineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The text between two offsets.</summary>
    public string Slice(int start, int end) => Text[start..end];

    /// <summary>The 1-based line and column (UTF-16 units) of an offset.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var at = Array.BinarySearch(lineStarts, offset);
        var line = at >= 0 ? at : ~at - 1;
        return (line + 1, offset - lineStarts[line] + 1);
    }

    /// <summary>The offset of a position as CPython gives it: 1-based line, 0-based column in UTF-8 bytes.</summary>
    internal int OffsetOf(int line, int utf8Column)
    {
        if (line < 1 || line > lineStarts.Length)
        {
            return Text.Length;
        }

        var offset = lineStarts[line - 1];
        for (var bytes = 0; bytes < utf8Column && offset < Text.Length; offset++)
        {
            bytes += Text[offset] switch
            {
                < '\u0080' => 1,
                < '\u0800' => 2,
                >= '\uD800' and < '\uE000' => 2, // half of a pair that takes four bytes
                _ => 3,
            };
        }

        return offset;
    }

    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = 0; ;)
        {
            var step = text.AsSpan(at).IndexOfAny('\n', '\r');
            if (step < 0)
            {
                return [.. starts];
            }

            at += step + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
            {
                at++;
            }

            starts.Add(at);
        }
    }
}
