using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Advice.Comparison;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Model.Units;
using Stoker.Reports.Comparison;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports.Comparison;

public sealed class ComparisonReportTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "comparison-1.schema.json"));

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void WriteText_SlowerRun_AsSnapshot(int width) => Snapshot.Match(ComparisonText.Write(Slower(), new TextStyle(width, HasColor: false, HasUnicode: true), Clock.Utc), $"comparison-text-slower-{width}");

    [Fact]
    public void WriteText_SameRunTwice_SaysNoRealDifference()
    {
        var analysis = AnalysisSketches.Eventful();

        var text = ComparisonText.Write(Compare(analysis, analysis), TextStyle.Pipe, Clock.Utc);

        Assert.Contains("No real difference in time: 2 min 00 s and 2 min 00 s differ by 0 ms", text, StringComparison.Ordinal);
        Assert.DoesNotContain("why", text, StringComparison.Ordinal);
        Assert.Contains($"Both logs are of one run, {analysis.Application.Id}", text, StringComparison.Ordinal);
    }

    // Both are 6 s with a band of 1.5 s; the first pair differs by 0.5 s and in nothing else. Of the second 3.4 s of spill went, beyond its band of 2.1 s.
    [Theory]
    [InlineData("group-by-key-bad", "group-by-key-reduce", false)]
    [InlineData("spill-bad", "spill-fixed", true)]
    public void WriteText_NoRealDifference_NoTableOfNoise(string before, string after, bool hasCauses)
    {
        var text = ComparisonText.Write(OfTheLab(before, after), TextStyle.Pipe, Clock.Utc);

        Assert.Contains("No real difference in time", text, StringComparison.Ordinal);
        Assert.Equal((hasCauses, hasCauses), (text.Contains("\nwhy ", StringComparison.Ordinal), text.Contains("on the critical path", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("task-failures-bad", "task-failures-fixed", "A")]
    [InlineData("task-failures-fixed", "task-failures-bad", "B")]
    public void WriteText_OneRunFailed_ThatComesFirstAndOnce(string before, string after, string failed)
    {
        var text = string.Join(' ', ComparisonText.Write(OfTheLab(before, after), TextStyle.Pipe, Clock.Utc).Split('\n'));

        Assert.Matches($@"  {failed} failed in job 0 \(.+\): what it did not come to is missing from its time\. No real difference in time", text);
        Assert.DoesNotContain("1 job failed in", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void WriteText_EarlierRunSecond_AsksWhetherTheyAreInOrder(long laterMs, bool expected)
    {
        var analysis = AnalysisSketches.Eventful();
        var other = analysis with { Application = analysis.Application with { StartTime = new Timestamp(analysis.Application.StartTime.EpochMilliseconds + laterMs) } };

        Assert.Equal(expected, ComparisonText.Write(Compare(analysis, other), TextStyle.Pipe, Clock.Utc).Contains("B began before A", StringComparison.Ordinal));
    }

    [Fact]
    public void WriteMarkdown_SlowerRun_AsSnapshot() => Snapshot.Match(ComparisonMarkdown.Write(Slower(), Clock.Utc), "comparison-markdown-slower");

    [Fact]
    public void WriteJson_SlowerRun_AsSnapshotAndSchema()
    {
        var json = ComparisonJson.Write(Slower(), "0.0.0");

        AssertValid(json);
        Assert.StartsWith("{\n  \"schema\": \"stoker/comparison/1\",\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Snapshot.Match(json, "comparison-json-slower");
    }

    [Fact]
    public void WriteJson_TwoSamples_FollowsTheSchema() => AssertValid(ComparisonJson.Write(Compare(Samples.Analyze("python-udf"), Samples.Analyze("skewed-join")), "0.0.0"));

    [Fact]
    public void Run_OneFolderOfThreeJobs_TakesNoTwoOfThemForOne()
    {
        var (result, found) = CompareApplications.Run(new ComparisonRequest(Repository.Path("samples"), null), cancellationToken: TestContext.Current.CancellationToken);

        // Of the three samples, failing-tasks ran last; none of the others has its name.
        Assert.Null(result);
        Assert.Equal("local-1795650556870", Assert.Single(found).Application.Id);
    }

    [Fact]
    public void Run_OneLog_HasNothingToCompareWith()
    {
        var (result, found) = CompareApplications.Run(new ComparisonRequest(Repository.Path("samples", "python-udf"), null), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(result);
        Assert.Single(found);
    }

    /// <summary>The nightly job of the other reports, and a run of it that lost its executors, waited for others, and counted again.</summary>
    private static ComparisonResult Slower()
    {
        var before = AnalysisSketches.Of(Nightly(60_000).Build());
        var after = AnalysisSketches.Of(Nightly(130_000, slowTaskMs: 62_000).Job(2, "count at /srv/jobs/orders.py:60", 100_000, 120_000, [new("1", 100_000, 20_000), new("2", 100_000, 20_000)]).Build());
        return Compare(before, after);
    }

    private static ApplicationSketch Nightly(long endMs, long slowTaskMs = 20_000) => new ApplicationSketch { EndMs = endMs }
        .Executor("1", 2, 4_000).Executor("2", 2, 4_000)
        .Job(0, "parquet at /srv/jobs/orders.py:31", 5_000, 25_000, [new("1", 5_000, 20_000), new("1", 5_000, 20_000), new("2", 5_000, 20_000), new("2", 5_000, 20_000)])
        .Job(1, "collect at /srv/jobs/orders.py:48", 30_000, 30_000 + slowTaskMs, [new("1", 30_000, 20_000), new("1", 30_000, 20_000), new("2", 30_000, 20_000), new("2", 30_000, slowTaskMs)]);

    private static ComparisonResult Compare(Analysis before, Analysis after) =>
        new(before, after, Comparer.Compare(new ComparedRun(before.Application, before.Time), new ComparedRun(after.Application, after.Time)));

    private static ComparisonResult OfTheLab(string before, string after)
    {
        var request = new ComparisonRequest(Repository.Path("bench", "diagnose-lab", "logs", before + ".zstd"), Repository.Path("bench", "diagnose-lab", "logs", after + ".zstd"));
        return CompareApplications.Run(request, cancellationToken: TestContext.Current.CancellationToken).Result ?? throw new InvalidOperationException("The logs of the lab hold two runs.");
    }

    private static void AssertValid(string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = result.Details?.Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors?.Values.AsEnumerable() ?? [])}");
        Assert.True(result.IsValid, string.Join('\n', errors?.Take(5) ?? []));
    }
}
