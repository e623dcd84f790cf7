using Stoker.Model.Executors;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>Lives of executors.</summary>
public sealed class ExecutorTests
{
    [Fact]
    public void ExecutorAdded_AfterRemoval_OpensASecondLife()
    {
        var application = new LogBuilder()
            .ExecutorAdded("1", 10).StageSubmitted(0, 2, 11).TaskStart(0, 1, launch: 12).TaskEnd(0, 1, launch: 12, finish: 15)
            .ExecutorRemoved("1", 20, "idle").ExecutorAdded("1", 30, host: "host-2").TaskStart(0, 2, 1, 31).TaskEnd(0, 2, 1, 31, 33)
            .Read();
        Assert.Equal(
            [("1", "host-1", 10L, 20L, "idle", false, 1, 3L), ("1", "host-2", 30L, null, null, true, 1, 2L)],
            application.Executors.Select(executor => (executor.Id, executor.Host, executor.AddTime.EpochMilliseconds, executor.RemoveTime?.EpochMilliseconds, executor.RemoveReason, executor.IsActive, executor.CompletedTasks, executor.TotalDuration.Value)));
    }

    [Fact]
    public void ExecutorAdded_TwiceAlive_IsOneLife()
    {
        var executor = Assert.Single(new LogBuilder().ExecutorAdded("1", 10).BlockManagerAdded("1", 11).BlockManagerAdded("1", 12).ExecutorAdded("1", 20, cores: 8).Read().Executors);
        Assert.Equal((10L, 8, 8, 1000L, 900L, 100L, "host-1:7079"), (executor.AddTime.EpochMilliseconds, executor.TotalCores, executor.MaxTasks, executor.MaxMemory.Value, executor.MaxOnHeapMemory?.Value, executor.MaxOffHeapMemory?.Value, executor.HostPort));
    }

    [Fact]
    public void BlockManagerAdded_OfDriver_IsItsOnlySignOfLife()
    {
        var driver = Assert.Single(new LogBuilder().BlockManagerAdded("driver", 11)
            .Line("""{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"i","Timestamp":1,"User":"u","Driver Logs":{"stdout":"http://x"},"Driver Attributes":{"B":"2","A":"1"}}""").Read().Executors);
        Assert.Equal((true, 0, "host-1"), (driver.IsDriver, driver.TotalCores, driver.Host));
        Assert.Equal(["A", "B"], driver.Attributes.Select(pair => pair.Key));
        Assert.Equal("http://x", driver.LogUrls[0].Value);
    }

    [Fact]
    public void ExecutorAdded_InfoOf43_IsRead()
    {
        var executor = Assert.Single(new LogBuilder().Line(
            """{"Event":"SparkListenerExecutorAdded","Timestamp":5,"Executor ID":"2","Executor Info":{"Host":"h","Total Cores":6,"Log Urls":{"stderr":"e"},"Attributes":{"NM":"x"},"Resources":{"gpu":{"name":"gpu","addresses":["0","1"]}},"Resource Profile Id":3,"Registration Time":7,"Request Time":6}}""").Read().Executors);
        Assert.Equal((3, 7L, 6L), (executor.ResourceProfile.Value, executor.RegistrationTime?.EpochMilliseconds, executor.RequestTime?.EpochMilliseconds));
        Assert.Equal(["0", "1"], executor.Resources["gpu"]);
    }

    [Theory]
    [InlineData("Excluded")]
    [InlineData("Blacklisted")]
    public void ExecutorExcluded_UnderEitherNameOrBoth_IsExcludedOnce(string word)
    {
        var log = new LogBuilder().ExecutorAdded("1", 1).ExecutorAdded("2", 1).StageSubmitted(0, 1, 2)
            .Line("""{"Event":"org.apache.spark.scheduler.SparkListenerExecutorExcluded","time":5,"executorId":"1","taskFailures":2}""")
            .Line($$"""{"Event":"org.apache.spark.scheduler.SparkListenerExecutor{{word}}","time":5,"executorId":"1","taskFailures":2}""")
            .Line($$"""{"Event":"org.apache.spark.scheduler.SparkListenerExecutor{{word}}ForStage","time":5,"executorId":"2","taskFailures":2,"stageId":0,"stageAttemptId":0}""");
        var application = log.Read();
        Assert.Equal([true, false], application.Executors.Select(executor => executor.IsExcluded));
        Assert.Equal([0], application.Executors[1].ExcludedInStages);
        Assert.Equal(["2"], application.Stages[0].ExcludedExecutors);
        var back = log.Line($$"""{"Event":"org.apache.spark.scheduler.SparkListenerExecutorUn{{word.ToLowerInvariant()}}","time":6,"executorId":"1"}""").Read();
        Assert.False(back.Executors[0].IsExcluded);
    }

    [Fact]
    public void NodeExcluded_Host_ExcludesItsExecutorsAndNotTheDriver()
    {
        var application = new LogBuilder().BlockManagerAdded("driver", 1).ExecutorAdded("1", 1).ExecutorAdded("2", 1, host: "other")
            .Line("""{"Event":"org.apache.spark.scheduler.SparkListenerNodeExcluded","time":5,"hostId":"host-1","executorFailures":2}""").Read();
        Assert.Equal([false, true, false], application.Executors.Select(executor => executor.IsExcluded));
    }

    [Fact]
    public void ExecutorMetricsUpdate_Heartbeats_MakePeaksAndATimeline()
    {
        var executor = Assert.Single(new LogBuilder().BlockManagerAdded("driver", 10).Line(Heartbeat(100)).Line(Heartbeat(300)).Line(Heartbeat(200)).Read().Executors);
        Assert.Equal((300L, null), (executor.Peaks?[ExecutorMetric.JVMHeapMemory], executor.Peaks?[ExecutorMetric.TotalGCTime]));
        Assert.Equal([100L, 300L, 200L], executor.Timeline.Select(sample => sample.Values[ExecutorMetric.JVMHeapMemory] ?? -1));
    }

    [Fact]
    public void StageExecutorMetrics_OfARemovedExecutor_CountForTheStage()
    {
        var application = new LogBuilder().ExecutorAdded("1", 10).StageSubmitted(0, 1, 11).ExecutorRemoved("1", 20)
            .Line("""{"Event":"SparkListenerStageExecutorMetrics","Executor ID":"1","Stage ID":0,"Stage Attempt ID":0,"Executor Metrics":{"JVMHeapMemory":5,"VendorMetric":9}}""").Read();
        Assert.Equal(5, application.Stages[0].PeaksByExecutor["1"][ExecutorMetric.JVMHeapMemory]);
        Assert.Equal(5, application.Executors[0].Peaks?[ExecutorMetric.JVMHeapMemory]);
    }

    [Fact]
    public void ResourceProfileAdded_Requests_DecideTheSlots()
    {
        var application = new LogBuilder()
            .Line("""{"Event":"SparkListenerResourceProfileAdded","Resource Profile Id":0,"Executor Resource Requests":{"memory":{"Resource Name":"memory","Amount":512,"Discovery Script":"s","Vendor":"v"}},"Task Resource Requests":{"cpus":{"Resource Name":"cpus","Amount":2.0}}}""")
            .ExecutorAdded("1", 1, cores: 8).Read();
        Assert.Equal(4, application.Executors[0].MaxTasks);
        Assert.Equal(new ExecutorResourceRequest("memory", 512, "s", "v"), application.ResourceProfiles[0].ExecutorRequests["memory"]);
        Assert.Equal(2.0, application.ResourceProfiles[0].TaskRequests["cpus"]);
    }

    [Fact]
    public void MiscellaneousProcessAdded_Process_IsListed()
    {
        var process = Assert.Single(new LogBuilder().Line("""{"Event":"org.apache.spark.scheduler.SparkListenerMiscellaneousProcessAdded","time":5,"processId":"yarn-am","info":{"hostPort":"h:1","cores":2,"logUrlInfo":{"stdout":"u"}}}""").Read().MiscellaneousProcesses);
        Assert.Equal(("yarn-am", "h:1", 2, 5L, "u"), (process.Id, process.HostPort, process.Cores, process.AddTime.EpochMilliseconds, process.LogUrls[0].Value));
    }

    private static string Heartbeat(int heap) =>
        $$$"""{"Event":"SparkListenerExecutorMetricsUpdate","Executor ID":"driver","Metrics Updated":[],"Executor Metrics Updated":[{"Stage ID":-1,"Stage Attempt ID":-1,"Executor Metrics":{"JVMHeapMemory":{{{heap}}}}}]}""";
}
