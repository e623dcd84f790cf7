using System.Text;

namespace Stoker.Reports.Terminal;

/// <summary>Lines on their way to a terminal, a pipe or a file: the only place that knows ANSI.</summary>
internal sealed class TextOutput(TextStyle style)
{
    private readonly StringBuilder _text = new(8 * 1024);

    public TextStyle Style { get; } = style;

    public int Width => Style.UsableWidth;

    public Glyphs Glyphs => Style.Glyphs;

    public void Line(TextLine line)
    {
        var end = line.Pieces.Count;
        for (var index = 0; index < end; index++)
        {
            var (text, tone) = line.Pieces[index];
            Append(index == end - 1 ? text.TrimEnd(' ') : text, tone);
        }

        _text.Append('\n');
    }

    public void Line(string text = "", Tone tone = Tone.Plain) => Line(TextLine.Of(text, tone));

    public override string ToString() => _text.ToString();

    private void Append(string text, Tone tone)
    {
        if (!Style.HasColor || tone == Tone.Plain)
        {
            _text.Append(text);
            return;
        }

        _text.Append(Ansi(tone)).Append(text).Append("\e[0m");
    }

    // The sixteen colors of the terminal, which its owner has chosen for a light or a dark background; bright black and yellow alone are
    // unreadable on one of the two in common themes.
    private static string Ansi(Tone tone) => tone switch
    {
        Tone.Strong => "\e[1m",
        Tone.Quiet => "\e[2m",
        Tone.Good => "\e[32m",
        Tone.Waste => "\e[33m",
        Tone.Bad => "\e[31m",
        Tone.Python => "\e[35m",
        Tone.Transfer => "\e[34m",
        _ => "\e[36m",
    };
}
