using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Units;
using Stoker.Reports.Executors;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Html.Executors;

/// <summary>Executors: what stands out, what each did, and its memory where the log has it.</summary>
internal static class ExecutorsSection
{
    private const int MostRows = 40;

    public static PageSection? Of(Application application, IReadOnlyList<ExecutorRemark> remarks)
    {
        if (application.Executors.Count == 0)
        {
            return null;
        }

        var hidden = application.Executors.Count - MostRows;
        return new PageSection(
            Anchors.Executors,
            "Executors",
            "Executors",
            remarks.Count > 0 ? new Notes([.. ExecutorsText.Lines(remarks, Glyphs.Unicode)]) : null,
            MemoryFigure.Of(application) is { } memory
                ? memory
                : new Prose("Memory over time is not in this log; spark.eventLog.logStageExecutorMetrics=true adds it.", "quiet"),
            Table(application),
            hidden > 0 ? new Prose($"{Quantity.Count(hidden, "executor")} with less task time not shown.", "quiet") : null);
    }

    /// <summary>Anchors of executors that the section has.</summary>
    public static IEnumerable<string> Targets(Application application) => Shown(application).Select(executor => Anchors.OfExecutor(executor.Id));

    private static IEnumerable<Executor> Shown(Application application) => application.Executors.OrderByDescending(executor => executor.TotalDuration.Value).Take(MostRows);

    private static HtmlTable Table(Application application)
    {
        var table = new HtmlTable(
            new HtmlColumn("executor", ColumnKind.Id),
            new HtmlColumn("host", ColumnKind.Text),
            new HtmlColumn("slots"),
            new HtmlColumn("lived"),
            new HtmlColumn("tasks"),
            new HtmlColumn("failed"),
            new HtmlColumn("task time"),
            new HtmlColumn("GC"),
            new HtmlColumn("input"),
            new HtmlColumn("shuffle in"),
            new HtmlColumn("shuffle out"),
            new HtmlColumn("peak heap"),
            new HtmlColumn("removed", ColumnKind.Text))
        { IsSortable = true };
        var anchored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var executor in Shown(application))
        {
            var anchor = Anchors.OfExecutor(executor.Id);
            var lived = (executor.RemoveTime ?? application.EndOrLastEventTime) - executor.AddTime;
            table.Add(
                anchored.Add(anchor) ? anchor : null,
                Words.Cut(executor.Id, 40),
                Words.Cut(executor.Host, 60),
                executor.MaxTasks > 0 ? Count(executor.MaxTasks) : "",
                Time(lived),
                Count(executor.TotalTasks),
                executor.FailedTasks > 0 ? Count(executor.FailedTasks) : "",
                Time(executor.TotalDuration),
                Time(executor.TotalGcTime),
                Size(executor.TotalInputBytes.Value),
                Size(executor.TotalShuffleRead.Value),
                Size(executor.TotalShuffleWrite.Value),
                Size(executor.Peaks?[ExecutorMetric.JVMHeapMemory] ?? 0),
                Words.Cut(executor.RemoveReason ?? "", 120));
        }

        return table;
    }

    private static HtmlCell Count(long count) => new(Quantity.Count(count), count);

    private static HtmlCell Time(Milliseconds time) => new(Quantity.Duration(time), time.Value);

    private static HtmlCell Size(long bytes) => bytes > 0 ? new HtmlCell(Quantity.Size(new Bytes(bytes)), bytes) : "";
}
