using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Model;
using static Stoker.Tests.Diagnoses.ClusterLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>MEM005 to MEM014 on applications of a few tasks, with numbers worked by hand.</summary>
public sealed class MemoryRuleTests
{
    private const long Hour = 3_600_000;
    private const string PythonRdd = """{"RDD ID":1,"Name":"PythonRDD","Scope":"","Callsite":"count at job.py:3","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":1,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    [Fact]
    public void UnusedHeap_Fires_when_two_fifths_of_the_heap_were_used()
    {
        // Peak 4,000 of 10,000 MiB on two executors for an hour: enough is 1.3 × 4,000 = 5,200 MiB, so 2 × 4,800 MiB-h = 9.375 GiB-h are unused.
        var finding = Assert.Single(Find("MEM006", Heaps(10_000, 4_000)));

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal(9.375, Number(finding, "unusedGibibyteHours"), 2);
        Assert.Equal(0.4, Number(finding, "peakShare"), 3);
        Assert.Equal("6g", finding.Remedies[0].Setting?.To); // 5200 MiB, in whole gibibytes.
        Assert.Null(finding.Cost);
    }

    [Fact]
    public void UnusedHeap_IsMinor_when_twenty_gibibyte_hours_were_for_nothing() =>
        Assert.Equal(Severity.Minor, Assert.Single(Find("MEM006", Heaps(20_000, 4_000))).Severity); // 2 × (20,000 - 5,200) MiB-h = 28.9 GiB-h.

    [Theory]
    [InlineData(10_000, 5_100, 5, "")] // 51 %.
    [InlineData(10_000, 4_000, 4, "")] // Four polls say little of an hour.
    [InlineData(1_900, 500, 5, "")] // Small already.
    [InlineData(10_000, 4_000, 5, ",\"Disk Bytes Spilled\":1")]
    [InlineData(10_000, 4_000, 5, ",\"JVM GC Time\":180000")] // 5 % of an hour.
    public void UnusedHeap_StaysSilent_when_memory_may_be_needed(long heap, long peak, int polls, string metrics) =>
        Assert.Empty(Find("MEM006", Heaps(heap, peak, polls, metrics)));

    [Fact]
    public void UnusedHeap_IsNotChecked_when_a_large_heap_was_never_polled()
    {
        var item = Assert.Single(Diagnoser.Diagnose(Heaps(10_000, 4_000, polls: 0)).NotChecked, item => item.Id == "MEM006");

        Assert.Equal((NotCheckedReason.MetricAbsent, "spark.eventLog.logStageExecutorMetrics=true"), (item.Reason, item.EnabledBy));
        Assert.DoesNotContain(Diagnoser.Diagnose(Heaps(2_000, 500, polls: 0)).NotChecked, other => other.Id == "MEM006");
    }

    [Theory]
    [InlineData(360_000, Severity.Minor)] // 10 % of an hour.
    [InlineData(300_000, Severity.Info)] // 8.3 %.
    public void FullHeap_Fires_when_a_full_heap_is_collected_much(long collectedMs, Severity severity)
    {
        var finding = Assert.Single(Find("MEM007", Heaps(4_096, 3_900, 5, $",\"JVM GC Time\":{collectedMs}")));

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(3_900 / 4_096.0, Number(finding, "peakHeapShare"), 3);
        Assert.Equal(collectedMs / (double)Hour, Number(finding, "gcShare"), 3);
    }

    [Theory]
    [InlineData(3_900, 72_000)] // Full, as G1 likes it: 2 %.
    [InlineData(3_800, 360_000)] // 92.8 %.
    public void FullHeap_StaysSilent_when_only_one_sign_is_there(long peak, long collectedMs) =>
        Assert.Empty(Find("MEM007", Heaps(4_096, peak, 5, $",\"JVM GC Time\":{collectedMs}")));

    [Theory]
    [InlineData("\"ProcessTreePythonRSSMemory\":900000000", 1)] // Of 1 GiB of overhead 83.8 %.
    [InlineData("\"ProcessTreePythonRSSMemory\":800000000", 0)] // 74.5 %.
    [InlineData("\"ProcessTreePythonRSSMemory\":0", 0)] // Off.
    public void PythonMemory_Fires_when_it_fills_the_overhead(string metric, int count)
    {
        var findings = Find("MEM005", Polled([("spark.executor.memoryOverhead", "1024")], "\"JVMHeapMemory\":1000," + metric));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Minor, 1L << 30), (finding.Severity, Number(finding, "besideHeap"))));
    }

    [Fact]
    public void PythonMemory_StaysSilent_when_there_is_no_container() =>
        Assert.Empty(Find("MEM005", Polled([("spark.master", "spark://node:7077")], "\"JVMHeapMemory\":1000,\"ProcessTreePythonRSSMemory\":900000000")));

    [Fact]
    public void PythonMemory_IsNotChecked_when_a_container_was_killed_and_nobody_measured()
    {
        var application = new ClusterLog().Executor("1", 0, 1, 4_096).Executor("2", 0, 1, 4_096)
            .Stage(0, 60_000, [new("1", 0, 50_000), new("2", 0, 60_000)], PythonRdd).Removed("1", 50_000, "Container killed by YARN for exceeding physical memory limits").Build(61_000);

        Assert.Equal("spark.executor.processTreeMetrics.enabled=true", Assert.Single(Diagnoser.Diagnose(application).NotChecked, item => item.Id == "MEM005").EnabledBy);
    }

    [Theory]
    [InlineData("\"DirectPoolMemory\":300000000,\"MappedPoolMemory\":0,\"JVMOffHeapMemory\":100000000", 1)] // 400 MB of a tenth of 4 GiB, 429 MB: 93 %.
    [InlineData("\"DirectPoolMemory\":200000000,\"MappedPoolMemory\":0,\"JVMOffHeapMemory\":100000000", 0)] // 70 %.
    public void OffHeapBuffers_Fires_when_they_fill_the_overhead(string metrics, int count)
    {
        var findings = Find("MEM008", Polled([], "\"JVMHeapMemory\":1000," + metrics));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(400_000_000 / (0.1 * 4_096 * (1 << 20)), Number(finding, "besideHeapShare"), 3));
    }

    [Theory]
    [InlineData(900, 4, 1)] // (900 - 300) × 0.6 / 4 = 90 MiB.
    [InlineData(900, 3, 0)] // 120 MiB.
    public void SmallSlotMemory_Fires_when_slots_are_starved_and_spill(int heap, int slots, int count)
    {
        var application = new ClusterLog(("spark.executor.memory", heap + "m")).Executor("1", 0, slots, heap)
            .Stage(0, 60_000, [new("1", 0, 60_000, ",\"Disk Bytes Spilled\":9000000,\"JVM GC Time\":0")]).Build(61_000);

        var findings = Find("MEM011", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(90 << 20, Number(finding, "memoryPerSlot"), 16.0));
    }

    [Fact]
    public void SmallSlotMemory_StaysSilent_when_nothing_shows_it() =>
        Assert.Empty(Find("MEM011", new ClusterLog(("spark.executor.memory", "600m")).Executor("1", 0, 4, 600).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000)));

    [Fact]
    public void SmallSlotMemory_Fires_when_the_fraction_was_set_low()
    {
        // The block manager of an executor with 4,396 MiB and a fraction of 0.3 tells 1,228.8 MiB.
        var application = new ClusterLog(("spark.memory.fraction", "0.3")).Executor("1", 0, 2, 2_348)
            .Stage(0, 60_000, [new("1", 0, 60_000, ",\"Disk Bytes Spilled\":9000000")]).Build(61_000);

        var finding = Assert.Single(Find("MEM011", application));

        Assert.Equal(new SettingPlace("spark.memory.fraction"), finding.Place);
        Assert.Equal("0.6", Assert.Single(finding.Remedies).Setting?.To);
        Assert.Equal(4_396L << 20, Number(finding, "executorHeap"), 16.0);
    }

    [Theory]
    [InlineData("36g", "", 1)]
    [InlineData("32g", "", 1)]
    [InlineData("32g", "-XX:+UseCompressedOops", 0)]
    [InlineData("31g", "", 0)]
    [InlineData("48g", "", 0)]
    [InlineData("36g", "-XX:+UseZGC", 0)]
    public void LargePointers_Fires_when_a_heap_is_just_above_the_limit(string memory, string options, int count)
    {
        var application = new ClusterLog(("spark.executor.memory", memory), ("spark.executor.extraJavaOptions", options)).Executor("1", 0, 4, 36_864).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000);

        var findings = Find("MEM012", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, "31g"), (finding.Severity, finding.Remedies[0].Setting?.To)));
    }

    [Theory]
    [InlineData("-XX:+UseCodeCacheFlushing -XX:+UseG1GC", "-XX:+UseG1GC")]
    [InlineData("-XX:+UseCodeCacheFlushing", "default")]
    public void LargePointers_Names_the_collector(string options, string collector)
    {
        var application = new ClusterLog(("spark.executor.memory", "36g"), ("spark.executor.extraJavaOptions", options)).Executor("1", 0, 4, 36_864).Stage(0, 60_000, [new("1", 0, 60_000)]).Build(61_000);

        Assert.Equal(collector, Assert.Single(Find("MEM012", application)).Evidence.Single(item => item.Name == "collector").Text);
    }

    [Fact]
    public void LargePointers_DoesNotAdviseLess_when_memory_is_short()
    {
        var application = new ClusterLog(("spark.executor.memory", "36g")).Executor("1", 0, 4, 36_864).Stage(0, 60_000, [new("1", 0, 60_000, ",\"Disk Bytes Spilled\":1")]).Build(61_000);

        Assert.Null(Assert.Single(Assert.Single(Find("MEM012", application)).Remedies).Setting);
    }

    [Theory]
    [InlineData("spark.master", "yarn", 1)]
    [InlineData("spark.executor.memoryOverhead", "2g", 0)]
    [InlineData("spark.kubernetes.memoryOverheadFactor", "0.4", 0)]
    [InlineData("spark.executor.pyspark.memory", "2g", 0)]
    [InlineData("spark.master", "spark://node:7077", 0)]
    public void DefaultOverhead_Fires_when_python_lives_in_a_tenth(string key, string value, int count)
    {
        var findings = Find("MEM013", new ClusterLog((key, value)).Executor("1", 0, 1, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)], PythonRdd).Build(61_000));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 1.0), (finding.Severity, Number(finding, "pythonShare"))));
    }

    [Fact]
    public void DefaultOverhead_StaysSilent_when_python_is_the_smaller_part() =>
        Assert.Empty(Find("MEM013", new ClusterLog().Executor("1", 0, 1, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)]).Stage(60_000, 110_000, [new("1", 60_000, 50_000)], PythonRdd).Build(111_000)));

    [Fact]
    public void RefusedMemory_Fires_when_tasks_got_less_than_they_asked_for()
    {
        const string refused = """{"Reason":"ExceptionFailure","Class Name":"org.apache.spark.memory.SparkOutOfMemoryError","Description":"Unable to acquire 65536 bytes of memory, got 0","Stack Trace":[],"Full Stack Trace":"","Accumulator Updates":[]}""";
        var application = new ClusterLog().Executor("1", 0, 2, 4_096)
            .Stage(0, 60_000, [new("1", 0, 20_000, "", refused), new("1", 0, 30_000, "", refused), new("1", 30_000, 30_000)]).Build(61_000);

        var finding = Assert.Single(Find("MEM014", application));

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal((2, 50_000), (Number(finding, "attemptsLost"), Number(finding, "lostTime")));
        Assert.All(Find("FAIL001", application), failing => Assert.Equal("MEM014", failing.CausedBy?.Id));
        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, other => other.Id == "MEM003");
    }

    [Fact]
    public void RefusedMemory_StaysSilent_when_a_task_threw_something_else() =>
        Assert.Empty(Find("MEM014", new ClusterLog().Executor("1", 0, 2, 4_096).Stage(0, 60_000, [new("1", 0, 20_000, "", """{"Reason":"ExceptionFailure","Class Name":"java.io.IOException","Description":"Unable to acquire lock","Stack Trace":[],"Full Stack Trace":"","Accumulator Updates":[]}"""), new("1", 20_000, 40_000)]).Build(61_000)));

    [Theory]
    [InlineData(60, 1)] // Storage holds 60 % of the pool.
    [InlineData(40, 0)]
    public void CrowdedOut_Fires_when_a_stage_spills_beside_a_cache_that_it_does_not_read(int percent, int count)
    {
        const string cached = """{"RDD ID":7,"Name":"dims","Scope":"","Callsite":"cache at job.py:3","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":true,"Deserialized":true,"Replication":1},"Barrier":false,"Number of Partitions":1,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";
        var pool = (long)((3_796L << 20) * 0.6);
        var application = new ClusterLog().Executor("1", 0, 1, 4_096)
            .Stage(0, 30_000, [new("1", 0, 30_000)], cached)
            .Stage(30_000, 90_000, [new("1", 30_000, 60_000, ",\"Disk Bytes Spilled\":4000000000,\"Memory Bytes Spilled\":9000000000")], "", ("1", $"\"JVMHeapMemory\":1000,\"OnHeapStorageMemory\":{pool * percent / 100}"))
            .Build(91_000);

        var findings = Find("MEM010", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(percent / 100.0, Number(finding, "storageShare"), 3));
        Assert.All(Find("MEM001", application), spill => Assert.Equal(count == 1 ? "MEM010" : null, spill.CausedBy?.Id));
    }

    /// <summary>Two executors of an hour with one task each and polls of their heaps.</summary>
    private static Application Heaps(long heap, long peak, int polls = 5, string metrics = "") => new ClusterLog(("spark.executor.memory", heap + "m"))
        .Executor("1", 0, 1, heap).Executor("2", 0, 1, heap)
        .Stage(0, Hour, [new("1", 0, Hour, metrics), new("2", 0, Hour, metrics)], "", [.. HeapPolls("1", peak, polls), .. HeapPolls("2", peak, polls)])
        .Build(Hour);

    private static Application Polled((string Key, string Value)[] settings, string metrics) => new ClusterLog(settings)
        .Executor("1", 0, 1, 4_096).Stage(0, 60_000, [new("1", 0, 60_000)], "", ("1", metrics)).Build(61_000);
}
