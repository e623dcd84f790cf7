using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using static Stoker.Tests.Diagnoses.ClusterLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>EXEC003 to EXEC010, and SKEW006: number, size and load of executors.</summary>
public sealed class ExecutorShapeTests
{
    private const string Shuffled = ",\"Shuffle Write Metrics\":{\"Shuffle Bytes Written\":1000}";

    [Theory]
    [InlineData(16, 300_000, 45_000, 1)] // 15 %.
    [InlineData(16, 300_000, 40_000, 0)]
    [InlineData(8, 300_000, 45_000, 0)]
    [InlineData(16, 100_000, 29_000, 0)] // Less than half a minute.
    public void WideExecutors_Fires_when_many_cores_share_a_heap_that_is_collected_much(int cores, long runMs, long collectedMs, int count)
    {
        var findings = Find("EXEC005", new ClusterLog().Executor("1", 0, cores, 20_000).Stage(0, runMs, [new("1", 0, runMs, $",\"JVM GC Time\":{collectedMs}")]).Build(runMs));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 16, 0.15), (finding.Severity, Number(finding, "coresPerExecutor"), Number(finding, "gcShare"))));
    }

    [Fact]
    public void LoadedExecutor_Fires_when_one_of_equal_executors_does_most()
    {
        // 50 tasks of 2 s on the one slot of executor 1, 5 on each of the four others: without its longest task 98 s against 8 s.
        var finding = Assert.Single(Find("SKEW006", Loaded(taskMs: 2_000, lastMs: 2_000, otherFromMs: 0)));

        Assert.Equal(new ExecutorPlace("1"), finding.Place);
        Assert.Equal((98_000, 8_000), (Number(finding, "taskTime"), Number(finding, "medianTaskTime")));

        // 70 tasks of 2 s are 28 s of five slots: the stage of 100 s would end between 28 s and 28 + 0.8 × 2 = 29.6 s.
        Assert.Equal(71.2, finding.Cost!.WallSeconds!.Value.Expected, 2); // Priced by the rule.
    }

    [Theory]
    [InlineData(200, 62_000, 0)] // One long task is skew or a straggler.
    [InlineData(2_000, 2_000, 50_000)] // The others came late.
    public void LoadedExecutor_StaysSilent_when_there_is_another_reason(long taskMs, long lastMs, long otherFromMs) =>
        Assert.Empty(Find("SKEW006", Loaded(taskMs, lastMs, otherFromMs)));

    // One task at a time on two executors of three slots. A run of 44 s ends before an executor has idled for 60 s; one of 400 s does not.
    [Theory]
    [InlineData(44_000, "spark://node:7077", 1, "spark.cores.max=3")]
    [InlineData(44_000, "spark://node:7077", 2, "spark.cores.max=6")]
    [InlineData(44_000, "yarn", 1, "spark.executor.instances=1")]
    [InlineData(400_000, "yarn", 1, "spark.dynamicAllocation.enabled=true", "spark.executor.instances=1")]
    public void IdleExecutors_Advises_whole_executors_and_others_to_come_and_go_where_that_gives_any_back(long runMs, string master, int cpus, params string[] settings)
    {
        var finding = Assert.Single(Find("EXEC001", new ClusterLog(("spark.master", master), ("spark.task.cpus", $"{cpus}")).Executor("1", 0, 3 * cpus, 4_096).Executor("2", 0, 3 * cpus, 4_096).Stage(0, runMs, [new("1", 0, runMs)]).Build(runMs)));

        Assert.Equal(settings, finding.Remedies.Select(remedy => $"{remedy.Setting?.Key}={remedy.Setting?.To}"));
        Assert.Equal("Ask for no more executors than the busiest moment needed: it used 1 slot, and an executor has 3.", finding.Remedies[^1].Change);
    }

    [Fact]
    public void IdleExecutors_Advises_a_smaller_executor_where_there_is_one()
    {
        var finding = Assert.Single(Find("EXEC001", new ClusterLog().Executor("1", 0, 3, 4_096).Stage(0, 400_000, [new("1", 0, 400_000)]).Build(400_000)));

        Assert.Equal("Ask for an executor of fewer cores: the busiest moment used 1 of its 3 slots.", Assert.Single(finding.Remedies).Change);
    }

    [Theory]
    [InlineData("spark.dynamicAllocation.executorIdleTimeout", "60s", 1)]
    [InlineData("spark.shuffle.service.enabled", "true", 0)] // The service keeps the files.
    [InlineData("spark.dynamicAllocation.shuffleTracking.timeout", "10min", 0)]
    [InlineData("spark.dynamicAllocation.minExecutors", "2", 0)] // Both must live anyway.
    [InlineData("spark.dynamicAllocation.enabled", "false", 0)]
    public void HeldExecutors_Fires_when_shuffle_files_keep_an_idle_executor(string key, string value, int count)
    {
        // Executor 2 is idle from 60 s to 600 s: 480 s of two slots behind the timeout. Executor 1 ends with the application.
        var findings = Find("EXEC003", new ClusterLog(Dynamic((key, value))).Executor("1", 0, 2, 4_096).Executor("2", 0, 2, 4_096)
            .Stage(0, 60_000, [new("1", 0, 60_000, Shuffled), new("2", 0, 60_000, Shuffled)])
            .Stage(60_000, 600_000, [new("1", 60_000, 540_000)])
            .Build(600_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal((1, 960_000), (Number(finding, "heldExecutors"), Number(finding, "idleTime")));
            Assert.Equal("shuffle files", finding.Evidence.Single(item => item.Name == "heldBy").Text);
            Assert.Equal(("spark.dynamicAllocation.shuffleTracking.timeout", "270s"), (Assert.Single(finding.Remedies).Setting?.Key, finding.Remedies[0].Setting?.To)); // Half of 540 s: the run had no 600 s to wait.
        });
    }

    [Theory]
    [InlineData("Executor killed by driver.", 60_000, 1)]
    [InlineData("Executor killed by driver.", 400_000, 0)] // More than five minutes.
    [InlineData("Container was preempted", 60_000, 0)]
    public void ExecutorChurn_Fires_when_released_executors_are_soon_replaced(string reason, long pauseMs, int count)
    {
        var log = new ClusterLog(Dynamic()).Executor("0", 0, 1, 4_096);
        for (var life = 0; life < 4; life++)
        {
            var from = life * 500_000;
            log.Executor((life + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), from, 1, 4_096).Removed((life + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), from + 500_000 - pauseMs, reason);
        }

        var findings = Find("EXEC004", log.Stage(0, 2_000_000, [new("0", 0, 2_000_000)]).Build(2_000_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((3, 60_000), (Number(finding, "releasedAndReplaced"), Number(finding, "medianTimeUntilReplaced"))));
    }

    [Theory]
    [InlineData("8", 4, 1)] // Four of eight for longer than a fifth.
    [InlineData("5", 4, 0)] // 80 %.
    [InlineData("8", 1, 0)] // No task waits.
    public void MissingExecutors_Fires_when_half_of_what_was_asked_for_came(string asked, int tasksPerSlot, int count)
    {
        var log = new ClusterLog(("spark.executor.instances", asked));
        List<ClusterTask> tasks = [];
        foreach (var id in (string[])["1", "2", "3", "4"])
        {
            log.Executor(id, 0, 1, 4_096);
            tasks.AddRange(Enumerable.Range(0, tasksPerSlot).Select(index => new ClusterTask(id, index * 100_000L / tasksPerSlot, 100_000 / tasksPerSlot)));
        }

        var findings = Find("EXEC007", log.Stage(0, 100_000, tasks).Build(100_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal((8, 4, 100_000), (Number(finding, "asked"), Number(finding, "registered"), Number(finding, "timeShort")));
            Assert.Equal(30, finding.Cost!.WallSeconds!.Value.Expected, 3); // Half of 100 s is missing at most, three fifths of it are expected.
        });
    }

    [Theory]
    [InlineData(5, "2", 1, Severity.Info)] // One of five cores: 20 %.
    [InlineData(3, "2", 1, Severity.Minor)] // One of three.
    [InlineData(4, "2", 0, Severity.Info)]
    public void UnusableCores_Fires_when_cores_are_no_multiple_of_a_tasks(int cores, string cpus, int count, Severity severity)
    {
        var findings = Find("EXEC008", new ClusterLog(("spark.task.cpus", cpus)).Executor("1", 0, cores, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(60_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal((severity, 1.0 / cores), (finding.Severity, Number(finding, "unusableShare")));
            Assert.Equal(60_000, Number(finding, "unusableCoreTime"));
        });
    }

    [Theory]
    [InlineData(60_000, 30_000, "", 1)]
    [InlineData(60_000, 36_000, "", 0)] // 60 %.
    [InlineData(60_000, 10_000, "", 0)] // 17 %: they wait, or something else than the JVM computes.
    [InlineData(50_000, 20_000, "", 0)] // Less than a minute of such tasks.
    [InlineData(60_000, 30_000, ",\"Input Metrics\":{\"Bytes Read\":1,\"Records Read\":1}", 0)] // May wait for storage.
    public void StarvedCpu_Fires_when_tasks_that_compute_get_half_of_a_core(long runMs, long cpuMs, string more, int count)
    {
        var findings = Find("EXEC009", new ClusterLog().Executor("1", 0, 1, 4_096).Stage(0, runMs, [new("1", 0, runMs, $",\"Executor CPU Time\":{cpuMs}000000{more}")]).Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 0.5), (finding.Severity, Number(finding, "cpuShare"))));
    }

    [Theory]
    [InlineData("2", 6, 1)] // Two executors of one slot, six tasks: four wait.
    [InlineData("2", 5, 0)]
    [InlineData("3", 6, 0)]
    public void AllocationCeiling_Fires_when_all_allowed_executors_are_busy(string most, int tasks, int count)
    {
        var findings = Find("EXEC010", new ClusterLog(Dynamic(("spark.dynamicAllocation.maxExecutors", most))).Executor("1", 0, 1, 4_096).Executor("2", 0, 1, 4_096)
            .Stage(0, 60_000, [.. Enumerable.Range(0, tasks).Select(index => new ClusterTask(index % 2 == 0 ? "1" : "2", index / 2 * 20_000, 20_000))]).Build(60_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 40_000), (finding.Severity, Number(finding, "timeAtCeiling")))); // The last task starts at 40 s.
    }

    [Theory]
    [InlineData(20, 600, 1)] // 29 % of 2,048 MiB in each of twenty executors.
    [InlineData(19, 600, 0)]
    [InlineData(20, 500, 0)] // 24 %.
    public void NarrowExecutors_Fires_when_a_large_broadcast_is_copied(int executors, long broadcast, int count)
    {
        var log = new ClusterLog();
        for (var executor = 1; executor <= executors; executor++)
        {
            log.Executor(executor.ToString(System.Globalization.CultureInfo.InvariantCulture), 0, 1, 2_048);
        }

        var findings = Find("EXEC006", log.Query("BroadcastExchange", "data size", "size", broadcast << 20).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((20, 600L << 20), (Number(finding, "executors"), Number(finding, "broadcastSize"))));
    }

    private static (string Key, string Value)[] Dynamic(params (string Key, string Value)[] settings) => [("spark.dynamicAllocation.enabled", "true"), .. settings];

    private static Application Loaded(long taskMs, long lastMs, long otherFromMs)
    {
        var log = new ClusterLog().Executor("1", 0, 1, 4_096);
        List<ClusterTask> tasks = [.. Enumerable.Range(0, 50).Select(index => new ClusterTask("1", index * taskMs, index == 49 ? lastMs : taskMs))];
        foreach (var id in (string[])["2", "3", "4", "5"])
        {
            log.Executor(id, otherFromMs, 1, 4_096);
            tasks.AddRange(Enumerable.Range(0, 5).Select(index => new ClusterTask(id, otherFromMs + (index * taskMs), taskMs)));
        }

        var end = (49 * taskMs) + lastMs;
        return log.Stage(0, end, tasks).Build(end);
    }
}
