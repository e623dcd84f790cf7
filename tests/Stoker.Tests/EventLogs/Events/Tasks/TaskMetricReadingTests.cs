using Stoker.Model.Tasks;

namespace Stoker.Tests.EventLogs.Events.Tasks;

/// <summary>Metrics of tasks by Spark version: each key lands in its column, and what a version lacks is absent.</summary>
public sealed class TaskMetricReadingTests
{
    [Fact]
    public void Read_Spark43_FillsEveryColumn()
    {
        var tasks = new LogBuilder().TaskEnd(0, 1, finish: 2, metrics: """
            {"Executor Deserialize Time":1,"Executor Deserialize CPU Time":2,"Executor Run Time":3,"Executor CPU Time":4,"Peak Execution Memory":5,"Peak On Heap Execution Memory":6,"Peak Off Heap Execution Memory":7,"Result Size":8,"JVM GC Time":9,"Result Serialization Time":10,"Memory Bytes Spilled":11,"Disk Bytes Spilled":12,"Shuffle Read Metrics":{"Remote Blocks Fetched":13,"Local Blocks Fetched":14,"Fetch Wait Time":15,"Remote Bytes Read":16,"Remote Bytes Read To Disk":17,"Local Bytes Read":18,"Total Records Read":19,"Remote Requests Duration":20,"Push Based Shuffle":{"Corrupt Merged Block Chunks":21,"Merged Fetch Fallback Count":22,"Merged Remote Blocks Fetched":23,"Merged Local Blocks Fetched":24,"Merged Remote Chunks Fetched":25,"Merged Local Chunks Fetched":26,"Merged Remote Bytes Read":27,"Merged Local Bytes Read":28,"Merged Remote Requests Duration":29}},"Shuffle Write Metrics":{"Shuffle Bytes Written":30,"Shuffle Write Time":31,"Shuffle Records Written":32},"Input Metrics":{"Bytes Read":33,"Records Read":34},"Output Metrics":{"Bytes Written":35,"Records Written":36},"Updated Blocks":[]}
            """.Trim()).Read().Stages[0].Tasks;
        Assert.Equal(Enumerable.Range(1, TaskMetrics.Count).Select(value => (long?)value), Enum.GetValues<TaskMetric>().Select(metric => tasks.Metric(metric)?[0]));
    }

    [Theory]
    [InlineData("Push Based Shuffle", "Merged Fetch Fallback Count")]
    [InlineData("Shuffle Push Read Metrics", "Merged Fallback Count")]
    [InlineData("Shuffle Push Read Metrics", "Merged Fetch Fallback Count")]
    public void Read_PushBasedShuffle_UnderEitherName(string part, string fallback)
    {
        var tasks = new LogBuilder().TaskEnd(0, 1, finish: 2, metrics: $$$$"""{"Shuffle Read Metrics":{"{{{{part}}}}":{"{{{{fallback}}}}":7,"Merged Local Bytes Read":160}}}""").Read().Stages[0].Tasks;
        Assert.Equal((7L, 160L), (tasks.Metric(TaskMetric.ShuffleMergedFetchFallbackCount)?[0], tasks.Metric(TaskMetric.ShuffleMergedLocalBytesRead)?[0]));
    }

    [Fact]
    public void Read_Spark12_HasOnlyTheObjectsThatItUsed()
    {
        var tasks = new LogBuilder().Line("""
            {"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":3,"Index":3,"Attempt":0,"Launch Time":1422981784241,"Executor ID":"driver","Host":"localhost","Locality":"PROCESS_LOCAL","Speculative":false,"Getting Result Time":0,"Finish Time":1422981784812,"Failed":false,"Accumulables":[]},"Task Metrics":{"Host Name":"localhost","Executor Deserialize Time":11,"Executor Run Time":543,"Result Size":1268,"JVM GC Time":25,"Result Serialization Time":0,"Memory Bytes Spilled":0,"Disk Bytes Spilled":0,"Updated Blocks":[{"Block ID":"rdd_0_3","Status":{"Storage Level":{"Use Disk":false,"Use Memory":true,"Use Tachyon":false,"Deserialized":true,"Replication":1},"Memory Size":3500016,"Tachyon Size":0,"Disk Size":0}}]}}
            """.Trim()).Read().Stages[0].Tasks;
        Assert.Equal((543L, 1268L, 25L, 0L), (tasks.Metric(TaskMetric.ExecutorRunTime)?[0], tasks.Metric(TaskMetric.ResultSize)?[0], tasks.Metric(TaskMetric.JvmGcTime)?[0], tasks.Metric(TaskMetric.MemoryBytesSpilled)?[0]));
        Assert.Equal((null, null, null, null), (tasks.Metric(TaskMetric.ExecutorCpuTime), tasks.Metric(TaskMetric.ShuffleLocalBytesRead), tasks.Metric(TaskMetric.InputBytesRead), tasks.PartitionId(0)));
        Assert.Equal(571, tasks.Duration(0).Value);
    }

    [Fact]
    public void Read_UpdatedBlockStatusesOfSpark21_ArePassed()
    {
        var stage = new LogBuilder().TaskEnd(0, 1, finish: 2, accumulables: """
            {"ID":9,"Name":"internal.metrics.updatedBlockStatuses","Update":[{"Block ID":"rdd_1_1","Status":{"Memory Size":1}}],"Value":[[]],"Internal":true},{"ID":10,"Name":"internal.metrics.x","Update":5,"Value":5}
            """.Trim()).Read().Stages[0];
        Assert.Empty(stage.Tasks.Accumulables);
        Assert.Equal(40, stage.Totals[TaskMetric.ExecutorRunTime]);
    }
}
