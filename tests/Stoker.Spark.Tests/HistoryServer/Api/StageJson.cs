using System.Text.Json.Nodes;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Stage attempts (source: StageData in api.scala, LiveStage in LiveEntity.scala).</summary>
internal static class StageJson
{
    /// <summary>Keys of sums with the metrics that they sum.</summary>
    private static readonly (string Key, TaskMetric[] Metrics)[] Sums =
    [
        ("executorDeserializeTime", [TaskMetric.ExecutorDeserializeTime]),
        ("executorDeserializeCpuTime", [TaskMetric.ExecutorDeserializeCpuTime]),
        ("executorRunTime", [TaskMetric.ExecutorRunTime]),
        ("executorCpuTime", [TaskMetric.ExecutorCpuTime]),
        ("resultSize", [TaskMetric.ResultSize]),
        ("jvmGcTime", [TaskMetric.JvmGcTime]),
        ("resultSerializationTime", [TaskMetric.ResultSerializationTime]),
        ("memoryBytesSpilled", [TaskMetric.MemoryBytesSpilled]),
        ("diskBytesSpilled", [TaskMetric.DiskBytesSpilled]),
        ("peakExecutionMemory", [TaskMetric.PeakExecutionMemory]),
        ("inputBytes", [TaskMetric.InputBytesRead]),
        ("inputRecords", [TaskMetric.InputRecordsRead]),
        ("outputBytes", [TaskMetric.OutputBytesWritten]),
        ("outputRecords", [TaskMetric.OutputRecordsWritten]),
        ("shuffleRemoteBlocksFetched", [TaskMetric.ShuffleRemoteBlocksFetched]),
        ("shuffleLocalBlocksFetched", [TaskMetric.ShuffleLocalBlocksFetched]),
        ("shuffleFetchWaitTime", [TaskMetric.ShuffleFetchWaitTime]),
        ("shuffleRemoteBytesRead", [TaskMetric.ShuffleRemoteBytesRead]),
        ("shuffleRemoteBytesReadToDisk", [TaskMetric.ShuffleRemoteBytesReadToDisk]),
        ("shuffleLocalBytesRead", [TaskMetric.ShuffleLocalBytesRead]),
        ("shuffleReadBytes", [TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead]),
        ("shuffleReadRecords", [TaskMetric.ShuffleRecordsRead]),
        ("shuffleCorruptMergedBlockChunks", [TaskMetric.ShuffleCorruptMergedBlockChunks]),
        ("shuffleMergedFetchFallbackCount", [TaskMetric.ShuffleMergedFetchFallbackCount]),
        ("shuffleMergedRemoteBlocksFetched", [TaskMetric.ShuffleMergedRemoteBlocksFetched]),
        ("shuffleMergedLocalBlocksFetched", [TaskMetric.ShuffleMergedLocalBlocksFetched]),
        ("shuffleMergedRemoteChunksFetched", [TaskMetric.ShuffleMergedRemoteChunksFetched]),
        ("shuffleMergedLocalChunksFetched", [TaskMetric.ShuffleMergedLocalChunksFetched]),
        ("shuffleMergedRemoteBytesRead", [TaskMetric.ShuffleMergedRemoteBytesRead]),
        ("shuffleMergedLocalBytesRead", [TaskMetric.ShuffleMergedLocalBytesRead]),
        ("shuffleRemoteReqsDuration", [TaskMetric.ShuffleRemoteRequestsDuration]),
        ("shuffleMergedRemoteReqsDuration", [TaskMetric.ShuffleMergedRemoteRequestsDuration]),
        ("shuffleWriteBytes", [TaskMetric.ShuffleBytesWritten]),
        ("shuffleWriteTime", [TaskMetric.ShuffleWriteTime]),
        ("shuffleWriteRecords", [TaskMetric.ShuffleRecordsWritten]),
    ];

    public static string StatusOf(StageAttempt stage) => stage.Status.ToString().ToUpperInvariant();

    public static JsonObject Of(StageAttempt stage, ServerVersion server)
    {
        var json = new JsonObject
        {
            ["status"] = StatusOf(stage),
            ["stageId"] = stage.Id.Stage.Value,
            ["attemptId"] = stage.Id.Attempt,
            ["numTasks"] = stage.TaskCount,
            ["numActiveTasks"] = stage.ActiveTasks,
            ["numCompleteTasks"] = stage.CompletedTasks,
            ["numFailedTasks"] = stage.FailedTasks,
            ["numKilledTasks"] = stage.KilledTasks,
            ["numCompletedIndices"] = stage.CompletedIndices,
        };
        json.AddIfKnown("submissionTime", SparkDate.Write(stage.SubmissionTime));
        json.AddIfKnown("firstTaskLaunchedTime", SparkDate.Write(stage.FirstTaskLaunchTime));
        json.AddIfKnown("completionTime", SparkDate.Write(stage.CompletionTime));
        json.AddIfKnown("failureReason", stage.FailureReason);
        foreach (var (key, metrics) in Sums)
        {
            json[key] = metrics.Sum(metric => stage.Totals[metric] ?? 0);
        }

        json["name"] = stage.Name;
        json.AddIfKnown("description", stage.Description);
        json["details"] = stage.Details;
        json["schedulingPool"] = stage.Pool;
        json["rddIds"] = JsonObjects.Numbers(stage.Rdds.Select(rdd => rdd.Id.Value));
        json["accumulatorUpdates"] = JsonObjects.List(stage.Accumulables.Select(Accumulable));
        json["killedTasksSummary"] = JsonObjects.Map(stage.KilledTasksByReason);
        json["resourceProfileId"] = stage.ResourceProfile.Value;
        json.AddIfKnown("peakExecutorMetrics", stage.Peaks is { } peaks ? ExecutorPeaksJson.Of(peaks, server) : null);
        json["isShufflePushEnabled"] = stage.IsShufflePushEnabled;
        json["shuffleMergersCount"] = stage.ShuffleMergerCount;
        return json;
    }

    private static JsonObject Accumulable(StageAccumulable accumulable) =>
        new() { ["id"] = accumulable.Id.Value, ["name"] = accumulable.Name, ["value"] = accumulable.Value };
}
