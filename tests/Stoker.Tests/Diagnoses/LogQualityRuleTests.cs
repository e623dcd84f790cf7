using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Rules on what the log lacks.</summary>
public sealed class LogQualityRuleTests
{
    [Theory]
    [InlineData("Command exited with code 52", "3.5.9", 1)]
    [InlineData("Command exited with code 52", "2.4.8", 0)] // Such logs never hold it.
    [InlineData("Executor killed by driver.", "3.5.9", 0)]
    public void MemoryThatWasNotMeasured_IsSaid_WhenItIsAQuestion(string reason, string version, int count)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0, 20_000, reason).Executor("2", 2, 0)
            .Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 20_000), new SketchedTask("2", 0, 50_000)]).Build();
        application = application with { SparkVersion = version, Executors = [.. application.Executors.Select(executor => executor with { CompletedTasks = 1 })] };

        var findings = Find("LOG005", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal("spark.eventLog.logStageExecutorMetrics", finding.Remedies[0].Setting?.Key));
    }

    [Theory]
    [InlineData("[IsNotNull(a), ... 12 more fields]", 1)]
    [InlineData("[IsNotNull(a)]", 0)]
    public void CutScans_OfLongQueries_AreSaid(string filters, int count)
    {
        var scan = $$"""{"nodeName":"Scan parquet","simpleString":"Scan parquet","children":[],"metadata":{"Location":"InMemoryFileIndex [s3://b/t]","PushedFilters":"{{filters}}"},"metrics":[]}""";
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "save", 0, 50_000, [new SketchedTask("1", 0, 50_000), new SketchedTask("1", 0, 50_000)]).Build().WithPlan(scan);

        Assert.Equal(count, Find("LOG006", application).Count); // 100 core-s.
    }

    [Fact]
    public void CutScans_OfShortQueries_AreNotWorthALine()
    {
        const string Scan = """{"nodeName":"Scan parquet","simpleString":"Scan parquet","children":[],"metadata":{"Location":"x","PushedFilters":"[a, ... 12 more fields]"},"metrics":[]}""";

        Assert.Empty(Find("LOG006", SketchedRun.Plain().WithPlan(Scan))); // 40 core-s.
    }

    [Theory]
    [InlineData("spark.executor.memory", 1)]
    [InlineData("spark.hadoop.fs.s3a.secret.key", 0)] // A secret.
    public void HiddenTuning_IsSaid(string key, int count) => Assert.Equal(count, Find("LOG007", SketchedRun.Plain().With((key, "*********(redacted)"))).Count);

    [Theory]
    [InlineData("GpuFilter", "RAPIDS", 1)]
    [InlineData("PhotonProject", "Photon", 1)]
    [InlineData("CometHashAggregate", "Comet", 1)]
    [InlineData("Filter", "", 0)]
    public void VendorEngines_AreSaid(string node, string engine, int count)
    {
        var findings = Find("LOG008", SketchedRun.Plain().WithPlan(SketchedRun.Node(node, node)));

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, engine), (finding.Severity, finding.Evidence[0].Text)));
    }

    [Theory]
    [InlineData(2L << 30, 1)]
    [InlineData(900L << 20, 0)]
    public void HugeLog_OfFewTasks_IsSaid(long bytes, int count)
    {
        var application = new ApplicationSketch { Reading = ApplicationSketch.CleanReading with { PlainBytes = bytes, InputBytes = bytes } }.Executor("1", 2, 0).Job(0, "save", 0, 50_000, [new SketchedTask("1", 0, 50_000)]).Build();

        var findings = Find("LOG009", application);

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(["spark.eventLog.compress", "spark.eventLog.rolling.enabled"], finding.Remedies.Select(remedy => remedy.Setting?.Key))); // 3.5 has no switch for accumulators.
    }

    [Fact]
    public void EndBeforeStart_IsImpossible() =>
        Assert.Equal(53, Assert.Single(Find("LOG004", new ApplicationSketch { EndMs = -53 }.Build())).Evidence.Single(item => item.Name == "endBeforeStart").Number);

    private static List<Finding> Find(string id, Application application) => [.. Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == id)];
}
