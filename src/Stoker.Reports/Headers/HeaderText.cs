using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>Two or three lines: what it was, where and when it ran, how it ended.</summary>
internal static class HeaderText
{
    public static void Write(TextOutput output, ApplicationHeader header, Clock clock)
    {
        var title = TextLine.Of(CellWidth.Cut(CellWidth.Clean(header.Name), output.Width - 4, output.Glyphs.Ellipsis), Tone.Strong);
        if (header.Id.Length > 0)
        {
            title.Add("  ").Add(CellWidth.Clean(header.Id), Tone.Accent);
        }

        output.Line(title);
        WriteJoined(output, [.. header.Platform.Select(part => (part, Tone.Plain)), .. header.Slots is { } slots ? [(slots, Tone.Plain)] : Array.Empty<(string, Tone)>()]);
        WriteJoined(
            output,
            [
                (clock.DateAndTime(header.Start), Tone.Plain),
                (header.Length, Tone.Strong),
                (header.Outcome, header.IsTroubled ? Tone.Bad : Tone.Plain),
            ]);
    }

    private static void WriteJoined(TextOutput output, IReadOnlyList<(string Text, Tone Tone)> parts)
    {
        var separator = output.Glyphs.Separator;
        var line = new TextLine();
        foreach (var (text, tone) in parts)
        {
            var part = CellWidth.Clean(text);
            if (line.Width > 0 && line.Width + separator.Length + CellWidth.Of(part) > output.Width)
            {
                output.Line(line);
                line = new TextLine();
            }

            line.Add(line.Width > 0 ? separator : "", Tone.Quiet).Add(part, tone);
        }

        if (line.Width > 0)
        {
            output.Line(line);
        }
    }
}
