using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Headers;

/// <summary>Two or three lines: what it was, where and when it ran, how it ended.</summary>
internal static class HeaderText
{
    public static void Write(TextOutput output, ApplicationHeader header, Clock clock)
    {
        var separator = output.Glyphs.Separator;
        var title = TextLine.Of(CellWidth.Cut(CellWidth.Clean(header.Name), output.Width - 4, output.Glyphs.Ellipsis), Tone.Strong);
        if (header.Id.Length > 0)
        {
            title.Add("  ").Add(CellWidth.Clean(header.Id), Tone.Accent);
        }

        output.Line(title);
        WriteJoined(output, [.. header.Platform, .. header.Slots is { } slots ? [slots] : Array.Empty<string>()], separator);
        var when = new TextLine().Add($"{clock.DateAndTime(header.Start)}{separator}").Add(Quantity.Duration(header.WallTime), Tone.Strong).Add(separator);
        output.Line(when.Add(header.Outcome, header.IsTroubled ? Tone.Bad : Tone.Plain));
    }

    private static void WriteJoined(TextOutput output, IReadOnlyList<string> parts, string separator)
    {
        var line = new TextLine();
        foreach (var part in parts.Select(CellWidth.Clean))
        {
            if (line.Width > 0 && line.Width + separator.Length + CellWidth.Of(part) > output.Width)
            {
                output.Line(line);
                line = new TextLine();
            }

            line.Add(line.Width > 0 ? separator + part : part);
        }

        if (line.Width > 0)
        {
            output.Line(line);
        }
    }
}
