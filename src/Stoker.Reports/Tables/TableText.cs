using Stoker.Reports.Terminal;

namespace Stoker.Reports.Tables;

/// <summary>Writes a table in the columns of a terminal.</summary>
internal static class TableText
{
    private const int Gap = 2;

    /// <summary>Less than this of a text says nothing.</summary>
    private const int NarrowestText = 8;

    /// <summary>A text column narrower than this is of no use: other columns go first.</summary>
    private static int LeastTextWidth(int width) => Math.Max(26, width / 3);

    public static void Write(TextOutput output, Table table)
    {
        var columns = table.FilledColumns().ToList();
        var all = columns.Count;
        var widths = Fit(table, columns, output.Width);
        var titles = new TextLine();
        AddRow(titles, table, columns, widths, column => (table.Columns[column].Title, Tone.Quiet), output.Glyphs);
        output.Line(titles);

        // A row that only a dropped column had something for says nothing any more.
        foreach (var row in table.Rows.Where(row => columns.Count == all || columns.Skip(1).Any(column => row[column].Length > 0)))
        {
            foreach (var cells in LinesOf(row, table, columns, widths))
            {
                var line = new TextLine();
                AddRow(line, table, columns, widths, column => (cells[column], table.Columns[column].Tone), output.Glyphs);
                output.Line(line);
            }
        }
    }

    /// <summary>As columns where all of it fits; else each row as a paragraph that wraps, its cells behind their titles: nothing is cut or left out.</summary>
    public static void WriteWhole(TextOutput output, Table table)
    {
        var columns = table.FilledColumns().ToList();
        if (columns.Sum(column => table.Rows.Select(row => row[column]).Append(table.Columns[column].Title).Max(CellWidth.Of)) + (Gap * (columns.Count - 1)) <= output.Width)
        {
            Write(output, table);
            return;
        }

        foreach (var row in table.Rows)
        {
            Wrapping.WriteItem(output, new TextLine(), row[columns[0]]);
            Wrapping.WriteItem(output, TextLine.Of("    "), string.Join("; ", columns.Skip(1).Where(column => row[column].Length > 0).Select(column => $"{table.Columns[column].Title}: {row[column]}")));
        }
    }

    /// <summary>The cells of a row, and those of further lines in which only what wraps goes on.</summary>
    private static IEnumerable<IReadOnlyList<string>> LinesOf(IReadOnlyList<string> row, Table table, List<int> columns, int[] widths)
    {
        var parts = columns.Where(column => table.Columns[column].Wraps).ToDictionary(column => column, column => Wrapping.Wrap(row[column], widths[column]).ToList());
        for (var line = 0; line < parts.Values.Select(part => part.Count).Append(1).Max(); line++)
        {
            yield return [.. row.Select((cell, column) => parts.TryGetValue(column, out var part) ? part.ElementAtOrDefault(line) ?? "" : line == 0 ? cell : "")];
        }
    }

    /// <summary>Widths by position in the table; drops columns from <paramref name="columns"/> until the others fit.</summary>
    private static int[] Fit(Table table, List<int> columns, int width)
    {
        var widths = new int[table.Columns.Count];
        foreach (var column in columns)
        {
            widths[column] = Math.Max(CellWidth.Of(table.Columns[column].Title), table.Rows.Max(row => CellWidth.Of(row[column])));
        }

        while (LeastWidth() > width && columns.OrderByDescending(column => table.Columns[column].Rank).First() is var last && table.Columns[last].Rank > 0)
        {
            columns.Remove(last);
        }

        // What goes on in the next line gives up its width first.
        foreach (var column in columns.Where(column => table.Columns[column].IsText).OrderByDescending(column => table.Columns[column].Wraps))
        {
            var excess = columns.Sum(other => widths[other]) + (Gap * (columns.Count - 1)) - width;
            widths[column] = Math.Max(widths[column] - Math.Max(0, excess), Math.Min(widths[column], LeastTextWidth(width)));
        }

        // Where nothing can go any more, text columns give up what they have: a cut name is better than a line that is too long.
        foreach (var column in columns.Where(column => table.Columns[column].IsText).OrderByDescending(column => widths[column]).ToList())
        {
            var excess = columns.Sum(other => widths[other]) + (Gap * (columns.Count - 1)) - width;
            widths[column] = Math.Max(widths[column] - Math.Max(0, excess), Math.Min(widths[column], NarrowestText));
        }

        return widths;

        int LeastWidth() => columns.Sum(column => table.Columns[column].IsText ? Math.Min(widths[column], LeastTextWidth(width)) : widths[column])
            + (Gap * (columns.Count - 1));
    }

    private static void AddRow(TextLine line, Table table, List<int> columns, int[] widths, Func<int, (string Text, Tone Tone)> cell, Glyphs glyphs)
    {
        var end = 0;
        foreach (var column in columns)
        {
            var start = end;
            end += widths[column];
            var (text, tone) = cell(column);
            if (table.Columns[column].IsText)
            {
                line.PadTo(start).Add(table.Columns[column].KeepsEnds ? CellWidth.CutMiddle(text, widths[column], glyphs.Ellipsis) : CellWidth.Cut(text, widths[column], glyphs.Ellipsis), tone);
            }
            else
            {
                line.AddRight(text, end, tone);
            }

            end += Gap;
        }
    }
}
