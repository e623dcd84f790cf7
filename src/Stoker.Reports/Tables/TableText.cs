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

    /// <summary>Indent of what goes with a row beneath it.</summary>
    private const string Indent = "    ";

    /// <summary>As columns; where the width is short, those with a rank go, and text is cut.</summary>
    public static void Write(TextOutput output, Table table)
    {
        var columns = table.FilledColumns().ToList();
        var all = columns.Count;
        var widths = Fit(table, columns, output.Width);

        // A row that only a dropped column had something for says nothing any more.
        WriteColumns(output, table, columns, widths, table.Rows.Where(row => columns.Count == all || columns.Skip(1).Any(column => row[column].Length > 0)), beneath: []);
    }

    /// <summary>
    /// No column is left out, and no text is cut but in the middle of a column that keeps its ends: as columns where they fit, else with what <see cref="Column.GoesBeneath"/> in lines of its own, else each row as a paragraph
    /// that wraps, its cells behind their titles.
    /// </summary>
    public static void WriteWhole(TextOutput output, Table table)
    {
        var columns = table.FilledColumns().ToList();
        List<int> beneath = [.. columns.Where(column => table.Columns[column].GoesBeneath)], others = [.. columns.Except(beneath)];
        if (FitWhole(table, columns, output.Width))
        {
            WriteColumns(output, table, columns, Fit(table, columns, output.Width), table.Rows, beneath: []);
        }
        else if (beneath.Count > 0 && FitWhole(table, others, output.Width))
        {
            WriteColumns(output, table, others, Fit(table, others, output.Width), table.Rows, beneath);
        }
        else
        {
            WriteParagraphs(output, table, columns);
        }
    }

    private static void WriteColumns(TextOutput output, Table table, List<int> columns, int[] widths, IEnumerable<IReadOnlyList<string>> rows, List<int> beneath)
    {
        var titles = new TextLine();
        AddRow(titles, table, columns, widths, column => (table.Columns[column].Title, Tone.Quiet), output.Glyphs);
        output.Line(titles);
        foreach (var row in rows)
        {
            foreach (var cells in LinesOf(row, table, columns, widths))
            {
                var line = new TextLine();
                AddRow(line, table, columns, widths, column => (cells[column], table.Columns[column].Tone), output.Glyphs);
                output.Line(line);
            }

            foreach (var column in beneath)
            {
                var text = table.Columns[column].KeepsEnds ? CellWidth.CutMiddle(row[column], output.Width - Indent.Length, output.Glyphs.Ellipsis) : row[column];
                Wrapping.WriteItem(output, TextLine.Of(Indent), text);
            }
        }
    }

    /// <summary>The first text of a row, and a number before it with its title, then the others.</summary>
    private static void WriteParagraphs(TextOutput output, Table table, List<int> columns)
    {
        var head = Math.Min(columns.Count, columns.TakeWhile(column => !table.Columns[column].IsText).Count() + 1);
        foreach (var row in table.Rows)
        {
            var text = string.Concat(columns.Take(head - 1).Select(column => $"{table.Columns[column].Title} {row[column]}: ")) + row[columns[head - 1]];
            Wrapping.WriteItem(output, new TextLine(), table.Columns[columns[head - 1]].KeepsEnds ? CellWidth.CutMiddle(text, output.Width, output.Glyphs.Ellipsis) : text);
            Wrapping.WriteItem(output, TextLine.Of(Indent), string.Join("; ", columns.Skip(head).Where(column => row[column].Length > 0).Select(column => $"{table.Columns[column].Title}: {row[column]}")));
        }
    }

    /// <summary>Whether columns fit without cutting what must stay whole.</summary>
    private static bool FitWhole(Table table, List<int> columns, int width) => columns.Sum(column => LeastWhole(table, column, width)) + (Gap * (columns.Count - 1)) <= width;

    /// <summary>What a column takes at the least: all of it, unless it goes on in further lines or may lose its middle.</summary>
    private static int LeastWhole(Table table, int column, int width) =>
        table.Columns[column] is { Wraps: false, KeepsEnds: false } ? FullWidth(table, column) : Math.Min(FullWidth(table, column), LeastText(table, column, width));

    private static int FullWidth(Table table, int column) => table.Rows.Select(row => row[column]).Append(table.Columns[column].Title).Max(CellWidth.Of);

    /// <summary>A text is of use from a third of the width on; one that wraps holds its longest word, such as the name of a setting.</summary>
    private static int LeastText(Table table, int column, int width) => !table.Columns[column].Wraps ? LeastTextWidth(width)
        : Math.Max(LeastTextWidth(width), table.Rows.SelectMany(row => Wrapping.Wrap(row[column], 1)).Select(CellWidth.Of).DefaultIfEmpty().Max());

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
            widths[column] = FullWidth(table, column);
        }

        while (LeastWidth() > width && columns.OrderByDescending(column => table.Columns[column].Rank).First() is var last && table.Columns[last].Rank > 0)
        {
            columns.Remove(last);
        }

        // What goes on in the next line gives up its width first, then what may lose its middle.
        foreach (var column in columns.Where(column => table.Columns[column].IsText).OrderByDescending(column => table.Columns[column].Wraps).ThenByDescending(column => table.Columns[column].KeepsEnds))
        {
            var excess = columns.Sum(other => widths[other]) + (Gap * (columns.Count - 1)) - width;
            widths[column] = Math.Max(widths[column] - Math.Max(0, excess), Math.Min(widths[column], LeastText(table, column, width)));
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
