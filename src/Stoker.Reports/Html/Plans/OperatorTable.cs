using Stoker.Model.Sql;
using Stoker.Model.Units;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Plans;

/// <summary>The operators of a drawn plan as a table: for what does not fit into boxes, and for those who do not see the drawing.</summary>
internal static class OperatorTable
{
    private const int LongestArgument = 240;

    /// <summary>Folded, since the drawing says the same at a glance.</summary>
    public static Fold Of(SqlExecution execution, PlanTree tree)
    {
        var table = new HtmlTable(
            new HtmlColumn("node", ColumnKind.Id),
            new HtmlColumn("operator", ColumnKind.Text),
            new HtmlColumn("on", ColumnKind.Text),
            new HtmlColumn("time"),
            new HtmlColumn("of", ColumnKind.Id),
            new HtmlColumn("rows"),
            new HtmlColumn("bytes"),
            new HtmlColumn("spill"))
        { IsSortable = true };
        foreach (var work in tree.Boxes.Where(box => box.Reused is null).SelectMany(box => box.Operators.Append(box.Head)).Distinct().OrderBy(work => work.Node.Id))
        {
            table.Add(
                null,
                new HtmlCell(Quantity.Count(work.Node.Id), work.Node.Id, Anchors.Of(execution.Id, work.Node.Id)),
                OperatorText.NameOf(work.Node),
                work.Node.IsCluster ? "" : Words.Cut(OperatorText.ArgumentOf(work.Node), LongestArgument),
                work.Time is { } time ? new HtmlCell(Quantity.Duration(time), time.Value) : "",
                work.Time is null ? "" : (work.TimeName ?? "") + (work.IsDriverTime ? ", driver" : ""),
                work.Rows is { } rows ? new HtmlCell(Quantity.Count(rows), rows) : "",
                Size(work.Data),
                Size(work.Spilled));
        }

        return new Fold($"All operators of SQL {execution.Id} as a table", table);
    }

    private static HtmlCell Size(Bytes? size) => size is { } known ? new HtmlCell(Quantity.Size(known), known.Value) : "";
}
