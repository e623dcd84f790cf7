using System.Text;

namespace Stoker.Reports.Terminal;

/// <summary>One line of pieces with tones, which knows how many columns it takes.</summary>
internal sealed class TextLine
{
    private readonly List<(string Text, Tone Tone)> _pieces = [];

    public int Width { get; private set; }

    public IReadOnlyList<(string Text, Tone Tone)> Pieces => _pieces;

    public static TextLine Of(string text, Tone tone = Tone.Plain) => new TextLine().Add(text, tone);

    public TextLine Add(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            _pieces.Add((text, tone));
            Width += CellWidth.Of(text);
        }

        return this;
    }

    public TextLine Add(TextLine line)
    {
        _pieces.AddRange(line._pieces);
        Width += line.Width;
        return this;
    }

    /// <summary>Cells of a drawing, neighbors of one tone as one piece.</summary>
    public TextLine Add(ReadOnlySpan<(char Glyph, Tone Tone)> cells)
    {
        var text = new StringBuilder();
        for (var index = 0; index < cells.Length; index++)
        {
            text.Append(cells[index].Glyph);
            if (index == cells.Length - 1 || cells[index + 1].Tone != cells[index].Tone)
            {
                Add(text.ToString(), cells[index].Tone);
                text.Clear();
            }
        }

        return this;
    }

    /// <summary>Blanks up to a column; nothing when the line is already there.</summary>
    public TextLine PadTo(int column) => Width < column ? Add(new string(' ', column - Width)) : this;

    /// <summary>The text so that it ends at a column.</summary>
    public TextLine AddRight(string text, int column, Tone tone = Tone.Plain) => PadTo(column - CellWidth.Of(text)).Add(text, tone);
}
