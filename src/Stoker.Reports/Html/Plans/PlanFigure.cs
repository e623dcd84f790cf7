using Stoker.Model.Sql;
using Stoker.Model.Units;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Plans;

/// <summary>A plan as a drawing: boxes with time and rows, warmer the more of the execution's task time they took.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="Tree">Its plan; laid out by this component.</param>
/// <param name="TaskTime">Time of all tasks of the execution, of which shares are.</param>
internal sealed record PlanFigure(SqlExecution Execution, PlanTree Tree, Milliseconds TaskTime) : IHtmlComponent
{
    /// <summary>Width of a character of a monospaced font, at most: 0.61 of its size.</summary>
    private const double CharacterWidth = 0.61 * Svg.TextSize;

    private const double Inset = 10;

    private static readonly double[] Warmth = [0.05, 0.15, 0.3, 0.5];

    private static int Columns => (int)((PlanBox.Width - (2 * Inset)) / CharacterWidth);

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        var layout = PlanLayout.Of(Tree);
        html.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plan\" width=\"{layout.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\" aria-label=\"Plan of SQL execution {Execution.Id.ToString()}\">\n<g class=\"code\">\n");
        foreach (var box in Tree.Boxes)
        {
            foreach (var input in box.Inputs)
            {
                WriteLine(html, input, box);
            }
        }

        foreach (var box in Tree.Boxes)
        {
            if (box.Reused is { } reused)
            {
                WriteSign(html, box, reused);
            }
            else
            {
                WriteBox(html, box);
            }
        }

        html.Write($"</g>\n");
        Svg.Close(html);
    }

    private static void WriteLine(HtmlWriter html, PlanBox from, PlanBox to)
    {
        var rows = from.Operators.LastOrDefault()?.Rows ?? from.Head.Rows ?? 0;
        var width = 1 + (0.5 * Math.Log10(Math.Max(1, rows)));
        var middle = to.Y - 15;
        html.Write($"<path class=\"line s-other\" stroke-linejoin=\"round\" style=\"stroke-width:{width}\" d=\"M{from.Center} {from.Bottom}V{middle}H{to.Center}V{to.Y}\"/>\n");
    }

    private void WriteSign(HtmlWriter html, PlanBox box, PlanBox reused)
    {
        var isDrawn = Tree.Boxes.Contains(reused);
        if (isDrawn)
        {
            html.Write($"<a href=\"#{Anchors.Of(Execution.Id, reused.Head.Node.Id)}\">");
        }

        html.Write($"<rect class=\"box\" stroke-dasharray=\"4 3\" rx=\"6\" x=\"{box.X}\" y=\"{box.Y}\" width=\"{PlanBox.Width}\" height=\"{box.Height}\"/>");
        html.Write($"<text x=\"{box.X + Inset}\" y=\"{box.Baseline(0)}\">{Words.Cut("again: " + OperatorText.NameOf(reused.Head.Node), Columns - 8)} #{reused.Head.Node.Id}</text>\n");
        if (isDrawn)
        {
            html.Write($"</a>\n");
        }
    }

    private void WriteBox(HtmlWriter html, PlanBox box)
    {
        var share = box.Head is { Time: { } time, IsDriverTime: false, IsCumulative: false } && TaskTime.Value > 0 ? (double)time.Value / TaskTime.Value : 0;
        var warmth = Array.FindLastIndex(Warmth, least => share >= least) + 1;
        html.Write($"<g id=\"{Anchors.Of(Execution.Id, box.Head.Node.Id)}\"><title>{Words.Cut(box.Head.Node.Description, 300)}</title><rect class=\"box\" rx=\"6\" x=\"{box.X}\" y=\"{box.Y}\" width=\"{PlanBox.Width}\" height=\"{box.Height}\"/>");
        if (warmth > 0)
        {
            html.Write($"<rect class=\"w{warmth}\" rx=\"6\" x=\"{box.X}\" y=\"{box.Y}\" width=\"{PlanBox.Width}\" height=\"{box.Height}\"/><rect class=\"f-bad\" x=\"{box.X + 6}\" y=\"{box.Bottom - 4}\" width=\"{(PlanBox.Width - 12) * Math.Min(1, share)}\" height=\"3\"/>");
        }

        var line = 0;
        Text(html, box, line++, OperatorText.NameOf(box.Head.Node), box.Head.Node.IsCluster ? "" : "#" + box.Head.Node.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), isStrong: true);
        if (box.Head.Time is { } spent)
        {
            var part = box.Head.IsDriverTime ? "driver" : share > 0 ? Quantity.Share(share, 1) : "";
            Text(html, box, line++, box.Head.TimeName ?? "", part.Length > 0 ? $"{Quantity.Duration(spent)} \u00B7 {part}" : Quantity.Duration(spent));
        }

        line = box.Head.Node.IsCluster ? WriteOperators(html, box, line) : WriteDetails(html, box, line);
        if (box.HiddenCount > 0)
        {
            Text(html, box, line, $"and {Quantity.Count(box.HiddenCount, "more operator")}", "");
        }

        html.Write($"</g>\n");
    }

    private int WriteOperators(HtmlWriter html, PlanBox box, int line)
    {
        foreach (var work in box.Operators)
        {
            html.Write($"<g id=\"{Anchors.Of(Execution.Id, work.Node.Id)}\"><title>{Words.Cut(work.Node.Description, 300)}</title>");
            Text(html, box, line++, OperatorText.NameOf(work.Node), work.Rows is { } rows ? Quantity.Count(rows, "row") : "");
            html.Write($"</g>");
        }

        return line;
    }

    private static int WriteDetails(HtmlWriter html, PlanBox box, int line)
    {
        if (OperatorText.ArgumentOf(box.Head.Node) is { Length: > 0 } argument)
        {
            Text(html, box, line++, argument, "");
        }

        if (OperatorText.YieldOf(box.Head) is { Length: > 0 } yield)
        {
            Text(html, box, line++, yield, "");
        }

        return line;
    }

    /// <summary>A line of a box: text at the left, cut to what the text at the right leaves.</summary>
    private static void Text(HtmlWriter html, PlanBox box, int line, string left, string right, bool isStrong = false)
    {
        var room = Columns - (right.Length > 0 ? CellWidth.Of(right) + 1 : 0);
        html.Write($"<text class=\"{(isStrong ? "strong" : "text")}\" x=\"{box.X + Inset}\" y=\"{box.Baseline(line)}\">{Words.Cut(left, room)}</text>");
        if (right.Length > 0)
        {
            html.Write($"<text x=\"{box.X + PlanBox.Width - Inset}\" y=\"{box.Baseline(line)}\" text-anchor=\"end\">{right}</text>");
        }
    }
}
