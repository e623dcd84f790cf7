using Stoker.Reports.Html.Markup;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Html.Tables;

/// <summary>A table whose columns without content are left out. With script it can be sorted.</summary>
internal sealed class HtmlTable(params IReadOnlyList<HtmlColumn> columns) : IHtmlComponent
{
    private readonly List<(string? Anchor, HtmlCell[] Cells)> _rows = [];

    public int RowCount => _rows.Count;

    /// <summary>Whether a reader may put it in another order.</summary>
    public bool IsSortable { get; init; }

    /// <summary>A table of ready text as a page shows it.</summary>
    public static HtmlTable Of(Table source)
    {
        var table = new HtmlTable([.. source.Columns.Select(column => new HtmlColumn(column.Title, column.IsText ? ColumnKind.Text : ColumnKind.Number))]);
        foreach (var row in source.Rows)
        {
            table.Add(null, [.. row.Select(cell => (HtmlCell)cell)]);
        }

        return table;
    }

    /// <summary>Adds a row; an anchor makes it a place that can be linked to.</summary>
    public void Add(string? anchor, params HtmlCell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, columns.Count);
        _rows.Add((anchor, cells));
    }

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var filled = Enumerable.Range(0, columns.Count).Where(column => _rows.Exists(row => row.Cells[column].Text.Length > 0)).ToList();
        html.Write($"<div class=\"scroll\" tabindex=\"0\"><table class=\"data{(IsSortable ? " sortable" : "")}\">\n<thead><tr>");
        foreach (var column in filled)
        {
            html.Write($"<th scope=\"col\" class=\"{ClassOf(columns[column])}\">{columns[column].Title}</th>");
        }

        html.Write($"</tr></thead>\n<tbody>\n");
        foreach (var (anchor, cells) in _rows)
        {
            WriteRow(html, anchor, filled.Select(column => (columns[column], cells[column])));
        }

        html.Write($"</tbody></table></div>\n");
    }

    private static void WriteRow(HtmlWriter html, string? anchor, IEnumerable<(HtmlColumn Column, HtmlCell Cell)> cells)
    {
        html.Write($"<tr");
        if (anchor is not null)
        {
            html.Write($" id=\"{anchor}\"");
        }

        html.Write($">");
        foreach (var (column, cell) in cells)
        {
            html.Write($"<td");
            if (column.Kind != ColumnKind.Number)
            {
                html.Write($" class=\"{ClassOf(column)}\"");
            }

            if (cell.Value is { } value)
            {
                html.Write($" data-v=\"{value}\"");
            }

            html.Write($">");
            if (cell.Link is { } link)
            {
                html.Write($"<a href=\"#{link}\">{cell.Text}</a></td>");
            }
            else
            {
                html.Write($"{cell.Text}</td>");
            }
        }

        html.Write($"</tr>\n");
    }

    private static string ClassOf(HtmlColumn column) => column.Kind switch
    {
        ColumnKind.Id => "id",
        ColumnKind.Text => "text",
        _ => "num",
    };
}
