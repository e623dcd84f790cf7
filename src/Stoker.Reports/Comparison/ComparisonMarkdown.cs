using System.Text;
using Stoker.Comparing;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Comparison;

/// <summary>The report of a comparison for an issue, a merge request or a wiki.</summary>
public static class ComparisonMarkdown
{
    private const string Arrow = "→";

    /// <summary>Writes the report.</summary>
    public static string Write(ComparisonResult result, Clock clock)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(clock);
        var text = new StringBuilder("## Two runs compared\n\n");
        text.Append("**").Append(MarkdownText.Escape(ComparisonSentence.Of(result.Comparison))).Append("**\n\n");
        RunPair.WriteMarkdown(text, result, clock);
        Append(text, "Why", ComparisonTables.Causes(result.Comparison, Arrow));
        Append(text, "Stages that changed most", ComparisonTables.Stages(result.Comparison, Arrow));
        Append(text, "Settings that differ", ComparisonTables.Settings(result.Comparison));
        var notes = ComparisonNotes.Of(result);
        if (notes.Count > 0)
        {
            text.Append("\n### About these logs\n\n");
            foreach (var note in notes)
            {
                text.Append("- ").Append(MarkdownText.Escape(note)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, Table? table)
    {
        if (table is not null)
        {
            text.Append("\n### ").Append(title).Append("\n\n");
            TableMarkdown.Write(text, table);
        }
    }
}
