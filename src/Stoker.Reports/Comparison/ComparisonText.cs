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
        foreach (var line in Wrapping.Wrap(ComparisonSentence.Of(result.Comparison), output.Width))
        {
            output.Line(line, Tone.Strong);
        }

        output.Line();
        RunPair.Of(result, clock, output.Glyphs.Ellipsis).Write(output);
        WriteTable(output, ComparisonTables.Causes(result.Comparison, arrow));
        WriteTable(output, ComparisonTables.Stages(result.Comparison, arrow));
        WriteTable(output, ComparisonTables.Settings(result.Comparison));
        WriteNotes(output, ComparisonNotes.Of(result));
        return output.ToString();
    }

    /// <summary>The sign between two values.</summary>
    internal static string Arrow(TextStyle style) => style.HasUnicode ? "→" : "->";

    private static void WriteTable(TextOutput output, Table? table)
    {
        if (table is not null)
        {
            output.Line();
            TableText.WriteWhole(output, table);
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
