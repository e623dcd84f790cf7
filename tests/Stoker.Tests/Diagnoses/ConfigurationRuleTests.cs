using Stoker.Diagnoses;
using Stoker.Diagnoses.Configuration;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Rules on settings.</summary>
public sealed class ConfigurationRuleTests
{
    [Theory]
    [InlineData("spark.sql.shuffle.partition", "spark.sql.shuffle.partitions")] // A letter is missing.
    [InlineData("spark.sql.shufle.partitions", "spark.sql.shuffle.partitions")]
    [InlineData("spark.exceutor.memory", "spark.executor.memory")] // Two letters are swapped.
    [InlineData("spark.executor.memory.overhead", "spark.executor.memoryOverhead")] // Another dot.
    [InlineData("spark.sql.adaptive.Enabled", "spark.sql.adaptive.enabled")]
    [InlineData("spark.dynamicallocation.maxexecutors", "spark.dynamicAllocation.maxExecutors")]
    [InlineData("spark.shuffle.io.maxRetrys", "spark.shuffle.io.maxRetries")]
    [InlineData("spark.hadoop.fs.s3a.acces.key", null)] // Hadoop's own.
    [InlineData("spark.kubernetes.driver.label.verson", null)]
    [InlineData("spark.rapids.sql.enable", null)]
    [InlineData("spark.databricks.io.cache.enable", null)]
    [InlineData("spark.sql.catalog.prod.uri", null)]
    [InlineData("spark.executorEnv.PYTHONPATH", null)]
    [InlineData("spark.myapp.batchSize", null)]
    [InlineData("spark.blacklist.decommissioning.enabled", null)] // Of Amazon EMR.
    [InlineData("spark.reducer.maxFetchBlocksPerAddressPerSec", null)] // Of a private build.
    [InlineData("spark.sql.shuffle.partitions", null)]
    [InlineData("spark.rpc.io.backLogs", null)]
    public void MisspelledKey_IsFound_AndNothingElse(string key, string? meant)
    {
        var findings = Find("CONF012", SketchedRun.Plain().With((key, "8")));

        Assert.Equal(meant is null ? 0 : 1, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Minor, meant), (finding.Severity, finding.Remedies[0].Setting?.Key)));
    }

    [Fact]
    public void MisspelledKey_OfASession_IsFound() =>
        Assert.Equal("8", Assert.Single(Find("CONF012", SketchedRun.Plain().WithPlan(SketchedRun.Node("Range", "Range"), ("spark.sql.shuffle.partition", "8")))).Remedies[0].Setting?.To);

    [Fact]
    public void MisspelledKey_BeforeSpark3_IsNotJudged() =>
        Assert.Empty(Find("CONF012", SketchedRun.Plain().With(("spark.sql.shuffle.partition", "8")) with { SparkVersion = "2.4.8" }));

    [Theory]
    [InlineData("3.5.9", "spark.yarn.executor.memoryOverhead", Severity.Info, "spark.executor.memoryOverhead")]
    [InlineData("2.2.3", "spark.yarn.executor.memoryOverhead", null, null)] // Not old yet.
    [InlineData("3.5.9", "spark.blacklist.enabled", Severity.Info, "spark.excludeOnFailure.enabled")]
    [InlineData("4.3.0", "spark.blacklist.enabled", Severity.Minor, "spark.excludeOnFailure.enabled")]
    [InlineData("3.5.9", "spark.storage.memoryFraction", Severity.Minor, null)]
    [InlineData("2.4.8", "spark.storage.memoryFraction", null, null)]
    [InlineData("3.5.9", "spark.sql.execution.arrow.enabled", Severity.Info, "spark.sql.execution.arrow.pyspark.enabled")]
    [InlineData("3.5.9", "spark.executor.memoryOverhead", null, null)]
    [InlineData("3.3.0-amzn-0", "spark.storage.memoryFraction", null, null)] // The platform's own.
    public void RetiredKey_IsFound_WhereItIsOld(string version, string key, Severity? severity, string? to)
    {
        var findings = Find("CONF004", SketchedRun.Plain().With((key, "0.5")) with { SparkVersion = version });

        Assert.Equal(severity, findings.SingleOrDefault()?.Severity);
        Assert.Equal(to, findings.SingleOrDefault()?.Remedies[0].Setting?.Key);
    }

    [Fact]
    public void RetiredKey_BesideTheNewOneWithTheSameValue_IsNotWorthALine() =>
        Assert.Empty(Find("CONF004", SketchedRun.Plain().With(("spark.yarn.executor.memoryOverhead", "2g"), ("spark.executor.memoryOverhead", "2g"))));

    [Theory]
    [InlineData("spark.memory.offHeap.size=4g", Severity.Minor)]
    [InlineData("spark.memory.offHeap.size=4g spark.memory.offHeap.enabled=true", null)]
    [InlineData("spark.executor.memoryOverhead=4 spark.executor.memory=8g", Severity.Minor)] // 4 MiB.
    [InlineData("spark.executor.memoryOverhead=4096 spark.executor.memory=8g", null)] // 4 GiB.
    [InlineData("spark.executor.memoryOverhead=4 spark.master=local[4]", null)]
    [InlineData("spark.driver.maxResultSize=8g spark.driver.memory=4g", Severity.Info)]
    [InlineData("spark.driver.maxResultSize=2g spark.driver.memory=4096", null)]
    [InlineData("spark.driver.maxResultSize=0 spark.driver.memory=4g", null)] // No limit is wanted.
    public void MemorySettings_ThatContradict_AreFound(string settings, Severity? severity) => Assert.Equal(severity, Find("CONF009", With(settings)).SingleOrDefault()?.Severity);

    [Theory]
    [InlineData("spark.executor.heartbeatInterval=60s", Severity.Minor)] // Half of 120 s.
    [InlineData("spark.executor.heartbeatInterval=60000", Severity.Minor)] // ms.
    [InlineData("spark.executor.heartbeatInterval=60s spark.network.timeout=600", null)] // s.
    [InlineData("spark.executor.heartbeatInterval=60s spark.master=local[2]", null)]
    [InlineData("spark.locality.wait=30s", null)] // No stage waited.
    public void Timeouts_OutOfOrder_AreFound(string settings, Severity? severity) => Assert.Equal(severity, Find("CONF010", With(settings)).SingleOrDefault()?.Severity);

    [Theory]
    [InlineData("spark.dynamicAllocation.enabled=true spark.dynamicAllocation.shuffleTracking.enabled=false", Severity.Minor)]
    [InlineData("spark.dynamicAllocation.enabled=true", null)] // Tracking is on by itself since 3.4.
    [InlineData("spark.dynamicAllocation.enabled=true spark.dynamicAllocation.shuffleTracking.enabled=false spark.shuffle.service.enabled=true", null)]
    [InlineData("spark.dynamicAllocation.enabled=true spark.dynamicAllocation.shuffleTracking.enabled=false spark.shuffle.manager=org.apache.uniffle.RssShuffleManager", null)]
    [InlineData("spark.dynamicAllocation.enabled=true spark.dynamicAllocation.shuffleTracking.timeout=60s", null)] // Nothing was lost.
    public void DynamicAllocation_ThatKeepsNoShuffleFiles_IsFound(string settings, Severity? severity) => Assert.Equal(severity, Find("CONF006", With(settings)).SingleOrDefault()?.Severity);

    [Fact]
    public void TrackingThatEnds_GroupsWhatWasLostByIt()
    {
        // Two stages with finished tasks that ran again.
        var application = new ApplicationSketch().Executor("1", 2, 0).Executor("2", 2, 0)
            .Job(0, "count at job.py:1", 0, 20_000, [new SketchedTask("2", 0, 9_000), new SketchedTask("1", 9_000, 11_000, null, 0)])
            .Job(1, "count at job.py:2", 20_000, 50_000, [new SketchedTask("2", 20_000, 9_000), new SketchedTask("1", 29_000, 21_000, null, 0)]).Build();
        var lost = new TaskResubmission[] { new(new TaskId(0), 0, "2", new Milliseconds(9_000)) };
        application = application with { Stages = [.. application.Stages.Select(stage => stage with { Resubmissions = lost })] };

        var finding = Assert.Single(Find("CONF006", application.With(("spark.dynamicAllocation.enabled", "true"), ("spark.dynamicAllocation.shuffleTracking.timeout", "60s"))));

        Assert.Equal(["FAIL007", "FAIL007"], finding.Groups.Select(member => member.Id));
    }

    [Theory]
    [InlineData(200L << 20, "false", 1)]
    [InlineData(200L << 20, "true", 0)]
    [InlineData(20L << 20, "false", 0)]
    public void UncompressedShuffle_CountsFrom100MiB(long bytes, string value, int count) =>
        Assert.Equal(count, Find("CONF008", Shuffled(bytes).With(("spark.shuffle.compress", value))).Count);

    [Theory]
    [InlineData("ParallelCollectionRDD", 1)]
    [InlineData("PythonRDD", 0)] // Pickled by Python.
    [InlineData("FileScanRDD", 0)] // SQL.
    public void JavaSerialization_OfRddObjects_IsFound(string rdd, int count)
    {
        var application = Shuffled(2L << 30);
        var lineage = new Rdd { Id = new RddId(0), Name = rdd, StorageLevel = default! };
        application = application with { Stages = [application.Stages[0] with { Rdds = [lineage] }] };

        Assert.Equal(count, Find("CONF007", application.With(("spark.master", "yarn"))).Count);
        Assert.Empty(Find("CONF007", application.With(("spark.serializer", "org.apache.spark.serializer.KryoSerializer"))));
    }

    [Theory]
    [InlineData("3", 2L << 30, 1)] // 3 partitions for 4 slots.
    [InlineData("4", 2L << 30, 0)]
    [InlineData("3", 200L << 20, 0)]
    public void FewPartitions_OfALargeExchange_AreFound(string partitions, long bytes, int count)
    {
        var exchange = SketchedRun.Node("Exchange", "Exchange hashpartitioning(k#1, 3), ENSURE_REQUIREMENTS", null, ("shuffle bytes written", 5, "size"), ("records read", 6, "sum"));
        var application = Adaptive(exchange, [(5, bytes), (6, 100)]).With(("spark.sql.shuffle.partitions", partitions));

        var findings = Find("CONF011", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal("16", finding.Remedies[0].Setting?.To)); // 2 GiB by 128 MiB; three times the slots are 12.
    }

    [Theory]
    [InlineData("false", 1)]
    [InlineData("true", 0)]
    public void MergingThatIsOff_GroupsTinyTasks(string value, int count)
    {
        // 400 tasks of 50 ms on 4 slots in each of two queries.
        SketchedTask[] Tiny(long from) => [.. Enumerable.Range(0, 400).Select(index => new SketchedTask(index % 2 == 0 ? "1" : "2", from + (index / 4 * 50), 50))];
        var application = new ApplicationSketch { EndMs = 20_000 }.Executor("1", 2, 0).Executor("2", 2, 0).Job(0, "save at job.py:1", 0, 5_000, Tiny(0)).Job(1, "save at job.py:2", 10_000, 15_000, Tiny(10_000)).Build();
        application = application.WithPlan(SketchedRun.Node("AdaptiveSparkPlan", "AdaptiveSparkPlan", [SketchedRun.Node("Exchange", "Exchange hashpartitioning(k#1, 400)")])).With(("spark.sql.adaptive.coalescePartitions.enabled", value));
        var limits = new DiagnosisOptions { Thresholds = new Dictionary<(string, string), double> { [("PART001", "tinyOverheadShare")] = 0 } };

        var findings = Diagnoser.Diagnose(application, limits).Findings.Where(finding => finding.Id == "CONF002").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(["PART001", "PART001"], finding.Groups.Select(member => member.Id)));
    }

    [Theory]
    [InlineData("spark.sql.codegen.wholeStage", "false", 1)]
    [InlineData("spark.sql.codegen.wholeStage", "true", 0)]
    public void CodegenThatIsOff_IsSaid_WhereQueriesTakeLong(string key, string value, int count) =>
        Assert.Equal(count, Find("CONF013", Plan(SketchedRun.Node("Filter", "Filter (a#1 > 2)")).With((key, value))).Count); // 40 core-s.

    [Theory]
    [InlineData(90, 1)] // 24 shown and 90 more.
    [InlineData(60, 0)]
    public void CodegenThatIsLostForColumns_IsSaid(int more, int count)
    {
        var columns = string.Join(", ", Enumerable.Range(0, 24).Select(index => $"c{index}#{index}")) + $", ... {more} more fields";
        var findings = Find("CONF013", Plan(SketchedRun.Node("Project", $"Project [{columns}]")));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(114, finding.Evidence.Single(item => item.Name == "columns").Number)); // 24 and 90.
    }

    [Theory]
    [InlineData("foreachPartition at job.py:9", true, Severity.Minor)]
    [InlineData("foreachPartition at job.py:9", false, Severity.Info)]
    [InlineData("save at job.py:9", true, null)]
    public void Speculation_BesideWritesOfTheProgram_IsFound(string name, bool hasCopy, Severity? severity)
    {
        SketchedAttempt[] attempts = [new("1", 0, 0, 20_000), new("2", 1, 0, 20_000), .. hasCopy ? [new SketchedAttempt("2", 0, 10_000, 9_000) { IsSpeculative = true }] : Array.Empty<SketchedAttempt>()];
        var application = SketchedRun.Plain().WithAttempts(attempts).With(("spark.speculation", "true"));
        application = application with { Stages = [application.Stages[0] with { Name = name }] };

        Assert.Equal(severity, Find("CONF014", application).SingleOrDefault()?.Severity);
    }

    [Fact]
    public void KnownSettings_HoldSparksKeys()
    {
        Assert.True(KnownSettings.List.Contains("spark.sql.shuffle.partitions"));
        Assert.True(KnownSettings.List.Contains("spark.yarn.queue"));
        Assert.True(KnownSettings.List.Contains("spark.sql.hive.metastore.jars"));
        Assert.False(KnownSettings.List.Contains("spark.sql.shuffle.partition"));
    }

    private static Application With(string settings) =>
        SketchedRun.Plain().With([.. settings.Split(' ').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1])), .. settings.Contains("spark.master", StringComparison.Ordinal) ? Array.Empty<(string, string)>() : [("spark.master", "yarn")]]);

    private static Application Shuffled(long bytes) => SketchedRun.Plain().WithAttempts([new SketchedAttempt("1", 0, 0, 20_000) { ShuffleWritten = bytes / 2 }, new SketchedAttempt("2", 1, 0, 20_000) { ShuffleWritten = bytes / 2 }]);

    private static Application Plan(string node) => SketchedRun.Plain().WithPlan(SketchedRun.Node("AdaptiveSparkPlan", "AdaptiveSparkPlan", [node]));

    private static Application Adaptive(string node, (long, long)[] metrics) =>
        SketchedRun.Plain().WithAttempts([new SketchedAttempt("1", 0, 0, 20_000), new SketchedAttempt("2", 1, 0, 20_000)], metrics).WithPlan(SketchedRun.Node("AdaptiveSparkPlan", "AdaptiveSparkPlan", [node]));

    private static List<Finding> Find(string id, Application application) => [.. Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == id)];
}
