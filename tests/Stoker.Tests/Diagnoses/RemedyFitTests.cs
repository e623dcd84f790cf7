using Stoker.Analyses;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Remedies;
using Stoker.Model;
using static Stoker.Tests.Diagnoses.ClusterLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>A remedy that changes a setting goes in the right direction from where the setting is, and is left out where the setting does nothing.</summary>
public sealed class RemedyFitTests
{
    [Theory]
    [InlineData("10g", null, "2g")] // A fifth of the heap.
    [InlineData("10240", null, "2g")] // A bare number is MiB here.
    [InlineData("8g", "4g", "6g")] // Half as much again as there is, which is more than a fifth.
    [InlineData("2g", null, "1g")]
    public void Overhead_Grows_from_what_it_is_when_a_container_was_killed(string heap, string? overhead, string to)
    {
        (string, string)[] settings = [("spark.executor.memory", heap), .. overhead is null ? [] : new[] { ("spark.executor.memoryOverhead", overhead) }];
        var finding = Assert.Single(Find("MEM004", Killed("Container killed by YARN for exceeding physical memory limits", settings)));

        Assert.Equal((overhead, to), (Setting(finding, "spark.executor.memoryOverhead")?.From, Setting(finding, "spark.executor.memoryOverhead")?.To));
    }

    [Fact]
    public void Heap_IsReadInMebibytes_when_the_setting_is_a_bare_number() =>
        Assert.Equal("8g", Setting(Assert.Single(Find("MEM003", Killed("java.lang.OutOfMemoryError: Java heap space", ("spark.executor.memory", "4096")))), "spark.executor.memory")?.To);

    [Theory]
    [InlineData(null, "20")]
    [InlineData("50", null)] // It asks for more at once already.
    public void Pods_AreAskedForInLargerBatches_unless_they_are(string? batch, string? to)
    {
        (string, string)[] settings = [("spark.master", "k8s://https://node:443"), .. batch is null ? [] : new[] { ("spark.kubernetes.allocation.batch.size", batch) }];
        var log = new ClusterLog(settings);
        for (var executor = 1; executor <= 11; executor++)
        {
            log.Executor(executor.ToString(System.Globalization.CultureInfo.InvariantCulture), 40_000, 1, 4_096, requestedMs: 0);
        }

        var finding = Assert.Single(Find("CLUS005", log.Stage(40_000, 60_000, [new("1", 40_000, 20_000)]).Build(60_000)));

        Assert.Equal(to, Setting(finding, "spark.kubernetes.allocation.batch.size")?.To);
    }

    [Theory]
    [InlineData("0.5", "0.3")]
    [InlineData("0.2", null)]
    public void Storage_GetsLess_unless_it_has_less_already(string fraction, string? to)
    {
        const string cached = """{"RDD ID":7,"Name":"dims","Scope":"","Callsite":"cache at job.py:3","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":true,"Deserialized":true,"Replication":1},"Barrier":false,"Number of Partitions":1,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";
        var pool = (long)((3_796L << 20) * 0.6);
        var application = new ClusterLog(("spark.memory.storageFraction", fraction)).Executor("1", 0, 1, 4_096)
            .Stage(0, 30_000, [new("1", 0, 30_000)], cached)
            .Stage(30_000, 90_000, [new("1", 30_000, 60_000, ",\"Disk Bytes Spilled\":4000000000,\"Memory Bytes Spilled\":9000000000")], "", ("1", $"\"JVMHeapMemory\":1000,\"OnHeapStorageMemory\":{pool * 6 / 10}"))
            .Build(91_000);

        Assert.Equal(to, Setting(Assert.Single(Find("MEM010", application)), "spark.memory.storageFraction")?.To);
    }

    [Theory]
    [InlineData("0", "200", "400")] // 50 GiB in memory are 400 partitions of 128 MiB.
    [InlineData("0", "1000", null)] // As many are there: adaptive execution merged them.
    [InlineData(null, "200", null)] // An RDD's shuffle does not know the setting.
    public void Partitions_AreRaised_where_the_setting_decides_and_is_low(string? execution, string now, string? to)
    {
        var finding = Assert.Single(
            new QueryLog(settings: $"\"spark.master\":\"yarn\",\"spark.sql.shuffle.partitions\":\"{now}\"")
                .Query(QueryLog.Node("Project", "Project"))
                .Stage(0, 1_000, 4, [60_000, 60_000, 60_000, 60_000], $"\"Memory Bytes Spilled\":{(50L << 30) / 4},\"Disk Bytes Spilled\":{5L << 30},{QueryLog.Read(10L << 30, 1_000_000)}", execution: execution)
                .QueryEnd(61_000).Diagnose(62_000).Findings,
            finding => finding.Id == "MEM001");

        Assert.Equal(to, Setting(finding, "spark.sql.shuffle.partitions")?.To);
        Assert.Equal(execution is null, finding.Remedies.Any(remedy => remedy.Change.Contains("numPartitions=400", StringComparison.Ordinal)));
    }

    // What the two tasks held and spilled is eight times what a slot has: the five partitions that 128 MiB each would make spill on.
    [Fact]
    public void Partitions_AreRaised_until_each_fits_the_memory_of_a_slot()
    {
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(Repository.Path("bench", "diagnose-lab", "logs", "spill-bad.zstd")), cancellationToken: TestContext.Current.CancellationToken));
        var spill = Assert.Single(analysis.Diagnosis!.Findings, finding => finding.Id == "MEM001");

        Assert.Equal(("2", "10"), (Setting(spill, "spark.sql.shuffle.partitions")?.From, Setting(spill, "spark.sql.shuffle.partitions")?.To));
    }

    [Fact]
    public void Pointers_AreWeighed_by_the_threshold_of_their_own_rule()
    {
        // 2 % of the time is collection: below the default of 10 %, above the 1 % that is set.
        var application = new ClusterLog(("spark.executor.memory", "36g")).Executor("1", 0, 1, 36_864).Stage(0, 60_000, [new("1", 0, 60_000, ",\"JVM GC Time\":1200")]).Build(61_000);
        var strict = new DiagnosisOptions { Thresholds = new Dictionary<(string, string), double> { [("MEM012", "gcShare")] = 0.01 } };

        Assert.NotNull(Setting(Assert.Single(Find("MEM012", application)), "spark.executor.memory"));
        Assert.Null(Setting(Assert.Single(Diagnoser.Diagnose(application, strict).Findings, finding => finding.Id == "MEM012"), "spark.executor.memory"));
    }

    private static Application Killed(string reason, params (string, string)[] settings) => new ClusterLog(settings)
        .Executor("1", 0, 1, 4_096).Executor("2", 0, 1, 4_096)
        .Stage(0, 60_000, [new("1", 0, 50_000), new("2", 0, 60_000)]).Removed("1", 50_000, reason).Build(61_000);

    private static SettingChange? Setting(Finding finding, string key) => finding.Remedies.Select(remedy => remedy.Setting).FirstOrDefault(setting => setting?.Key == key);
}
