namespace Stoker.PySpark.Reading;

/// <summary>Text with the line numbering of Python's tokenizer: a line ends at LF, CR LF or CR, and nowhere else.</summary>
public sealed class SourceText
{
    /// <summary>Every so many characters of a long line the count of its UTF-8 bytes is kept, so that a line of a megabyte is not walked for each of its nodes.</summary>
    private const int Stride = 256;

    private readonly int[] lineStarts;
    private readonly bool isAscii;
    private readonly Dictionary<int, int[]> bytesAtStrides = [];

    /// <summary>Indexes the lines of <paramref name="text"/>.</summary>
    public SourceText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        lineStarts = FindLines(text);
        isAscii = System.Text.Ascii.IsValid(text);
        for (var line = 0; !isAscii && line < lineStarts.Length; line++)
        {
            var end = line + 1 < lineStarts.Length ? lineStarts[line + 1] : text.Length;
            if (end - lineStarts[line] > 2 * Stride)
            {
                bytesAtStrides[line] = CountBytes(text.AsSpan(lineStarts[line], end - lineStarts[line]));
            }
        }
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
        if (isAscii)
        {
            return Math.Min(offset + utf8Column, Text.Length);
        }

        var bytes = 0;
        if (bytesAtStrides.TryGetValue(line - 1, out var counts))
        {
            var at = Array.BinarySearch(counts, utf8Column);
            var stride = at >= 0 ? at : ~at - 1;
            (offset, bytes) = (offset + (stride * Stride), counts[stride]);
        }

        for (; bytes < utf8Column && offset < Text.Length; offset++)
        {
            bytes += BytesOf(Text[offset]);
        }

        return offset;
    }

    /// <summary>Half of a surrogate pair, which takes four bytes, counts two.</summary>
    private static int BytesOf(char unit) => unit switch
    {
        < '\u0080' => 1,
        < '\u0800' => 2,
        >= '\uD800' and < '\uE000' => 2,
        _ => 3,
    };

    /// <summary>The bytes before each stride of a line; the first is 0.</summary>
    private static int[] CountBytes(ReadOnlySpan<char> line)
    {
        var counts = new int[((line.Length - 1) / Stride) + 1];
        for (int i = 0, bytes = 0; i < line.Length; bytes += BytesOf(line[i++]))
        {
            if (i % Stride == 0)
            {
                counts[i / Stride] = bytes;
            }
        }

        return counts;
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
