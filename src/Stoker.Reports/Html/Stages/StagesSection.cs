using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Stages;

/// <summary>Stages in the order of what they cost, then the tasks of those that matter.</summary>
internal sealed class StagesSection
{
    private const int MostRows = 40;
    private const int LeastRows = 8;
    private const int MostDetails = 6;

    /// <summary>What costs less than this share of task time and of wall time is counted beneath the table.</summary>
    private const double LeastRowShare = 0.005;

    /// <summary>A stage below this share of task time and of wall time gets no charts of its own.</summary>
    private const double LeastShare = 0.03;

    private readonly CostRanking _costs;
    private readonly IReadOnlyList<StageCost> _shown;
    private readonly IReadOnlyList<StageDetail> _details;

    public StagesSection(CostRanking costs)
    {
        _costs = costs;
        _shown = [.. costs.Stages.Where((stage, index) => index < LeastRows || IsAtLeast(stage, LeastRowShare)).Take(MostRows)];
        _details =
        [
            .. _shown.Where(stage => IsAtLeast(stage, LeastShare)).Take(MostDetails).Select(stage => new StageDetail(stage)),
        ];
    }

    /// <summary>Anchors of stages that the section has.</summary>
    public IEnumerable<string> Targets => _shown.Select(stage => Anchors.Of(stage.Stage.Id));

    public PageSection? Section()
    {
        if (_costs.Stages.Count == 0)
        {
            return null;
        }

        var hidden = _costs.Stages.Except(_shown).ToList();
        var rest = $"{Quantity.Count(hidden.Count, "more stage")} with {Quantity.Share(hidden.Sum(stage => stage.TaskTime.Value), _costs.TaskTime.Value)} of task time in all not shown.";
        return new PageSection(
            Anchors.Stages,
            "Stages",
            "Stages",
            [
                new Prose("In the order of what they cost: the sum of their shares of task time and of wall time."),
                Table(),
                hidden.Count > 0 ? new Prose(rest, "quiet") : null,
                .. _details,
            ]);
    }

    private HtmlTable Table()
    {
        var table = new HtmlTable(
            new HtmlColumn("stage", ColumnKind.Id),
            new HtmlColumn("SQL"),
            new HtmlColumn("what", ColumnKind.Text),
            new HtmlColumn("wall"),
            new HtmlColumn("task time"),
            new HtmlColumn("share"),
            new HtmlColumn("tasks"),
            new HtmlColumn("failed"),
            new HtmlColumn("median"),
            new HtmlColumn("longest"),
            new HtmlColumn("input"),
            new HtmlColumn("shuffle in"),
            new HtmlColumn("shuffle out"),
            new HtmlColumn("output"),
            new HtmlColumn("spill"))
        { IsSortable = true };
        foreach (var cost in _shown)
        {
            var anchor = Anchors.Of(cost.Stage.Id);
            var hasDetail = _details.Any(detail => detail.Cost == cost);
            table.Add(
                hasDetail ? null : anchor,
                new HtmlCell(cost.Stage.Id.ToString(), cost.Stage.Id.Stage.Value, hasDetail ? anchor : null),
                cost.Execution?.Id is { } sql ? new HtmlCell(sql.ToString(), sql.Value) : "",
                Words.Cut(StageWork.Of(cost.Stage, cost.Execution), 160),
                Time(cost.WallTime),
                Time(cost.TaskTime),
                new HtmlCell(Quantity.Share(cost.TaskTime.Value, _costs.TaskTime.Value), cost.TaskTime.Value),
                Count(cost.Stage.Tasks.Count),
                cost.Stage.FailedTasks > 0 ? Count(cost.Stage.FailedTasks) : "",
                Time(cost.MedianTask),
                Time(cost.LongestTask),
                Size(cost.Sum(TaskMetric.InputBytesRead)),
                Size(cost.Sum(TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead)),
                Size(cost.Sum(TaskMetric.ShuffleBytesWritten)),
                Size(cost.Sum(TaskMetric.OutputBytesWritten)),
                Size(cost.Sum(TaskMetric.DiskBytesSpilled)));
        }

        return table;
    }

    private bool IsAtLeast(StageCost stage, double share) => stage.TaskTime.Value >= share * _costs.TaskTime.Value || stage.WallTime?.Value >= share * _costs.WallTime.Value;

    private static HtmlCell Count(long count) => new(Quantity.Count(count), count);

    private static HtmlCell Time(Milliseconds? time) => time is { } known ? new HtmlCell(Quantity.Duration(known), known.Value) : "";

    private static HtmlCell Size(Bytes? size) => size is { } known ? new HtmlCell(Quantity.Size(known), known.Value) : "";
}
