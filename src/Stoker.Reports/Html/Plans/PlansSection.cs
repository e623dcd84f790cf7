using Stoker.Model.Sql;
using Stoker.Reports.Costs;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Plans;

/// <summary>SQL executions in the order of what they cost, then the plans of those that matter.</summary>
internal sealed class PlansSection
{
    private const int MostRows = 30;
    private const int LeastRows = 5;
    private const int MostPlans = 4;

    /// <summary>What costs less than this share of task time and of wall time is counted beneath the table.</summary>
    private const double LeastRowShare = 0.005;
    private const int MostBoxes = 100;

    /// <summary>A plan below this share of task time and of wall time is not drawn.</summary>
    private const double LeastShare = 0.05;

    private readonly CostRanking _costs;
    private readonly IReadOnlyList<SqlCost> _shown;
    private readonly IReadOnlyList<(SqlCost Cost, PlanTree Tree)> _plans;

    public PlansSection(CostRanking costs)
    {
        _costs = costs;
        _shown = [.. costs.SqlExecutionsOfOwn.Where((cost, index) => index < LeastRows || IsAtLeast(cost, LeastRowShare)).Take(MostRows)];
        _plans =
        [
            .. _shown.Where(cost => IsAtLeast(cost, LeastShare))
                .Where(cost => cost.Stages.Count > 0 && cost.Execution.Plan.Graph is not null)
                .Take(MostPlans)
                .Select(cost => (cost, PlanTree.Of(cost.Execution.Plan.Graph!, PlanWork.Of(cost.Execution), MostBoxes))),
        ];
    }

    /// <summary>Anchors of executions and nodes that the section has.</summary>
    public IEnumerable<string> Targets => _shown.Select(cost => Anchors.Of(cost.Execution.Id))
        .Concat(_plans.SelectMany(plan => plan.Tree.Boxes.Where(box => box.Reused is null)
            .SelectMany(box => box.Operators.Append(box.Head)).Select(work => Anchors.Of(plan.Cost.Execution.Id, work.Node.Id))));

    public PageSection? Section()
    {
        if (_costs.SqlExecutions.Count == 0)
        {
            return null;
        }

        var hidden = _costs.SqlExecutions.Count - _shown.Count;
        return new PageSection(
            Anchors.Plans,
            "SQL",
            "SQL executions",
            [
                Table(),
                hidden > 0 ? new Prose($"{Quantity.Count(hidden, "more execution")} of less cost not shown.", "quiet") : null,
                .. _plans.SelectMany(plan => Parts(plan.Cost, plan.Tree)),
            ]);
    }

    private static IEnumerable<IHtmlComponent?> Parts(SqlCost cost, PlanTree tree)
    {
        var name = CallSite.Shorten(cost.Execution.Description);
        yield return new Heading($"SQL {cost.Execution.Id}{(name.Length > 0 ? ": " + Words.Cut(name, 140) : "")}", Anchors.Of(cost.Execution.Id));
        var hidden = tree.HiddenOperators > 0 ? $" {Quantity.Count(tree.HiddenOperators, "operator")} with the least time not drawn." : "";
        var adaptive = cost.Execution.PlanUpdates > 0 ? " The plan is the last one that adaptive execution made." : "";
        yield return new Figure(
            new PlanFigure(cost.Execution, tree, cost.TaskTime),
            $"Rows flow downward. Warmer boxes, with a longer bar, took more of the {Quantity.Duration(cost.TaskTime)} in tasks; a line is thicker the more rows it carries. The time of generated code holds that of its operators and of the input that they pulled.{adaptive}{hidden}");
        yield return OperatorTable.Of(cost.Execution, tree);
    }

    private bool IsAtLeast(SqlCost cost, double share) => cost.TaskTime.Value >= share * _costs.TaskTime.Value || cost.WallTime?.Value >= share * _costs.WallTime.Value;

    private HtmlTable Table()
    {
        var table = new HtmlTable(
            new HtmlColumn("SQL", ColumnKind.Id),
            new HtmlColumn("what", ColumnKind.Text),
            new HtmlColumn("wall"),
            new HtmlColumn("task time"),
            new HtmlColumn("share"),
            new HtmlColumn("stages"),
            new HtmlColumn("tasks"),
            new HtmlColumn("status", ColumnKind.Id))
        { IsSortable = true };
        foreach (var cost in _shown)
        {
            var anchor = Anchors.Of(cost.Execution.Id);
            var isDrawn = _plans.Any(plan => plan.Cost == cost);
            table.Add(
                isDrawn ? null : anchor,
                new HtmlCell(cost.Execution.Id.ToString(), cost.Execution.Id.Value, isDrawn ? anchor : null),
                Words.Cut(CallSite.Shorten(cost.Execution.Description), 200),
                cost.WallTime is { } wall ? new HtmlCell(Quantity.Duration(wall), wall.Value) : "",
                new HtmlCell(Quantity.Duration(cost.TaskTime), cost.TaskTime.Value),
                new HtmlCell(Quantity.Share(cost.TaskTime.Value, _costs.TaskTime.Value), cost.TaskTime.Value),
                new HtmlCell(Quantity.Count(cost.Stages.Count), cost.Stages.Count),
                new HtmlCell(Quantity.Count(cost.TaskAttempts), cost.TaskAttempts),
                cost.Execution.Status.ToString().ToLowerInvariant());
        }

        return table;
    }
}
