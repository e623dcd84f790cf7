using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Stages;

/// <summary>Attempts of a stage as spans, in ms since its first launch.</summary>
internal static class TaskSpans
{
    /// <summary>A span for each attempt, in the order of the table.</summary>
    public static IReadOnlyList<LaneItem> Of(StageAttempt stage)
    {
        var tasks = stage.Tasks;
        var start = Enumerable.Range(0, tasks.Count).Min(row => tasks.LaunchTime(row).EpochMilliseconds);
        return [.. Enumerable.Range(0, tasks.Count).Select(row => Item(tasks, row, start))];
    }

    private static LaneItem Item(TaskTable tasks, int row, long start)
    {
        var from = tasks.LaunchTime(row).EpochMilliseconds - start;
        var isBad = tasks.Status(row) is TaskAttemptStatus.Failed or TaskAttemptStatus.Killed;
        var outcome = isBad ? ", " + tasks.Status(row).ToString().ToLowerInvariant() : "";
        return new LaneItem(
            from,
            from + Math.Max(0, tasks.Duration(row).Value),
            Quantity.Count(tasks.Index(row)),
            Words.Cut($"task {tasks.TaskId(row)} (number {tasks.Index(row)}) on executor {tasks.ExecutorId(row)}, {Quantity.Duration(tasks.Duration(row))}{outcome}", 160),
            isBad);
    }
}
