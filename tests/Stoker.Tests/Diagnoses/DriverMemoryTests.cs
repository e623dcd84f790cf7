using Stoker.Findings;
using Stoker.Findings.Places;
using static Stoker.Tests.Diagnoses.ClusterLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>DRV004 and DRV010: the driver's heap, its collections, and executors lost together.</summary>
public sealed class DriverMemoryTests
{
    [Theory]
    [InlineData(52, Confidence.High)]
    [InlineData(137, Confidence.Low)]
    public void DriverMemory_IsCritical_when_the_driver_died(int exitCode, Confidence confidence)
    {
        var finding = Assert.Single(Find("DRV004", Started("4.0.0").Build(61_000, exitCode)));

        Assert.Equal((Severity.Critical, confidence), (finding.Severity, finding.Confidence));
        Assert.Equal(new ExecutorPlace("driver"), finding.Place);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void DriverMemory_StaysSilent_when_the_driver_ended_for_another_reason(int exitCode) => Assert.Empty(Find("DRV004", Started("4.0.0").Build(61_000, exitCode)));

    [Theory]
    [InlineData(2_000, 0, 1, Severity.Info)] // 2,000 of 2,048 MiB.
    [InlineData(2_000, 2, 1, Severity.Minor)]
    [InlineData(1_900, 2, 0, Severity.Info)] // 92.8 %.
    public void DriverMemory_Fires_when_its_heap_is_full(long peak, int collections, int count, Severity severity)
    {
        var findings = Find("DRV004", Started("3.5.1").PolledDriver($"\"JVMHeapMemory\":{peak << 20},\"MajorGCCount\":{collections}").Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((severity, "3g"), (finding.Severity, finding.Remedies[1].Setting?.To)));
    }

    [Fact]
    public void DriverMemory_StaysSilent_in_local_mode()
    {
        var application = new ClusterLog(("spark.master", "local[2]")).Executor("driver", 0, 2, 2_048).Stage(0, 60_000, [new("driver", 0, 60_000)]).PolledDriver($"\"JVMHeapMemory\":{2_000L << 20}").Build(61_000);

        Assert.Empty(Find("DRV004", application));
    }

    [Theory]
    [InlineData(7_000, 1)] // 11.5 % of 61 s.
    [InlineData(5_000, 0)]
    public void DriverOverload_Fires_when_the_driver_collects(long collectedMs, int count)
    {
        var findings = Find("DRV010", Started("3.5.1").PolledDriver($"\"JVMHeapMemory\":1000,\"MinorGCTime\":{collectedMs - 1_000},\"MajorGCTime\":1000").Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Minor, 7_000), (finding.Severity, Number(finding, "driverGcTime"))));
    }

    [Theory]
    [InlineData("Executor heartbeat timed out after 130000 ms", 40_000, 1)]
    [InlineData("Executor heartbeat timed out after 130000 ms", 400_000, 0)] // The third one minutes later.
    [InlineData("Command exited with code 137", 40_000, 0)]
    public void DriverOverload_Fires_when_executors_are_lost_together(string reason, long thirdMs, int count)
    {
        var log = new ClusterLog().Executor("driver", 0, 0, 2_048);
        foreach (var id in (string[])["1", "2", "3", "4"])
        {
            log.Executor(id, 0, 1, 4_096);
        }

        log.Removed("1", 30_000, reason).Removed("2", 35_000, reason).Removed("3", thirdMs, reason);
        var findings = Find("DRV010", log.Stage(500_000, 560_000, [new("4", 500_000, 60_000)]).Build(561_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((3, 3), (Number(finding, "executorsLost"), Number(finding, "hosts"))));
    }

    private static ClusterLog Started(string version) => new ClusterLog(version, null)
        .Executor("driver", 0, 0, 2_048).Executor("1", 0, 1, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)]);
}
