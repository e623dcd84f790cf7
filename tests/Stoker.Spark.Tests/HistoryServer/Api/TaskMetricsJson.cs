using System.Text.Json.Nodes;
using Stoker.Model.Tasks;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Metrics of a task attempt (source: TaskMetrics in api.scala).</summary>
internal static class TaskMetricsJson
{
    public static JsonObject Of(TaskTable tasks, int row)
    {
        return new JsonObject
        {
            ["executorDeserializeTime"] = Value(TaskMetric.ExecutorDeserializeTime),
            ["executorDeserializeCpuTime"] = Value(TaskMetric.ExecutorDeserializeCpuTime),
            ["executorRunTime"] = Value(TaskMetric.ExecutorRunTime),
            ["executorCpuTime"] = Value(TaskMetric.ExecutorCpuTime),
            ["resultSize"] = Value(TaskMetric.ResultSize),
            ["jvmGcTime"] = Value(TaskMetric.JvmGcTime),
            ["resultSerializationTime"] = Value(TaskMetric.ResultSerializationTime),
            ["memoryBytesSpilled"] = Value(TaskMetric.MemoryBytesSpilled),
            ["diskBytesSpilled"] = Value(TaskMetric.DiskBytesSpilled),
            ["peakExecutionMemory"] = Value(TaskMetric.PeakExecutionMemory),
            ["inputMetrics"] = new JsonObject
            {
                ["bytesRead"] = Value(TaskMetric.InputBytesRead),
                ["recordsRead"] = Value(TaskMetric.InputRecordsRead),
            },
            ["outputMetrics"] = new JsonObject
            {
                ["bytesWritten"] = Value(TaskMetric.OutputBytesWritten),
                ["recordsWritten"] = Value(TaskMetric.OutputRecordsWritten),
            },
            ["shuffleReadMetrics"] = new JsonObject
            {
                ["remoteBlocksFetched"] = Value(TaskMetric.ShuffleRemoteBlocksFetched),
                ["localBlocksFetched"] = Value(TaskMetric.ShuffleLocalBlocksFetched),
                ["fetchWaitTime"] = Value(TaskMetric.ShuffleFetchWaitTime),
                ["remoteBytesRead"] = Value(TaskMetric.ShuffleRemoteBytesRead),
                ["remoteBytesReadToDisk"] = Value(TaskMetric.ShuffleRemoteBytesReadToDisk),
                ["localBytesRead"] = Value(TaskMetric.ShuffleLocalBytesRead),
                ["recordsRead"] = Value(TaskMetric.ShuffleRecordsRead),
                ["remoteReqsDuration"] = Value(TaskMetric.ShuffleRemoteRequestsDuration),
                ["shufflePushReadMetrics"] = new JsonObject
                {
                    ["corruptMergedBlockChunks"] = Value(TaskMetric.ShuffleCorruptMergedBlockChunks),
                    ["mergedFetchFallbackCount"] = Value(TaskMetric.ShuffleMergedFetchFallbackCount),
                    ["remoteMergedBlocksFetched"] = Value(TaskMetric.ShuffleMergedRemoteBlocksFetched),
                    ["localMergedBlocksFetched"] = Value(TaskMetric.ShuffleMergedLocalBlocksFetched),
                    ["remoteMergedChunksFetched"] = Value(TaskMetric.ShuffleMergedRemoteChunksFetched),
                    ["localMergedChunksFetched"] = Value(TaskMetric.ShuffleMergedLocalChunksFetched),
                    ["remoteMergedBytesRead"] = Value(TaskMetric.ShuffleMergedRemoteBytesRead),
                    ["localMergedBytesRead"] = Value(TaskMetric.ShuffleMergedLocalBytesRead),
                    ["remoteMergedReqsDuration"] = Value(TaskMetric.ShuffleMergedRemoteRequestsDuration),
                },
            },
            ["shuffleWriteMetrics"] = new JsonObject
            {
                ["bytesWritten"] = Value(TaskMetric.ShuffleBytesWritten),
                ["writeTime"] = Value(TaskMetric.ShuffleWriteTime),
                ["recordsWritten"] = Value(TaskMetric.ShuffleRecordsWritten),
            },
        };

        long Value(TaskMetric metric) => tasks.Metric(metric)?[row] ?? 0;
    }
}
