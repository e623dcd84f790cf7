using Stoker.Model.Stages;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class MemoryRiskTests
{
    // Four partitions of 1 GiB become one of 4 GiB. A heap of 1 GiB has 0.6 x (1024 - 300) = 434 MiB for the one task.
    [Fact]
    public void Of_OneHugePartition_SaysThatItDoesNotFit() => Assert.Contains(
        "stage 0 would have one task in place of 4, which would read 4.0 GiB of shuffle data and be given 434 MiB: it would spill, which is in the time at 200 MB/s and in its interval at 100, and may fail",
        Risks("spark.sql.shuffle.partitions", "1"));

    // As many as before, or more, are none.
    [Theory]
    [InlineData("4")]
    [InlineData("400")]
    public void Of_AsManyPartitions_SaysNothing(string count) => Assert.Empty(Risks("spark.sql.shuffle.partitions", count));

    [Fact]
    public void Of_SmallerDriver_SaysThatNobodyKnows() => Assert.Contains(
        "the driver's heap would be 512 MiB instead of 50.0 GiB, and the log does not tell what it needs (spark.eventLog.logStageExecutorMetrics=true does)",
        Risks("spark.driver.memory", "512m"));

    [Fact]
    public void Of_LargerDriver_SaysNothing() => Assert.Empty(Risks("spark.driver.memory", "60g"));

    [Theory]
    [InlineData("1000000", null)]
    [InlineData("1000001", "Stage 0 would have more than 1,000,000 tasks, more than a driver keeps track of.")]
    public void Predictor_MoreTasksThanADriverHolds_Refuses(string count, string? reason) =>
        Assert.Equal(reason, new Predictor(Program()).RefusalOf(new ChangeSet { Settings = new Dictionary<string, string> { ["spark.sql.shuffle.partitions"] = count } })?.Reason);

    // A heap of 4 GiB with one slot has 2278 MiB for a task, and pages of 64 MiB; one of 1 GiB has 434 MiB for one task, 217 for each of two, 27 for each of sixteen.
    [Theory]
    [InlineData(500, 1, "needed 500 MiB of execution memory and would be given 434 MiB: it would spill or fail, which the time does not hold")]
    [InlineData(400, 1, "needed 400 MiB of execution memory and would be given 434 MiB at the most when all slots are busy: it may spill, which the time does not hold")]
    [InlineData(300, 1, null)]
    [InlineData(64, 16, null)] // One page, of which nobody knows how full it was: pages would be smaller.
    public void Of_LessMemoryForATask_SaysWhatItsPeakTells(int peakMiB, int slots, string? expected)
    {
        var harms = MemoryRisk.HarmsOf(Sorts(peakMiB), new ClusterShape(1, slots), new ChangeSet { CoresPerExecutor = slots, Settings = new Dictionary<string, string> { ["spark.executor.memory"] = "1g" } });

        Assert.Equal(expected is null ? [] : [$"the largest task {expected}"], harms.Where(harm => harm.Contains("execution memory", StringComparison.Ordinal)));
    }

    // Of four tasks one reads ten times as much and holds 500 MiB; the others hold 50. Where it is evened out it is cut in five (10 s where twice the median is 2 s), each with 100 MiB; where what the stage held goes, nobody knows.
    // A heap of 1 GiB has 434 MiB for each task.
    [Theory]
    [InlineData(true, FreedMemory.Execution, false)]
    [InlineData(false, FreedMemory.Execution, false)]
    [InlineData(true, FreedMemory.None, true)] // A straggler that read no more than others.
    [InlineData(false, FreedMemory.Python, true)]
    public void HarmsOf_LargestTaskIsCured_DoesNotWarnOfIt(bool isEvened, FreedMemory freed, bool warns)
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "memory", 0)
            .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn","spark.executor.memory":"4g"},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 0, cores: 1).JobStart(0, 0, [(0, 4)]).StageSubmitted(0, 4, 0);
        foreach (var (task, from, until, mebibytes) in (ReadOnlySpan<(int, long, long, long)>)[(0, 0, 1_000, 50), (1, 1_000, 2_000, 50), (2, 2_000, 3_000, 50), (3, 3_000, 13_000, 500)])
        {
            log.TaskStart(0, task, task, from).TaskEnd(0, task, task, from, until, metrics: $$"""{"Executor Run Time":{{until - from}},"Peak Execution Memory":{{mebibytes << 20}}}""");
        }

        var program = ReplayableProgram.Of(log.StageCompleted(0, 4, 0, 13_000).JobEnd(0, 13_000).ApplicationEnd(13_000).Read());
        var change = new ChangeSet { Settings = new Dictionary<string, string> { ["spark.executor.memory"] = "1g" }, Reliefs = [new StageRelief(new StageId(0), isEvened ? 0 : 0.5, isEvened) { Frees = freed }] };

        Assert.Equal(warns, MemoryRisk.HarmsOf(program, program.Shape, change).Contains("the largest task needed 500 MiB of execution memory and would be given 434 MiB: it would spill or fail, which the time does not hold"));
    }

    // 200 MiB of classes and code and 100 of direct buffers were used; 1 GiB of heap has 384 MiB beside it.
    [Theory]
    [InlineData("spark.executor.memoryOverhead", "320m", "classes, code and buffers off the heap took 300 MiB at their peaks, and the container would have 320 MiB beside the heap: the cluster manager may kill it")]
    [InlineData("spark.executor.memoryOverhead", "400m", null)] // More than there was.
    [InlineData("spark.executor.memoryOverhead", "360m", null)] // Less, and enough.
    public void Of_LessBesideTheHeap_SaysWhatWouldNotFit(string key, string value, string? expected)
    {
        var program = ReplayableProgram.Of(new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "memory", 0)
            .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn","spark.executor.memory":"1g"},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 0, cores: 1).JobStart(0, 0, [(0, 1)]).StageSubmitted(0, 1, 0).TaskStart(0, 0).TaskEnd(0, 0, 0, 0, 1_000)
            .Line("""{"Event":"SparkListenerStageExecutorMetrics","Executor ID":"1","Stage ID":0,"Stage Attempt ID":0,"Executor Metrics":{"JVMHeapMemory":1000,"JVMOffHeapMemory":209715200,"DirectPoolMemory":104857600}}""")
            .StageCompleted(0, 1, 0, 1_000).JobEnd(0, 1_000).ApplicationEnd(1_000).Read());

        Assert.Equal(expected is null ? [] : [expected], MemoryRisk.HarmsOf(program, program.Shape, new ChangeSet { Settings = new Dictionary<string, string> { [key] = value } }));
    }

    private static ReplayableProgram Sorts(int peakMiB) => ReplayableProgram.Of(new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "memory", 0)
        .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn","spark.executor.memory":"4g"},"System Properties":{},"Classpath Entries":{}}""")
        .ExecutorAdded("1", 0, cores: 1).JobStart(0, 0, [(0, 1)]).StageSubmitted(0, 1, 0).TaskStart(0, 0)
        .TaskEnd(0, 0, 0, 0, 1_000, metrics: $$"""{"Executor Run Time":1000,"Peak Execution Memory":{{(long)peakMiB << 20}}}""")
        .StageCompleted(0, 1, 0, 1_000).JobEnd(0, 1_000).ApplicationEnd(1_000).Read());

    private static IReadOnlyList<string> Risks(string key, string value)
    {
        var program = Program();
        return MemoryRisk.Of(program, program.Shape, new ChangeSet { Settings = new Dictionary<string, string> { [key] = value } });
    }

    private static ReplayableProgram Program()
    {
        var stage = ProgramSketch.OneTask() with { WarmMs = [1, 1, 1, 1], RunMs = [1, 1, 1, 1], InputBytes = [1 << 30, 1 << 30, 1 << 30, 1 << 30], Partitions = PartitionRule.Shuffle };
        var application = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "memory", 0)
            .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn","spark.driver.memory":"50g"},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 0).Read();
        return ProgramSketch.Program(application, new ClusterShape(1, 4), [stage], []);
    }
}
