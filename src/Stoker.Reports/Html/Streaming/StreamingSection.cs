using Stoker.Model;
using Stoker.Model.Streaming;
using Stoker.Model.Units;
using Stoker.Reports.Html.Charts.Time;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Pages;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Html.Streaming;

/// <summary>Streaming queries over time: how long batches took, and how many rows they read.</summary>
internal static class StreamingSection
{
    private const int MostQueries = 6;
    private const int LeastBatches = 2;

    public static PageSection? Of(Application application)
    {
        var queries = application.StreamingQueries.OrderByDescending(query => query.Progress.Count).ToList();
        return queries.Count == 0 ? null : new PageSection(
            Anchors.Streaming,
            "Streaming",
            "Streaming queries",
            [
                .. queries.Take(MostQueries).SelectMany(query => Parts(application, query)),
                queries.Count > MostQueries ? new Prose($"{Quantity.Count(queries.Count - MostQueries, "more query", "more queries")} not shown.", "quiet") : null,
            ]);
    }

    private static IEnumerable<IHtmlComponent?> Parts(Application application, StreamingQuery query)
    {
        yield return new Heading(Words.Cut(StreamingQueryTitle.Of(application, query), 80));
        yield return new Prose($"{Quantity.Count(query.Progress.Count, "batch", "batches")} in the log{(query.Exception is { Length: > 0 } exception ? "; it ended with " + Words.Cut(exception, 300) : "")}.");
        var length = (application.EndOrLastEventTime - application.StartTime).Value;
        var durations = Points(application, query, progress => progress.Duration?.Value);
        var rows = Points(application, query, progress => progress.Sources.Count > 0 ? progress.Sources.Sum(source => source.InputRows) : null);
        List<ITimeBand> bands = [];
        if (durations.Count >= LeastBatches)
        {
            var peak = durations.Max(point => point.Value);
            bands.Add(new LineBand("Batches", [new LineSeries("duration of a batch", durations)], peak, Quantity.Duration(new Milliseconds((long)peak))));
        }

        if (rows.Count >= LeastBatches && rows.Max(point => point.Value) is > 0 and var most)
        {
            bands.Add(new LineBand("Input", [new LineSeries("rows read by a batch", rows)], most, Quantity.Count((long)most)));
        }

        yield return bands.Count > 0 ? new Figure(new TimeChart("Batches over time", length, bands), "By the time at which a batch was triggered. Where there are many, the largest of neighbors is shown.") : null;
    }

    private static List<(double Ms, double Value)> Points(Application application, StreamingQuery query, Func<StreamingProgress, long?> value) =>
    [
        .. query.Progress.Where(progress => progress.Time is not null && value(progress) is not null)
            .Select(progress => ((double)(progress.Time.GetValueOrDefault() - application.StartTime).Value, (double)value(progress).GetValueOrDefault()))
            .OrderBy(point => point.Item1),
    ];
}
