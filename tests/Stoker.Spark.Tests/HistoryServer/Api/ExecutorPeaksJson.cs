using System.Text.Json.Nodes;
using Stoker.Model.Executors;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Peaks of executor metrics; the server shows 0 for a metric that the log does not have (source: ExecutorMetricsJsonSerializer in api.scala).</summary>
internal static class ExecutorPeaksJson
{
    public static JsonObject Of(ExecutorPeaks peaks, ServerVersion server)
    {
        var json = new JsonObject();
        foreach (var metric in Metrics(server))
        {
            json[metric.ToString()] = peaks[metric] ?? 0;
        }

        return json;
    }

    public static JsonObject Distributions(IReadOnlyList<ExecutorPeaks> peaks, IReadOnlyList<double> quantiles, ServerVersion server)
    {
        var json = new JsonObject();
        foreach (var metric in Metrics(server))
        {
            json[metric.ToString()] = JsonObjects.Numbers(Quantiles.Of(peaks.Select(peak => peak[metric] ?? 0), quantiles));
        }

        return json;
    }

    private static IEnumerable<ExecutorMetric> Metrics(ServerVersion server) => Enum.GetValues<ExecutorMetric>()
        .Where(metric => server.HasConcurrentCollections || metric is not (ExecutorMetric.ConcurrentGCCount or ExecutorMetric.ConcurrentGCTime));
}
