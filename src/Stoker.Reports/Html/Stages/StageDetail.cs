using Stoker.Model.Columns;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Reports.Costs;
using Stoker.Reports.Html.Charts.Distributions;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Stages;

/// <summary>The tasks of a stage that matters: how their durations and bytes are spread, and when each ran if they are few.</summary>
/// <param name="Cost">The stage.</param>
internal sealed record StageDetail(StageCost Cost) : IHtmlComponent
{
    /// <summary>More tasks than this cannot be told apart in a drawing.</summary>
    private const int MostTasksInTimeline = 240;

    private const int MostLanes = 130;

    private static readonly (string Name, TaskMetric[] Metrics)[] Spreads =
    [
        ("GC", [TaskMetric.JvmGcTime]),
        ("input", [TaskMetric.InputBytesRead]),
        ("input records", [TaskMetric.InputRecordsRead]),
        ("shuffle in", [TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead]),
        ("shuffle records in", [TaskMetric.ShuffleRecordsRead]),
        ("shuffle read wait", [TaskMetric.ShuffleFetchWaitTime]),
        ("shuffle out", [TaskMetric.ShuffleBytesWritten]),
        ("output", [TaskMetric.OutputBytesWritten]),
        ("spill to disk", [TaskMetric.DiskBytesSpilled]),
        ("peak execution memory", [TaskMetric.PeakExecutionMemory]),
    ];

    private StageAttempt Stage => Cost.Stage;

    /// <inheritdoc/>
    public void Write(HtmlWriter html)
    {
        html.Write(new Heading($"Stage {Stage.Id}: {Words.Cut(StageWork.Of(Stage, Cost.Execution), 140)}", Anchors.Of(Stage.Id)));
        html.Write(new Prose($"{Quantity.Count(Stage.Tasks.Count, "task attempt")}, {Quantity.Duration(Cost.TaskTime)} of task time{(Cost.WallTime is { } wall ? $", {Quantity.Duration(wall)} of wall time" : "")}.", "quiet"));
        html.Write(new Group("spread", new Histogram("Duration of tasks", "task", Durations(), Duration), Table()));
        if (Stage.Tasks.Count is > 1 and <= MostTasksInTimeline)
        {
            html.Write(Timeline());
        }
    }

    private List<long> Durations() => [.. Enumerable.Range(0, Stage.Tasks.Count).Select(row => Stage.Tasks.Duration(row).Value).Order()];

    private HtmlTable Table()
    {
        var table = new HtmlTable(new HtmlColumn("of a task", ColumnKind.Id), new HtmlColumn("least"), new HtmlColumn("25 %"), new HtmlColumn("median"), new HtmlColumn("75 %"), new HtmlColumn("most"));
        Add(table, "duration", Durations(), Duration);
        var rows = Enumerable.Range(0, Stage.Tasks.Count).Where(Stage.Tasks.HasMetrics).ToList();
        foreach (var (name, metrics) in Spreads)
        {
            var columns = metrics.Select(Stage.Tasks.Metric).OfType<MetricColumn>().ToList();
            if (rows.Count > 0 && columns.Exists(column => column.Sum() > 0))
            {
                Add(table, name, [.. rows.Select(row => columns.Sum(column => column[row])).Order()], TextOf(metrics[0]));
            }
        }

        return table;
    }

    private static void Add(HtmlTable table, string name, List<long> sorted, Func<long, string> text) =>
        table.Add(null, name, text(sorted[0]), text(sorted[sorted.Count / 4]), text(sorted[sorted.Count / 2]), text(sorted[sorted.Count * 3 / 4]), text(sorted[^1]));

    private Figure Timeline()
    {
        var items = TaskSpans.Of(Stage);
        var length = (long)Math.Max(1, items.Max(item => item.To));
        return new Figure(
            new TimeChart($"Tasks of stage {Stage.Id} over time", length, [new LaneBand("Tasks", "task", items, length, MostLanes)]),
            "Each task with its number, from launch to end; the axis begins with the first launch.");
    }

    private static Func<long, string> TextOf(TaskMetric metric) => TaskMetrics.UnitOf(metric) switch
    {
        TaskMetricUnit.Bytes => value => Quantity.Size(new Bytes(value)),
        TaskMetricUnit.Milliseconds => Duration,
        _ => value => Quantity.Count(value),
    };

    private static string Duration(long ms) => Quantity.Duration(new Milliseconds(ms));
}
