using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Executors and the driver (source: ExecutorSummary in api.scala, AppStatusStore.executorList).</summary>
internal sealed class ExecutorJson(LoadedApplication loaded, ServerVersion server)
{
    private readonly Application _application = loaded.Application;

    /// <summary>The last life of each executor, ascending by id as text.</summary>
    public IEnumerable<Executor> All() => _application.Executors
        .GroupBy(executor => executor.Id)
        .Select(lives => lives.Last())
        .OrderBy(executor => executor.Id, StringComparer.Ordinal);

    /// <summary>Those that were not removed, descending by id as text.</summary>
    public IEnumerable<Executor> Active() => All().Where(executor => executor.IsActive).Reverse();

    public Dictionary<string, JsonObject> Logs() => All().ToDictionary(executor => executor.Id, executor => JsonObjects.Map(executor.LogUrls));

    public JsonObject Of(Executor executor)
    {
        var json = new JsonObject
        {
            ["id"] = executor.Id,
            ["hostPort"] = executor.HostPort.Length > 0 ? executor.HostPort : executor.Host,
            ["isActive"] = executor.IsActive,
            ["rddBlocks"] = executor.RddBlocks,
            ["memoryUsed"] = executor.MemoryUsed.Value,
            ["diskUsed"] = executor.DiskUsed.Value,
            ["totalCores"] = executor.TotalCores,
            ["maxTasks"] = executor.MaxTasks,
            ["activeTasks"] = executor.ActiveTasks,
            ["failedTasks"] = executor.FailedTasks,
            ["completedTasks"] = executor.CompletedTasks,
            ["totalTasks"] = executor.TotalTasks,
            ["totalDuration"] = TotalDuration(executor),
            ["totalGCTime"] = executor is { IsDriver: true, Peaks: { } driver } ? driver[ExecutorMetric.TotalGCTime] ?? 0 : executor.TotalGcTime.Value,
            ["totalInputBytes"] = executor.TotalInputBytes.Value,
            ["totalShuffleRead"] = executor.TotalShuffleRead.Value,
            ["totalShuffleWrite"] = executor.TotalShuffleWrite.Value,
            ["isBlacklisted"] = executor.IsExcluded,
            ["maxMemory"] = executor.MaxMemory.Value,
            ["addTime"] = SparkDate.Write(executor.AddTime),
        };
        json.AddIfKnown("removeTime", SparkDate.Write(executor.RemoveTime));
        json.AddIfKnown("removeReason", executor.RemoveReason);
        json["executorLogs"] = JsonObjects.Map(executor.LogUrls);
        json.AddIfKnown("memoryMetrics", Memory(executor));
        json["blacklistedInStages"] = JsonObjects.Numbers(executor.ExcludedInStages);
        json.AddIfKnown("peakMemoryMetrics", executor.Peaks is { } peaks ? ExecutorPeaksJson.Of(peaks, server) : null);
        json["attributes"] = JsonObjects.Map(executor.Attributes);
        json["resources"] = Resources(executor);
        json["resourceProfileId"] = executor.ResourceProfile.Value;
        json["isExcluded"] = executor.IsExcluded;
        json["excludedInStages"] = JsonObjects.Numbers(executor.ExcludedInStages);
        return json;
    }

    public static JsonObject Of(MiscellaneousProcess process) => new()
    {
        ["id"] = process.Id,
        ["hostPort"] = process.HostPort,
        ["isActive"] = true,
        ["totalCores"] = process.Cores,
        ["addTime"] = SparkDate.Write(process.AddTime),
        ["processLogs"] = JsonObjects.Map(process.LogUrls),
    };

    /// <summary>For the driver the life of the application; while that lasts, up to the last write of the log (the server: up to now).</summary>
    private long TotalDuration(Executor executor) =>
        executor.IsDriver ? ((_application.EndTime ?? loaded.LastUpdated) - _application.StartTime).Value : executor.TotalDuration.Value;

    private static JsonObject? Memory(Executor executor) => executor.MaxOnHeapMemory is not { } onHeap ? null : new()
    {
        ["usedOnHeapStorageMemory"] = executor.OnHeapMemoryUsed.Value,
        ["usedOffHeapStorageMemory"] = executor.OffHeapMemoryUsed.Value,
        ["totalOnHeapStorageMemory"] = onHeap.Value,
        ["totalOffHeapStorageMemory"] = (executor.MaxOffHeapMemory ?? new Bytes(0)).Value,
    };

    private static JsonObject Resources(Executor executor)
    {
        var json = new JsonObject();
        foreach (var (name, addresses) in executor.Resources)
        {
            json[name] = new JsonObject { ["name"] = name, ["addresses"] = JsonObjects.Texts(addresses) };
        }

        return json;
    }
}
