using System.Text;

namespace Stoker.Reports.Tables;

/// <summary>Writes a table in the way that GitHub, GitLab and most wikis read.</summary>
internal static class TableMarkdown
{
    public static void Write(StringBuilder text, Table table)
    {
        var columns = table.FilledColumns().ToList();
        text.Append('|').AppendJoin('|', columns.Select(column => $" {table.Columns[column].Title} ")).Append("|\n");
        text.Append('|').AppendJoin('|', columns.Select(column => table.Columns[column].IsText ? " --- " : " ---: ")).Append("|\n");
        foreach (var row in table.Rows)
        {
            text.Append('|').AppendJoin('|', columns.Select(column => $" {MarkdownText.Escape(row[column])} ")).Append("|\n");
        }
    }
}
