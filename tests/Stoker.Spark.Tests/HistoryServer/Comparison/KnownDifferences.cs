using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Differences on purpose: docs/decisions/0003-differences-from-history-server.md §2. Never by the name of a log.</summary>
internal static partial class KnownDifferences
{
    public static bool Include(JsonDifference difference) =>
        IsPushMetricThatTheServerMisses(difference)
        || IsVersionThatTheServerMisses(difference)
        || IsFreeMemoryBesideCachedData(difference)
        || IsTaskEndAfterItsJob(difference)
        || IsStageListedAgain(difference)
        || IsGraphWithResultQueryStage(difference);

    /// <summary>
    /// Push-based shuffle: Spark 3.5 writes one key and reads another, 4.x reads only the new one; so each server shows 0 for logs of the other key.
    /// The model reads both.
    /// </summary>
    private static bool IsPushMetricThatTheServerMisses(JsonDifference difference) =>
        difference.Expected is "0" or "0.0" && PushMetric().IsMatch(difference.Path);

    /// <summary>A vendor that does not write SparkListenerLogStart says the version elsewhere; the server then shows none.</summary>
    private static bool IsVersionThatTheServerMisses(JsonDifference difference) =>
        difference is { Expected: "\"\"", Key: "appSparkVersion" };

    /// <summary>
    /// Memory left beside cached data: the server's is as of the last block update of an RDD on that executor, broadcasts since then left out; the
    /// model's is as of the end of the log.
    /// </summary>
    private static bool IsFreeMemoryBesideCachedData(JsonDifference difference) =>
        difference.Key is "memoryRemaining" or "onHeapMemoryRemaining" or "offHeapMemoryRemaining";

    /// <summary>
    /// A job that ended before its tasks: the server counts later task ends only when the last task of their stage ends, which it never does when
    /// the application stops first. The model counts every end.
    /// </summary>
    private static bool IsTaskEndAfterItsJob(JsonDifference difference)
    {
        var job = difference.Holder as JsonObject;
        if (difference.Holder is { Parent: JsonObject holder } && holder["killedTasksSummary"] == difference.Holder)
        {
            job = holder;
        }

        return job is not null
            && job.ContainsKey("jobId")
            && job["status"]!.GetValue<string>() != "RUNNING"
            && job["numActiveTasks"]!.GetValue<int>() > 0
            && (job != difference.Holder
                || difference.Key is "numActiveTasks" or "numCompletedTasks" or "numFailedTasks" or "numKilledTasks" or "numCompletedIndices");
    }

    /// <summary>
    /// A stage that ran, listed again by a later job while another job keeps it: the server writes a new, skipped record over what ran. The model
    /// keeps what ran.
    /// </summary>
    private static bool IsStageListedAgain(JsonDifference difference)
    {
        var (server, model) = (difference.Holder, difference.ActualHolder);
        while (server is not null && model is not null && (server as JsonObject)?.ContainsKey("numCompletedIndices") != true)
        {
            (server, model) = (server.Parent, model.Parent);
        }

        return server is JsonObject && server["stageId"] is not null && server["status"]!.GetValue<string>() == "SKIPPED"
            && model is JsonObject && model["status"]!.GetValue<string>() != "SKIPPED";
    }

    /// <summary>A server of 3.5 does not know ResultQueryStage in logs of 4.x and draws it as a node; so all other nodes get other ids.</summary>
    private static bool IsGraphWithResultQueryStage(JsonDifference difference)
    {
        for (var holder = difference.Holder; holder is not null; holder = holder.Parent)
        {
            if (holder is JsonObject execution && execution["nodes"] is JsonArray nodes)
            {
                return nodes.Any(node => node!["nodeName"]!.GetValue<string>() == "ResultQueryStage");
            }
        }

        return false;
    }

    [GeneratedRegex("(shuffle(CorruptMerged|Merged)|/shufflePushReadMetrics(Dist)?/)[^/]*(/[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex PushMetric();
}
