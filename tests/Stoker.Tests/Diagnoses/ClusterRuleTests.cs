using Stoker.Diagnoses.Clusters;
using Stoker.Findings;
using static Stoker.Tests.Diagnoses.ClusterLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>CLUS001 to CLUS007: where driver and executors run, and how they come.</summary>
public sealed class ClusterRuleTests
{
    [Theory]
    [InlineData("10.1.4.7", 9_000, 1)]
    [InlineData("10.2.4.7", 9_000, 0)] // The executor's network.
    [InlineData("gateway", 9_000, 0)] // A bare name says nothing.
    [InlineData("10.1.4.7", 5_000, 0)] // 8.3 %.
    public void FarDriver_Fires_when_tasks_wait_for_a_driver_elsewhere(string host, long delayMs, int count)
    {
        var application = new ClusterLog(("spark.submit.deployMode", "client")).Executor("driver", 0, 0, 2_048, host).Executor("1", 0, 1, 4_096, "10.2.9.9")
            .Stage(0, 60_000, [new("1", 0, 60_000, $",\"Executor Run Time\":{60_000 - delayMs}")]).Build(61_000);

        var findings = Find("CLUS001", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 0.15), (finding.Severity, Number(finding, "waitShare"))));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.9.9", false)]
    [InlineData("10.1.2.3", "10.7.2.3", true)]
    [InlineData("edge.corp.example", "node-3.cluster.example", true)]
    [InlineData("node-1.cluster.example", "node-3.cluster.example", false)]
    [InlineData("10.1.2.3", "node-3.cluster.example", false)]
    [InlineData("localhost", "node-3", false)]
    [InlineData("", "10.1.2.3", false)]
    public void AreApart_Hosts_NeedTwoKnownNetworks(string left, string right, bool apart) => Assert.Equal(apart, FarDriver.AreApart(left, right));

    [Theory]
    [InlineData("local[4]", 3_600_000, 1)]
    [InlineData("local[4]", 3_500_000, 0)]
    [InlineData("yarn", 3_600_000, 0)]
    public void LargeLocalJob_Fires_when_one_process_works_for_a_core_hour(string master, long ms, int count)
    {
        var findings = Find("CLUS002", new ClusterLog(("spark.master", master)).Executor(master == "yarn" ? "1" : "driver", 0, 4, 4_096).Stage(0, ms, [new(master == "yarn" ? "1" : "driver", 0, ms)]).Build(ms));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 3_600_000), (finding.Severity, Number(finding, "taskTime"))));
    }

    [Theory]
    [InlineData("spark.submit.deployMode", "client", 4, 1)]
    [InlineData("spark.cores.max", "8", 4, 0)]
    [InlineData("spark.submit.deployMode", "client", 1, 0)]
    public void WholeCluster_Fires_when_an_application_without_a_limit_is_mostly_idle(string key, string value, int executors, int count)
    {
        var log = new ClusterLog(("spark.master", "spark://node:7077"), (key, value));
        for (var executor = 1; executor <= executors; executor++)
        {
            log.Executor(executor.ToString(System.Globalization.CultureInfo.InvariantCulture), 0, 1, 2_048);
        }

        var findings = Find("CLUS003", log.Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(4, Number(finding, "cores")));
    }

    [Theory]
    [InlineData("2", "yarn", 1)]
    [InlineData("1", "yarn", 0)]
    [InlineData(null, "yarn", 0)]
    [InlineData("2", "k8s://https://api:443", 0)]
    public void RepeatedAttempt_Fires_when_yarn_started_the_application_again(string? attempt, string master, int count)
    {
        var findings = Find("CLUS004", new ClusterLog("3.5.1", attempt, ("spark.master", master)).Executor("1", 0, 1, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal(Severity.Major, finding.Severity);
            Assert.Equal("application_1_0001_1", finding.Evidence.Single(item => item.Name == "earlierLogs").Text);
        });
    }

    [Theory]
    [InlineData(40_000, 300_000, 1, Severity.Info)]
    [InlineData(29_000, 300_000, 0, Severity.Info)]
    [InlineData(70_000, 300_000, 1, Severity.Minor)] // The first executor after 70 of 300 s.
    [InlineData(70_000, 900_000, 1, Severity.Info)] // Less than a tenth of the run.
    public void SlowContainers_Fires_when_executors_take_long_to_register(long atMs, long endMs, int count, Severity severity)
    {
        var findings = Find("CLUS005", new ClusterLog().Executor("1", atMs, 1, 4_096, requestedMs: 0).Stage(atMs, endMs, [new("1", atMs, endMs - atMs)]).Build(endMs));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((severity, atMs), (finding.Severity, Number(finding, "medianStart"))));
    }

    [Theory]
    [InlineData(40_000, 100_000, 1)]
    [InlineData(25_000, 100_000, 0)]
    [InlineData(40_000, 500_000, 0)] // 8 % of the run.
    public void SlowProgramStart_Fires_when_executors_wait_for_the_first_job(long firstMs, long endMs, int count)
    {
        var findings = Find("CLUS006", new ClusterLog().Executor("1", 0, 2, 4_096).Stage(firstMs, endMs, [new("1", firstMs, endMs - firstMs)]).Build(endMs));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 40_000, 2), (finding.Severity, Number(finding, "firstJobAfter"), Number(finding, "slotsWaiting"))));
    }

    [Theory]
    [InlineData(8, 1_000, 1)] // A quarter of the other's memory for a slot.
    [InlineData(8, 0, 0)] // Memory is not short.
    [InlineData(2, 1_000, 0)]
    public void UnequalExecutors_Fires_when_slots_differ_in_memory_and_tasks_spill(int cores, long spilled, int count)
    {
        var application = new ClusterLog().Executor("1", 0, 2, 4_096).Executor("2", 0, cores, 4_096)
            .Stage(0, 60_000, [new("1", 0, 60_000, $",\"Disk Bytes Spilled\":{spilled}"), new("2", 0, 60_000)]).Build(61_000);

        var findings = Find("CLUS007", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 4.0), (finding.Severity, Number(finding, "ratio"))));
    }
}
