using System.Text.Json.Nodes;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>
/// Quantiles of task metrics over the attempts that succeeded, each metric ranked on its own (source: AppStatusStore.taskSummary). The position in
/// the ranking comes from the number of successes; yet duration, scheduler delay and result fetch rank attempts of all outcomes, since the server
/// marks only the metrics themselves of attempts without success (TaskDataWrapper in storeTypes.scala).
/// </summary>
internal sealed class TaskQuantiles
{
    private readonly TaskTable _tasks;
    private readonly IReadOnlyList<double> _quantiles;
    private readonly Timestamp _lastUpdated;
    private readonly int[] _successes;
    private readonly int[] _ended;

    private TaskQuantiles(StageAttempt stage, IReadOnlyList<double> quantiles, Timestamp lastUpdated)
    {
        _tasks = stage.Tasks;
        _quantiles = quantiles;
        _lastUpdated = lastUpdated;
        _ended = [.. Enumerable.Range(0, _tasks.Count).Where(row => _tasks.Status(row) != TaskAttemptStatus.Running)];
        _successes = [.. _ended.Where(row => _tasks.Status(row) == TaskAttemptStatus.Success)];
    }

    /// <summary>Absent when no attempt succeeded with metrics.</summary>
    /// <param name="stage">The stage attempt.</param>
    /// <param name="quantiles">Quantiles ascending.</param>
    /// <param name="lastUpdated">Where attempts without an end are taken to be.</param>
    public static JsonObject? Of(StageAttempt stage, IReadOnlyList<double> quantiles, Timestamp lastUpdated)
    {
        var ranking = new TaskQuantiles(stage, quantiles, lastUpdated);
        return ranking._successes.Length == 0 ? null : ranking.All();
    }

    private JsonObject All() => new()
    {
        ["quantiles"] = JsonObjects.Numbers(_quantiles),
        ["duration"] = RankAll(Enumerable.Range(0, _tasks.Count).Select(row => TaskJson.DurationOf(_tasks, row, _lastUpdated))),
        ["executorDeserializeTime"] = Rank(TaskMetric.ExecutorDeserializeTime),
        ["executorDeserializeCpuTime"] = Rank(TaskMetric.ExecutorDeserializeCpuTime),
        ["executorRunTime"] = Rank(TaskMetric.ExecutorRunTime),
        ["executorCpuTime"] = Rank(TaskMetric.ExecutorCpuTime),
        ["resultSize"] = Rank(TaskMetric.ResultSize),
        ["jvmGcTime"] = Rank(TaskMetric.JvmGcTime),
        ["resultSerializationTime"] = Rank(TaskMetric.ResultSerializationTime),
        ["gettingResultTime"] = RankAll(_ended.Select(row => _tasks.GettingResultTime(row).Value)),
        ["schedulerDelay"] = RankAll(_ended.Select(row => TaskJson.SchedulerDelayOf(_tasks, row))),
        ["peakExecutionMemory"] = Rank(TaskMetric.PeakExecutionMemory),
        ["memoryBytesSpilled"] = Rank(TaskMetric.MemoryBytesSpilled),
        ["diskBytesSpilled"] = Rank(TaskMetric.DiskBytesSpilled),
        ["inputMetrics"] = new JsonObject { ["bytesRead"] = Rank(TaskMetric.InputBytesRead), ["recordsRead"] = Rank(TaskMetric.InputRecordsRead) },
        ["outputMetrics"] = new JsonObject
        {
            ["bytesWritten"] = Rank(TaskMetric.OutputBytesWritten),
            ["recordsWritten"] = Rank(TaskMetric.OutputRecordsWritten),
        },
        ["shuffleReadMetrics"] = ShuffleRead(),
        ["shuffleWriteMetrics"] = new JsonObject
        {
            ["writeBytes"] = Rank(TaskMetric.ShuffleBytesWritten),
            ["writeRecords"] = Rank(TaskMetric.ShuffleRecordsWritten),
            ["writeTime"] = Rank(TaskMetric.ShuffleWriteTime),
        },
    };

    private JsonObject ShuffleRead() => new()
    {
        ["readBytes"] = Rank(row => Value(TaskMetric.ShuffleLocalBytesRead, row) + Value(TaskMetric.ShuffleRemoteBytesRead, row)),
        ["readRecords"] = Rank(TaskMetric.ShuffleRecordsRead),
        ["remoteBlocksFetched"] = Rank(TaskMetric.ShuffleRemoteBlocksFetched),
        ["localBlocksFetched"] = Rank(TaskMetric.ShuffleLocalBlocksFetched),
        ["fetchWaitTime"] = Rank(TaskMetric.ShuffleFetchWaitTime),
        ["remoteBytesRead"] = Rank(TaskMetric.ShuffleRemoteBytesRead),
        ["remoteBytesReadToDisk"] = Rank(TaskMetric.ShuffleRemoteBytesReadToDisk),
        ["totalBlocksFetched"] = Rank(row => Value(TaskMetric.ShuffleLocalBlocksFetched, row) + Value(TaskMetric.ShuffleRemoteBlocksFetched, row)),
        ["remoteReqsDuration"] = Rank(TaskMetric.ShuffleRemoteRequestsDuration),
        ["shufflePushReadMetricsDist"] = new JsonObject
        {
            ["corruptMergedBlockChunks"] = Rank(TaskMetric.ShuffleCorruptMergedBlockChunks),
            ["mergedFetchFallbackCount"] = Rank(TaskMetric.ShuffleMergedFetchFallbackCount),
            ["remoteMergedBlocksFetched"] = Rank(TaskMetric.ShuffleMergedRemoteBlocksFetched),
            ["localMergedBlocksFetched"] = Rank(TaskMetric.ShuffleMergedLocalBlocksFetched),
            ["remoteMergedChunksFetched"] = Rank(TaskMetric.ShuffleMergedRemoteChunksFetched),
            ["localMergedChunksFetched"] = Rank(TaskMetric.ShuffleMergedLocalChunksFetched),
            ["remoteMergedBytesRead"] = Rank(TaskMetric.ShuffleMergedRemoteBytesRead),
            ["localMergedBytesRead"] = Rank(TaskMetric.ShuffleMergedLocalBytesRead),
            ["remoteMergedReqsDuration"] = Rank(TaskMetric.ShuffleMergedRemoteRequestsDuration),
        },
    };

    private JsonArray Rank(TaskMetric metric) => Rank(row => Value(metric, row));

    private JsonArray Rank(Func<int, long> value) => JsonObjects.Numbers(Quantiles.Of(_successes.Select(value), _quantiles));

    private JsonArray RankAll(IEnumerable<long> values) => JsonObjects.Numbers(Quantiles.Of(values, _quantiles, _successes.Length));

    private long Value(TaskMetric metric, int row) => _tasks.Metric(metric)?[row] ?? 0;
}
