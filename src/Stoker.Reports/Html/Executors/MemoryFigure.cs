using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Units;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Executors;

/// <summary>Memory of the executors that used most, over time, where the log has more than one point of it.</summary>
internal static class MemoryFigure
{
    private const int MostExecutors = 6;

    private static readonly (ExecutorMetric Metric, string Name)[] Measures =
    [
        (ExecutorMetric.JVMHeapMemory, "heap"),
        (ExecutorMetric.OnHeapUnifiedMemory, "execution and storage"),
        (ExecutorMetric.ProcessTreeJVMRSSMemory, "JVM process"),
        (ExecutorMetric.ProcessTreePythonRSSMemory, "Python workers"),
    ];

    /// <summary>The figure; null where the log has no memory over time.</summary>
    public static Figure? Of(Application application)
    {
        var polled = application.Executors.Where(executor => executor.Timeline.Count(sample => sample.Values.IsPolled) > 1)
            .OrderByDescending(executor => executor.Timeline.Max(sample => sample.Values[ExecutorMetric.JVMHeapMemory] ?? 0)).ToList();
        if (polled.Count == 0)
        {
            return null;
        }

        var shown = polled.Take(MostExecutors).Select(executor => (executor.Id, Lines: LinesOf(executor, application.StartTime))).Where(band => band.Lines.Count > 0).ToList();
        if (shown.Count == 0)
        {
            return null; // Polled, and nothing above 0.
        }

        var peak = shown.Max(band => band.Lines.Max(line => line.Points.Max(point => point.Value)));
        var bands = shown.Select(ITimeBand (band) => new LineBand(band.Id == "driver" ? band.Id : "executor " + band.Id, band.Lines, peak, Quantity.Size(new Bytes((long)peak))) { PlotHeight = 56 }).ToList();
        var rest = polled.Count > MostExecutors ? $" {Quantity.Count(polled.Count - MostExecutors, "executor")} with a lower peak not shown." : "";
        var length = (application.EndOrLastEventTime - application.StartTime).Value;
        return new Figure(new TimeChart("Memory of executors over time", length, bands), $"Memory as Spark polled it, by executor; between two points the largest value. All on one scale.{rest}");
    }

    private static List<LineSeries> LinesOf(Executor executor, Timestamp start)
    {
        List<LineSeries> lines = [];
        foreach (var (metric, name) in Measures)
        {
            var points = executor.Timeline.Where(sample => sample.Values[metric] is not null)
                .Select(sample => ((double)(sample.Time - start).Value, (double)(sample.Values[metric] ?? 0))).ToList();
            if (points.Count > 1 && points.Exists(point => point.Item2 > 0))
            {
                lines.Add(new LineSeries(name, points));
            }
        }

        return lines;
    }
}
