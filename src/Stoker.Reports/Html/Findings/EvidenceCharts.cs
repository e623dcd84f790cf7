using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Streaming;
using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Charts.Distributions;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Stages;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Findings;

/// <summary>Chooses what shows the evidence of a finding: from its place and its family, never from its numbers.</summary>
/// <param name="application">The application.</param>
/// <param name="driverGaps">When the driver kept the cluster waiting, in ms since the start.</param>
/// <param name="slots">Cores busy over time, for charts beside text.</param>
internal sealed class EvidenceCharts(Application application, IReadOnlyList<(double From, double To)> driverGaps, LevelBand slots)
{
    /// <summary>Fewer tasks have no distribution: their numbers are in the text.</summary>
    private const int LeastTasks = 3;

    private const int MostCharts = 3;

    /// <summary>More attempts than this cannot be told apart beside text.</summary>
    private const int MostAttempts = 60;

    private const int MostLanes = 12;

    private long LengthMs => (application.EndOrLastEventTime - application.StartTime).Value;

    /// <summary>Charts of a finding; none where a chart would say no more than the text.</summary>
    public IReadOnlyList<IHtmlComponent> Of(Finding finding)
    {
        if (finding.Place is StreamingQueryPlace query && application.StreamingQueries.FirstOrDefault(other => other.RunId == query.Query || other.Id == query.Query) is { } streaming)
        {
            return [.. new IHtmlComponent?[] { finding.Evidence.Any(item => item.Name.Contains("tate", StringComparison.Ordinal)) ? State(streaming) : null, Batches(streaming) }.OfType<IHtmlComponent>()];
        }

        var family = finding.Id.TrimEnd("0123456789".ToCharArray());
        if (family is "DRV" or "EXEC")
        {
            return LengthMs > 0 ? [Slots(family == "DRV" ? driverGaps : [])] : [];
        }

        if (family is "FAIL" && StageOf(finding) is { Tasks.Count: > 0 and <= MostAttempts } failing)
        {
            return [Attempts(failing)];
        }

        if (family is "JOIN")
        {
            return finding.RelatedPlaces.Prepend(finding.Place).OfType<PlanNodePlace>().Select(node => OperatorRows.Of(application, node)).FirstOrDefault(chart => chart is not null) is { } rows ? [rows] : [];
        }

        return family is not ("CONF" or "LOG") && StageOf(finding) is { } stage && stage.Tasks.Count >= LeastTasks ? [.. Tasks(stage, family).OfType<IHtmlComponent>().Take(MostCharts)] : [];
    }

    private TimeChart Slots(IReadOnlyList<(double From, double To)> marked) => new(
        marked.Count > 0 ? "Cores busy; shaded where the driver worked alone" : "Cores busy",
        LengthMs,
        [slots with { Label = "", Marked = marked, Height = 96 }],
        IsSmall: true);

    /// <summary>Attempts of a stage over time, the failed ones crossed.</summary>
    private static TimeChart Attempts(StageAttempt stage)
    {
        var items = TaskSpans.Of(stage);
        var length = (long)Math.Max(1, items.Max(item => item.To));
        return new TimeChart($"Attempts of stage {stage.Id}; \u2715 failed or killed", length, [new LaneBand("", "attempt", items, length, MostLanes)], IsSmall: true);
    }

    private StageAttempt? StageOf(Finding finding) =>
        finding.RelatedPlaces.Prepend(finding.Place).OfType<StagePlace>().Select(place => application.FindStage(place.Stage)).FirstOrDefault(stage => stage is not null);

    private static IEnumerable<IHtmlComponent?> Tasks(StageAttempt stage, string family)
    {
        yield return new RankBars($"Duration of tasks, stage {stage.Id}", "task", Enumerable.Range(0, stage.Tasks.Count).Select(row => stage.Tasks.Duration(row).Value), Duration);
        if (family is "MEM")
        {
            yield return Bars(stage, "Garbage collection in the task's time", Duration, TaskMetric.JvmGcTime);
            yield return Bars(stage, "Spilled to disk", Size, TaskMetric.DiskBytesSpilled);
            yield return Bars(stage, "Peak execution memory", Size, TaskMetric.PeakExecutionMemory);
        }

        yield return Bars(stage, "Shuffle read", Size, TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead);
        yield return Bars(stage, "Input", Size, TaskMetric.InputBytesRead);
        if (family is "IO")
        {
            yield return Bars(stage, "Output", Size, TaskMetric.OutputBytesWritten);
        }
    }

    /// <summary>Null where the log lacks the metric or all of it is nothing.</summary>
    private static RankBars? Bars(StageAttempt stage, string title, Func<long, string> text, params TaskMetric[] metrics)
    {
        var columns = metrics.Select(stage.Tasks.Metric).OfType<Model.Columns.MetricColumn>().ToList();
        var rows = Enumerable.Range(0, stage.Tasks.Count).Where(stage.Tasks.HasMetrics).ToList();
        return rows.Count > 0 && columns.Exists(column => column.Sum() > 0)
            ? new RankBars(title, "task", rows.Select(row => columns.Sum(column => column[row])), text, ChartRole.Move)
            : null;
    }

    /// <summary>How long batches took; null where the log does not tell.</summary>
    internal TimeChart? Batches(StreamingQuery query)
    {
        var points = query.Progress
            .Where(progress => progress.Time is not null && progress.Duration is not null)
            .Select(progress => ((double)(progress.Time!.Value - application.StartTime).Value, (double)progress.Duration!.Value.Value))
            .OrderBy(point => point.Item1).ToList();
        if (points.Count < LeastTasks)
        {
            return null;
        }

        var peak = points.Max(point => point.Item2);
        return new TimeChart("Duration of batches", LengthMs, [new LineBand("", [new("duration of a batch", points)], peak, Duration((long)peak))], IsSmall: true);
    }

    /// <summary>Rows of all state operators over time; null where the log does not tell.</summary>
    private TimeChart? State(StreamingQuery query)
    {
        var points = query.Progress
            .Where(progress => progress.Time is not null && progress.StateOperators.Any(state => state.RowsTotal is not null))
            .Select(progress => ((double)(progress.Time!.Value - application.StartTime).Value, (double)progress.StateOperators.Sum(state => state.RowsTotal ?? 0)))
            .OrderBy(point => point.Item1).ToList();
        var peak = points.Count < LeastTasks ? 0 : points.Max(point => point.Item2);
        return peak > 0 ? new TimeChart("Rows of state", LengthMs, [new LineBand("", [new("rows of state", points)], peak, Quantity.Count((long)peak))], IsSmall: true) : null;
    }

    private static string Duration(long ms) => Quantity.Duration(new Milliseconds(ms));

    private static string Size(long bytes) => Quantity.Size(new Bytes(bytes));
}
