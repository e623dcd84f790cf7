namespace Stoker.PySpark.Reading;

/// <summary>The layout of a Databricks notebook exported as source: Python in which cells and magics are comments.</summary>
internal static class DatabricksNotebook
{
    private const string Header = "# Databricks notebook source";
    private const string Separator = "# COMMAND ----------";
    private const string Magic = "# MAGIC ";
    private const string Sql = "%sql";

    public static bool IsOne(SourceText text) => text.Line(1).StartsWith(Header, StringComparison.Ordinal);

    public static List<NotebookCell> Cells(SourceText text)
    {
        var cells = new List<NotebookCell>();
        var first = 2;
        for (var line = 2; line <= text.LineCount + 1; line++)
        {
            if (line > text.LineCount || text.Line(line).StartsWith(Separator, StringComparison.Ordinal))
            {
                cells.Add(new NotebookCell(cells.Count, first, line - first, []));
                first = line + 1;

                // The blank line behind a separator is the export's, not the cell's.
                first += first < text.LineCount && text.Line(first).IsWhiteSpace() ? 1 : 0;
            }
        }

        return cells;
    }

    public static List<SqlCell> SqlCells(SourceText text)
    {
        var found = new List<SqlCell>();
        foreach (var cell in Cells(text))
        {
            var lines = Enumerable.Range(cell.FirstLine, cell.LineCount).Select(line => (line, Text: text.Line(line).ToString()))
                .Where(item => item.Text.StartsWith(Magic, StringComparison.Ordinal)).ToList();
            if (lines.Count > 0 && lines[0].Text[Magic.Length..].TrimStart().StartsWith(Sql, StringComparison.Ordinal))
            {
                var sql = string.Join('\n', lines.Select(item => item.Text[Magic.Length..]));
                found.Add(new SqlCell(lines[0].line, sql[(sql.IndexOf(Sql, StringComparison.Ordinal) + Sql.Length)..]));
            }
        }

        return found;
    }
}
