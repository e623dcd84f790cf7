using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Timelines;

/// <summary>Draws a timeline: busy cores in two rows of blocks, jobs in lanes beneath, then the time since the start.</summary>
internal static class TimelineText
{
    private const int Gutter = 7;
    private const int Rows = 2;

    /// <summary>Columns that the drawing leaves for time.</summary>
    public static int StepsFor(int width) => width - Gutter;

    public static void Write(TextOutput output, Timeline timeline)
    {
        var peak = Math.Max(1, timeline.Peak);
        var step = Quantity.Duration(new Milliseconds(Math.Max(1, timeline.Length.Value / timeline.Busy.Count)));
        output.Line(TextLine.Of("Cores busy", Tone.Strong).Add($" of {Quantity.Count(peak)} over time; a column is {step}", Tone.Quiet));
        for (var row = Rows - 1; row >= 0; row--)
        {
            var line = new TextLine().AddRight(row == Rows - 1 ? Quantity.Count(peak) : row == 0 ? "0" : "", Gutter - 2, Tone.Quiet).PadTo(Gutter);
            AddLevels(line, timeline, row, peak, output.Glyphs);
            output.Line(line);
        }

        foreach (var (lane, index) in JobLanes.Of(timeline, output.Glyphs).Select((lane, index) => (lane, index)))
        {
            output.Line(new TextLine().AddRight(index == 0 ? "jobs" : "", Gutter - 2, Tone.Quiet).PadTo(Gutter).Add(lane));
        }

        output.Line(Axis(timeline));
    }

    private static void AddLevels(TextLine line, Timeline timeline, int row, int peak, Glyphs glyphs)
    {
        var full = glyphs.Levels.Length - 1;
        var cells = new (char Glyph, Tone Tone)[timeline.Busy.Count];
        for (var step = 0; step < cells.Length; step++)
        {
            var level = LevelIn(row, Math.Min(1, timeline.Busy[step] / peak), full);
            var hasSlots = timeline.Slots.Count > 0 && LevelIn(row, timeline.Slots[step] / peak, full) > 0;
            cells[step] = level > 0 ? (glyphs.Levels[level], Tone.Good) : hasSlots ? (glyphs.IdleSlot, Tone.Quiet) : (' ', Tone.Plain);
        }

        line.Add(cells);
    }

    /// <summary>Of a value from 0 to 1 the part that shows in a row of blocks; a little shows as the lowest block, for it is not nothing.</summary>
    private static int LevelIn(int row, double value, int full)
    {
        var level = (int)Math.Round(value * Rows * full);
        if (row == 0 && level == 0 && value > 0.001)
        {
            return 1;
        }

        return Math.Clamp(level - (row * full), 0, full);
    }

    private static TextLine Axis(Timeline timeline)
    {
        var columns = timeline.Busy.Count;
        var step = TimeAxis.Step(timeline.Length, Math.Max(2, columns / 16));
        var end = Quantity.Duration(timeline.Length);
        var endColumn = Gutter + columns - end.Length;
        var line = new TextLine().PadTo(Gutter);
        for (long at = 0; at < timeline.Length.Value; at += step)
        {
            var label = TimeAxis.Label(new Milliseconds(at));
            var column = Gutter + (int)(at * (double)columns / timeline.Length.Value);
            if (column < line.Width + (at == 0 ? 0 : 2) || column + label.Length + 2 > endColumn)
            {
                continue;
            }

            line.PadTo(column).Add(label, Tone.Quiet);
        }

        return line.AddRight(end, Gutter + columns, Tone.Quiet);
    }
}
