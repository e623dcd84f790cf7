using System.Globalization;
using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Storage;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>What is asked for below <c>/storage/rdd</c> (source: RDDStorageInfo in api.scala, AppStatusStore.rddList).</summary>
internal sealed class StorageRoutes(Application application)
{
    /// <param name="path">Parts of the path after <c>storage/rdd</c>.</param>
    public RestAnswer Get(IReadOnlyList<string> path)
    {
        var persisted = application.CachedRdds.Where(rdd => !rdd.IsUnpersisted);
        if (path.Count == 0)
        {
            return RestAnswer.Of(JsonObjects.List(persisted.Where(rdd => rdd.CachedPartitionCount > 0).Select(Of)));
        }

        var id = new RddId(int.Parse(path[0], CultureInfo.InvariantCulture));
        return persisted.FirstOrDefault(rdd => rdd.Id == id) is { } found ? RestAnswer.Of(Of(found)) : RestAnswer.NotFound($"no rdd found w/ id {id}");
    }

    private JsonObject Of(CachedRdd rdd)
    {
        var json = new JsonObject
        {
            ["id"] = rdd.Id.Value,
            ["name"] = rdd.Name,
            ["numPartitions"] = rdd.PartitionCount,
            ["numCachedPartitions"] = rdd.CachedPartitionCount ?? 0,
            ["storageLevel"] = rdd.Level.ToString(),
            ["memoryUsed"] = rdd.MemoryUsed?.Value ?? 0,
            ["diskUsed"] = rdd.DiskUsed?.Value ?? 0,
        };
        json.AddIfKnown("dataDistribution", rdd.Holdings.Count == 0 ? null : JsonObjects.List(rdd.Holdings.Select(holding => Holding(rdd, holding))));
        json["partitions"] = JsonObjects.List(rdd.Partitions.Select(partition => Partition(rdd, partition)));
        return json;
    }

    /// <summary>What is free, the server tells as of the last block update of an RDD there; the model as of the end of the log.</summary>
    private JsonObject Holding(CachedRdd rdd, CachedRddHolding holding)
    {
        var executor = application.Executors.Last(executor => executor.Id == holding.ExecutorId);
        var json = new JsonObject
        {
            ["address"] = executor.HostPort,
            ["memoryUsed"] = holding.MemoryUsed.Value,
            ["memoryRemaining"] = (executor.MaxMemory - executor.MemoryUsed).Value,
            ["diskUsed"] = holding.DiskUsed.Value,
        };
        if (executor is { MaxOnHeapMemory: { } onHeap, MaxOffHeapMemory: { } offHeap })
        {
            json["onHeapMemoryUsed"] = rdd.Level.UseOffHeap ? 0 : holding.MemoryUsed.Value;
            json["offHeapMemoryUsed"] = rdd.Level.UseOffHeap ? holding.MemoryUsed.Value : 0;
            json["onHeapMemoryRemaining"] = (onHeap - executor.OnHeapMemoryUsed).Value;
            json["offHeapMemoryRemaining"] = (offHeap - executor.OffHeapMemoryUsed).Value;
        }

        return json;
    }

    private static JsonObject Partition(CachedRdd rdd, CachedPartition partition) => new()
    {
        ["blockName"] = partition.Block,
        ["storageLevel"] = new StorageLevel(
            partition.DiskUsed.Value > 0,
            partition.MemoryUsed.Value > 0,
            rdd.Level.UseOffHeap,
            partition.MemoryUsed.Value > 0 && rdd.Level.Deserialized,
            partition.Executors.Count).ToString(),
        ["memoryUsed"] = partition.MemoryUsed.Value,
        ["diskUsed"] = partition.DiskUsed.Value,
        ["executors"] = JsonObjects.Texts(partition.Executors),
    };
}
