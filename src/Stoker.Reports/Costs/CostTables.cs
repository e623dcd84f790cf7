using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Costs;

/// <summary>The most expensive SQL executions and stages as tables.</summary>
internal static class CostTables
{
    /// <summary>More rows than this are for machines.</summary>
    private const int MostRows = 5;

    /// <summary>Where nothing stands out, as among thousands of small batches, the first are an example.</summary>
    private const int LeastRows = 2;

    /// <summary>What costs less than this share of core time and of wall time does not help.</summary>
    private const double LeastShare = 0.02;

    public static Table? SqlExecutions(CostRanking ranking)
    {
        var table = new Table(
            new Column("SQL") { Tone = Tone.Accent },
            new Column("what") { IsText = true },
            new Column("wall"),
            new Column("core time"),
            new Column("share"),
            new Column("stages") { Rank = 7 },
            new Column("tasks") { Rank = 4 },
            new Column("input") { Rank = 3 },
            new Column("shuffle") { Rank = 2 },
            new Column("output") { Rank = 5 },
            new Column("spill") { Rank = 1 });
        foreach (var cost in ranking.SqlExecutionsOfOwn.Where((cost, index) => index < LeastRows || Matters(ranking, cost.TaskTime, cost.WallTime)).Take(MostRows))
        {
            table.Add(
                cost.Execution.Id.ToString(),
                NameOf(CallSite.Shorten(cost.Execution.Description)),
                Time(cost.WallTime),
                Time(cost.TaskTime),
                Quantity.Share(cost.TaskTime.Value, ranking.TaskTime.Value),
                Quantity.Count(cost.Stages.Count),
                Quantity.Count(cost.TaskAttempts),
                Size(cost.Sum(TaskMetric.InputBytesRead)),
                Size(cost.Sum(TaskMetric.ShuffleBytesWritten)),
                Size(cost.Sum(TaskMetric.OutputBytesWritten)),
                Size(cost.Sum(TaskMetric.DiskBytesSpilled)));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    public static Table? Stages(CostRanking ranking)
    {
        var table = new Table(
            new Column("stage") { Tone = Tone.Accent },
            new Column("SQL") { Rank = 9 },
            new Column("what") { IsText = true },
            new Column("wall"),
            new Column("core time"),
            new Column("share"),
            new Column("tasks") { Rank = 4 },
            new Column("median") { Rank = 2 },
            new Column("longest") { Rank = 1 },
            new Column("input") { Rank = 5 },
            new Column("shuffle in") { Rank = 6 },
            new Column("shuffle out") { Rank = 7 },
            new Column("output") { Rank = 8 },
            new Column("spill") { Rank = 3 });
        foreach (var cost in ranking.Stages.Where((cost, index) => index < LeastRows || Matters(ranking, cost.TaskTime, cost.WallTime)).Take(MostRows))
        {
            table.Add(
                cost.Stage.Id.ToString(),
                cost.Execution?.Id.ToString() ?? "",
                NameOf(StageWork.Of(cost.Stage, cost.Execution)),
                Time(cost.WallTime),
                Time(cost.TaskTime),
                Quantity.Share(cost.TaskTime.Value, ranking.TaskTime.Value),
                Quantity.Count(cost.Stage.Tasks.Count),
                Time(cost.MedianTask),
                Time(cost.LongestTask),
                Size(cost.Sum(TaskMetric.InputBytesRead)),
                Size(cost.Sum(TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead)),
                Size(cost.Sum(TaskMetric.ShuffleBytesWritten)),
                Size(cost.Sum(TaskMetric.OutputBytesWritten)),
                Size(cost.Sum(TaskMetric.DiskBytesSpilled)));
        }

        return table.Rows.Count > 0 ? table : null;
    }

    private static bool Matters(CostRanking ranking, Milliseconds tasks, Milliseconds? wall) =>
        tasks.Value >= LeastShare * ranking.TaskTime.Value || wall?.Value >= LeastShare * ranking.WallTime.Value;

    private static string NameOf(string name) => name.Length > 0 ? name : "without a name";

    private static string Time(Milliseconds? time) => time is { } known ? Quantity.Duration(known) : "";

    private static string Size(Bytes? size) => size is { } known ? Quantity.Size(known) : "";
}
