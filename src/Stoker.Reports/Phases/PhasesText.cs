using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Phases;

/// <summary>Wall time and core time by part, side by side where there is room.</summary>
internal static class PhasesText
{
    private const int RoomForTwo = 130;
    private const int Gap = 4;

    public static void Write(TextOutput output, TimeShares time)
    {
        var isWide = output.Width >= RoomForTwo;
        var width = isWide ? (output.Width - Gap) / 2 : output.Width;
        var wall = ShareBars.Draw(Title("Wall time", time.WallTime), time.Wall, time.WallTime, width, output.Glyphs);
        var core = ShareBars.Draw(Title("Core time", time.CoreTime).Add(", slots while they lived", Tone.Quiet), time.Core, time.CoreTime, width, output.Glyphs);
        if (time.CoreTime.Value == 0)
        {
            core = [];
        }

        if (!isWide)
        {
            wall.ForEach(output.Line);
            if (core.Count > 0)
            {
                output.Line();
            }

            core.ForEach(output.Line);
            return;
        }

        for (var index = 0; index < Math.Max(wall.Count, core.Count); index++)
        {
            var line = new TextLine();
            if (index < wall.Count)
            {
                line.Add(wall[index]);
            }

            output.Line(index < core.Count ? line.PadTo(width + Gap).Add(core[index]) : line);
        }
    }

    private static TextLine Title(string name, Milliseconds whole) => TextLine.Of(name, Tone.Strong).Add(" " + Quantity.Duration(whole), Tone.Quiet);
}
