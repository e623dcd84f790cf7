using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Diagnoses;

/// <summary>What a reader of the reports of real logs objected to: a price that nothing could save, a remedy that does not fit the line, one cause told twice.</summary>
public sealed class ReaderObjectionTests
{
    [Fact]
    public void Straggler_ThatOthersOutlast_HoldsNothingUp() =>
        // NDS: 16 tasks of one executor's first wave take 4.2 s of a stage of 14.5 s, and 500 tasks follow them.
        Assert.DoesNotContain(Corpus("rapids-tools", "spark-events-qualification", "nds_q72_dataproc_2_2.zstd"), finding => finding.Id == "SCHED002" && finding.Severity > Severity.Info);

    [Fact]
    public void Straggler_WhoseCopyIsAsSlow_IsNotSlowByItsMachine()
    {
        // Task 3 slept for a minute on 66 ms of CPU; its copy on executor 7 was killed after 53 s.
        var finding = Assert.Single(Corpus("spark-history-server", "spark-events", "application_1628109047826_1317105"), finding => finding.Id == "SCHED002");

        Assert.Equal(
            "It is the work, not the machine: a copy on executor 7 was not done sooner. It waited, and hardly computed: look for a call to another system, a lock or a retry loop in what this task does.",
            finding.Remedies[0].Change);
        Assert.Equal(53_201, finding.Evidence.Single(item => item.Name == "copyElsewhere").Number);
        Assert.InRange(finding.Evidence.Single(item => item.Name == "cpuTimeOfSlowest").Number ?? 0, 66, 67);
    }

    [Theory]
    [InlineData("straggler-bad", Confidence.Medium, "Spark counts no input of these tasks, so that it may have had more to do")] // Rows of sc.parallelize.
    [InlineData("slow-call-bad-4.3", Confidence.High, null)]
    public void Straggler_OfTasksWhoseInputNobodyCounts_IsNotSure(string log, Confidence confidence, string? doubt)
    {
        var finding = Assert.Single(Lab(log), finding => finding.Id == "SCHED002");

        Assert.Equal((confidence, doubt), (finding.Confidence, finding.Doubt));
    }

    [Theory]
    [InlineData("repartition-for-writing-bad-4.3", "IO002", "Each task writes a file: let fewer write, df.repartition(2) right before the write")]
    [InlineData("buckets-from-every-task-bad-4.3", "IO002", "Let one task write a bucket: df.repartition(48, \"k\") right before the write")]
    [InlineData("many-small-writes", "IO002", "Gather the rows of a folder first: df.repartition(\"day\", \"shop\").write.partitionBy(\"day\", \"shop\")")]
    [InlineData("tickets-as-json-bad-3.5", "IO004", "Give the schema: spark.read.schema(\"a INT, b STRING\").json(path);")]
    [InlineData("reports-in-a-row-bad-4.3", "PART002", "Make more partitions where the rows are made: spark.range(…, numPartitions=16), or more.")]
    [InlineData("lists-by-sign-bad-4.3", "SKEW004", "Add a finer key to partitionBy")]
    [InlineData("tiny-groups-to-pandas-bad-4.3", "PYTHON003", "Do per group what built-in functions can, groupBy().agg(…) or a window over the key, in place of applyInPandas")]
    [InlineData("median-by-key-bad-4.3", "PYTHON003", "Aggregate with built-in functions (F.median,")]
    [InlineData("three-windows-bad-4.3", "SHUF001", "Shuffle once and keep it: df = df.repartition(\"customer\").cache() before")]
    public void Remedy_FitsTheLine(string log, string id, string change) =>
        Assert.StartsWith(change, Assert.Single(Lab(log), finding => finding.Id == id && finding.CausedBy is null).Remedies[0].Change, StringComparison.Ordinal);

    [Theory]
    [InlineData("tiny-reducers-bad-4.3", "PART001")] // Two stages that one setting merges.
    [InlineData("tickets-as-json-bad-3.5", "IO003")] // One source that two queries read.
    [InlineData("a-file-for-each-hour-bad-3.5", "IO001")]
    [InlineData("checks-before-write-bad-3.5", "DRV005")]
    public void OneCause_IsOneFinding(string log, string id) =>
        Assert.Equal(2, Assert.Single(Lab(log), finding => finding.Id == id).Evidence.Single(item => item.Name == "occurrences").Number);

    [Fact]
    public void AdaptiveOff_WhoseOneCauseSaysSo_IsNotSaidAgain() => Assert.DoesNotContain(Lab("tiny-reducers-bad-4.3"), finding => finding.Id == "CONF001");

    [Theory]
    [InlineData("unknown-customer-bad-4.3", "SKEW003")]
    [InlineData("giant-window-bad-4.3", "SKEW005")]
    public void Skew_HasItsExplanationWithin(string log, string id) => Assert.Equal("SKEW001", Assert.Single(Lab(log), finding => finding.Id == id).CausedBy?.Id);

    [Fact]
    public void TextFormat_OfAFewBytes_CostsNothing() => Assert.DoesNotContain(Lab("file-after-file-bad-4.3"), finding => finding.Id == "IO003"); // 176 B in 4.1 s of tasks.

    [Fact]
    public void SmallFiles_NameTheirFolder() =>
        Assert.Equal("file:/tmp/stoker-lab-logs/data/small-files", Assert.Single(Lab("small-files-bad-3.5"), finding => finding.Id == "IO001").Evidence[0].Text);

    [Fact]
    public void DeadQuery_SaysWhatPythonRaised() =>
        Assert.Equal("ValueError: no such table: orders_2026", Assert.Single(Lab("dying-stream-bad-4.3"), finding => finding.Id == "STRM009").Evidence.Single(item => item.Name == "reason").Text);

    [Theory]
    [InlineData("cached-for-nothing-bad-4.3", "CACHE002", "Project [id, h]")]
    [InlineData("cache-thrash-bad", "CACHE003", "Project [h, x]")]
    public void CachedRows_AreNamedByTheirColumns(string log, string id, string name) =>
        Assert.Equal(name, Assert.Single(Lab(log), finding => finding.Id == id).Evidence.Single(item => item.Name == "rdd").Text);

    private static IReadOnlyList<Finding> Lab(string log) => Diagnose(Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd"));

    private static IReadOnlyList<Finding> Corpus(params ReadOnlySpan<string> log) => Diagnose(SharedFolder.Corpus(log));

    private static IReadOnlyList<Finding> Diagnose(string path)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(resolved.Chosen[0], 2, null, token)).Findings;
    }
}
