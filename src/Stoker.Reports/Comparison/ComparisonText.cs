using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Comparison;

/// <summary>The report of a comparison for a terminal, a pipe or a ticket.</summary>
public static class ComparisonText
{
    /// <summary>Writes the report.</summary>
    public static string Write(ComparisonResult result, TextStyle style, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(clock);
        var output = new TextOutput(style);
        var arrow = Arrow(style);
        WriteRun(output, "A", result.Before, clock);
        WriteRun(output, "B", result.After, clock);
        output.Line();
        foreach (var line in Wrapping.Wrap(ComparisonSentence.Of(result.Comparison), output.Width))
        {
            output.Line(line, Tone.Strong);
        }

        WriteTable(output, ComparisonTables.Causes(result.Comparison, arrow));
        WriteTable(output, ComparisonTables.Stages(result.Comparison, arrow));
        WriteTable(output, ComparisonTables.Settings(result.Comparison));
        WriteNotes(output, ComparisonNotes.Of(result));
        return output.ToString();
    }

    /// <summary>The sign between two values.</summary>
    internal static string Arrow(TextStyle style) => style.HasUnicode ? "→" : "->";

    private static void WriteRun(TextOutput output, string letter, Analysis analysis, Clock clock)
    {
        var header = ApplicationHeader.Of(analysis.Application);
        var separator = output.Glyphs.Separator;
        var line = TextLine.Of(letter + "  ", Tone.Strong)
            .Add(CellWidth.Cut(CellWidth.Clean(header.Name), output.Width / 2, output.Glyphs.Ellipsis), Tone.Strong)
            .Add("  ").Add(CellWidth.Clean(header.Id), Tone.Accent);
        output.Line(line);
        string[] facts = [clock.DateAndTime(header.Start), header.Length, .. header.Platform.Take(2), .. header.Slots is { } slots ? [slots] : Array.Empty<string>(), header.Outcome];
        Wrapping.WriteItem(output, TextLine.Of("   "), string.Join(separator, facts.Select(CellWidth.Clean)));
    }

    private static void WriteTable(TextOutput output, Table? table)
    {
        if (table is not null)
        {
            output.Line();
            TableText.Write(output, table);
        }
    }

    private static void WriteNotes(TextOutput output, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        output.Line();
        foreach (var note in notes)
        {
            Wrapping.WriteItem(output, TextLine.Of("note  ", Tone.Quiet), note);
        }
    }
}
