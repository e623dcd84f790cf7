using System.Text;
using Stoker.Analyses;
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
        TableMarkdown.Write(text, Runs(result, clock));
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

    private static Table Runs(ComparisonResult result, Clock clock)
    {
        var table = new Table(
            new Column("run") { IsText = true },
            new Column("application") { IsText = true },
            new Column("id") { IsText = true },
            new Column("start") { IsText = true },
            new Column("wall"),
            new Column("core time"),
            new Column("slots") { IsText = true },
            new Column("outcome") { IsText = true });
        Add("A", result.Before);
        Add("B", result.After);
        return table;

        void Add(string letter, Analysis analysis)
        {
            var header = ApplicationHeader.Of(analysis.Application);
            table.Add(letter, header.Title, header.Id, clock.DateAndTime(header.Start), header.Length, Quantity.Duration(analysis.Time.ApplicationTime.Core.Total), header.Slots ?? "", header.Outcome);
        }
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
