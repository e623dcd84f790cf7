namespace Stoker.Tests.EventLogs.Building;

/// <summary>Persisted RDDs and block updates.</summary>
public sealed class StorageTests
{
    private const string Rdd = """{"RDD ID":3,"Name":"cached","Scope":"{\"id\":\"7\",\"name\":\"map\"}","Callsite":"c","Parent IDs":[2],"Storage Level":{"Use Disk":false,"Use Memory":true,"Use Off Heap":false,"Deserialized":true,"Replication":1},"Barrier":false,"Number of Partitions":2,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    [Fact]
    public void StageSubmitted_PersistedRdd_IsListedWithoutSizes()
    {
        var application = new LogBuilder().StageSubmitted(0, 1, 5, rdds: Rdd).Read();
        var rdd = Assert.Single(application.CachedRdds);
        Assert.Equal((3, "cached", 2, "0.0", false), (rdd.Id.Value, rdd.Name, rdd.PartitionCount, rdd.FirstUse.ToString(), rdd.IsUnpersisted));
        Assert.Null(rdd.MemoryUsed);
        Assert.Equal(("7", "map", "c"), (application.Stages[0].Rdds[0].ScopeId, application.Stages[0].Rdds[0].ScopeName, application.Stages[0].Rdds[0].CallSite));
    }

    [Fact]
    public void BlockUpdated_StoredAndDropped_CountsForRddAndExecutor()
    {
        var log = new LogBuilder().ExecutorAdded("1", 1).BlockManagerAdded("1", 2).StageSubmitted(0, 1, 5, rdds: Rdd)
            .Line(Block("rdd_3_0", true, 100)).Line(Block("rdd_3_1", true, 50)).Line(Block("broadcast_1_piece0", true, 7)).Line(Block("taskresult_1", true, 1000));
        var stored = log.Read();
        Assert.Equal((2, 150L, 150L), (stored.CachedRdds[0].CachedPartitionCount, stored.CachedRdds[0].MemoryUsed?.Value, stored.CachedRdds[0].PeakMemoryUsed?.Value));
        Assert.Equal((2, 157L, 157L), (stored.Executors[0].RddBlocks, stored.Executors[0].MemoryUsed.Value, stored.Executors[0].OnHeapMemoryUsed.Value));
        var dropped = log.Line(Block("rdd_3_1", false, 50)).Read();
        Assert.Equal((1, 100L, 150L), (dropped.CachedRdds[0].CachedPartitionCount, dropped.CachedRdds[0].MemoryUsed?.Value, dropped.CachedRdds[0].PeakMemoryUsed?.Value));
        var unpersisted = log.Line("""{"Event":"SparkListenerUnpersistRDD","RDD ID":3}""").Read();
        Assert.Equal((true, 0, 7L), (unpersisted.CachedRdds[0].IsUnpersisted, unpersisted.Executors[0].RddBlocks, unpersisted.Executors[0].MemoryUsed.Value));
    }

    [Fact]
    public void StageSubmitted_ScopeThatIsNoJson_NamesNothing()
    {
        var application = new LogBuilder().StageSubmitted(0, 1, 5, rdds: """{"RDD ID":1,"Scope":"{\"id\":\"\\ud800\"}"},{"RDD ID":2,"Scope":"nonsense"}""").Read();
        Assert.Empty(application.Reading.Issues);
        Assert.All(application.Stages[0].Rdds, rdd => Assert.Null(rdd.ScopeName));
    }

    private static string Block(string id, bool isStored, int memory) =>
        $$$$"""{"Event":"SparkListenerBlockUpdated","Block Updated Info":{"Block Manager ID":{"Executor ID":"1","Host":"host-1","Port":1},"Block ID":"{{{{id}}}}","Storage Level":{"Use Disk":false,"Use Memory":{{{{(isStored ? "true" : "false")}}}},"Deserialized":true,"Replication":{{{{(isStored ? 1 : 0)}}}}},"Memory Size":{{{{memory}}}},"Disk Size":0}}""";
}
