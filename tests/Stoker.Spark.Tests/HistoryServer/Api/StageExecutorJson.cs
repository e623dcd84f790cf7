using System.Text.Json.Nodes;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>What executors did for a stage attempt, one by one and as quantiles (source: ExecutorStageSummary and ExecutorMetricsDistributions in api.scala).</summary>
internal static class StageExecutorJson
{
    private static readonly (string Key, Func<StageExecutor, long> Value)[] Numbers =
    [
        ("taskTime", executor => executor.TaskTime.Value),
        ("failedTasks", executor => executor.FailedTasks),
        ("succeededTasks", executor => executor.SucceededTasks),
        ("killedTasks", executor => executor.KilledTasks),
        ("inputBytes", executor => Sum(executor, TaskMetric.InputBytesRead)),
        ("inputRecords", executor => Sum(executor, TaskMetric.InputRecordsRead)),
        ("outputBytes", executor => Sum(executor, TaskMetric.OutputBytesWritten)),
        ("outputRecords", executor => Sum(executor, TaskMetric.OutputRecordsWritten)),
        ("shuffleRead", executor => Sum(executor, TaskMetric.ShuffleLocalBytesRead) + Sum(executor, TaskMetric.ShuffleRemoteBytesRead)),
        ("shuffleReadRecords", executor => Sum(executor, TaskMetric.ShuffleRecordsRead)),
        ("shuffleWrite", executor => Sum(executor, TaskMetric.ShuffleBytesWritten)),
        ("shuffleWriteRecords", executor => Sum(executor, TaskMetric.ShuffleRecordsWritten)),
        ("memoryBytesSpilled", executor => Sum(executor, TaskMetric.MemoryBytesSpilled)),
        ("diskBytesSpilled", executor => Sum(executor, TaskMetric.DiskBytesSpilled)),
    ];

    public static JsonObject Of(StageAttempt stage, ServerVersion server)
    {
        var json = new JsonObject();
        foreach (var executor in stage.SummarizeExecutors())
        {
            json[executor.ExecutorId] = One(executor, server);
        }

        return json;
    }

    /// <summary>Absent when no executor did anything for the stage.</summary>
    public static JsonObject? Distributions(StageAttempt stage, IReadOnlyList<double> quantiles, ServerVersion server)
    {
        var executors = stage.SummarizeExecutors();
        if (executors.Count == 0)
        {
            return null;
        }

        var json = new JsonObject { ["quantiles"] = JsonObjects.Numbers(quantiles) };
        foreach (var (key, value) in Numbers)
        {
            json[key] = JsonObjects.Numbers(Quantiles.Of(executors.Select(value), quantiles));
        }

        var peaks = executors.Where(executor => executor.Peaks is not null).Select(executor => executor.Peaks!).ToArray();
        json["peakMemoryMetrics"] = ExecutorPeaksJson.Distributions(peaks, quantiles, server);
        return json;
    }

    private static JsonObject One(StageExecutor executor, ServerVersion server)
    {
        var json = new JsonObject();
        foreach (var (key, value) in Numbers)
        {
            json[key] = value(executor);
        }

        json["isBlacklistedForStage"] = executor.IsExcluded;
        json.AddIfKnown("peakMemoryMetrics", executor.Peaks is { } peaks ? ExecutorPeaksJson.Of(peaks, server) : null);
        json["isExcludedForStage"] = executor.IsExcluded;
        return json;
    }

    private static long Sum(StageExecutor executor, TaskMetric metric) => executor.Totals[metric] ?? 0;
}
