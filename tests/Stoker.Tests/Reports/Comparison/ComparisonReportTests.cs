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

    [Fact]
    public void WriteText_NoDifferenceFromALogWithoutItsEnd_SaysSoFirst()
    {
        var analysis = AnalysisSketches.Eventful();
        var cut = analysis with { Application = analysis.Application with { EndTime = null, LastEventTime = analysis.Application.EndOrLastEventTime } };

        Assert.Contains("The log of B stops before the end of its run, and what came after is missing from its time. No real difference", ComparisonSentence.Of(Compare(analysis, cut).Comparison), StringComparison.Ordinal);
        Assert.Contains("The log of A stops before", ComparisonSentence.Of(Compare(cut, analysis).Comparison), StringComparison.Ordinal);
        Assert.DoesNotContain("stops before", ComparisonSentence.Of(Compare(analysis, analysis).Comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_SmallFilesPacked_LeadsWithTheNumberOfFiles()
    {
        var result = OfTheLab("small-files-bad", "small-files-fixed");

        var text = string.Join(' ', ComparisonText.Write(result, TextStyle.Pipe, Clock.Utc).Split('\n'));

        Assert.Matches(@"^B took 50\.7 s less than A \(-85 %\): -[0-9.]+ s fewer files, ", text);
        Assert.Contains("files 1,500 → 4", text, StringComparison.Ordinal);
        Assert.True(Schema.Evaluate(JsonDocument.Parse(ComparisonJson.Write(result, "0.0.0")).RootElement).IsValid);
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

        Assert.Matches($@"^{failed} failed in job 0 \(.+\): what it did not come to is missing from its time\. No real difference in time", text);
        Assert.DoesNotContain("1 job failed in", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_AnyPair_TheAnswerComesFirstAndThenWhichRunsTheyAre()
    {
        var lines = ComparisonText.Write(Slower(), TextStyle.Pipe, Clock.Utc).Split('\n');

        Assert.StartsWith("B took 1 min 10 s longer than A", lines[0], StringComparison.Ordinal);
        var first = Array.FindIndex(lines, line => line.StartsWith("A     1 min 00 s", StringComparison.Ordinal));
        Assert.InRange(first, 2, 4);
        Assert.StartsWith("B     2 min 10 s", lines[first + 1], StringComparison.Ordinal);
        Assert.StartsWith("both  nightly orders", lines[first + 2], StringComparison.Ordinal);
    }

    // Four tasks of 20 s take 40 s on one executor of two slots and 20 s on two. The second one took 30 s to start, which is more than it saved: 70 s and 80 s.
    [Theory]
    [InlineData(1, 2, "B took 10.0 s longer than A (+14 %) with more executors (2 instead of 1): +30.0 s driver before the first job, -20.0 s won by more executors.")]
    [InlineData(2, 1, "B took 10.0 s less than A (-13 %) with fewer executors (1 instead of 2): -30.0 s driver before the first job, +20.0 s lost to fewer executors.")]
    public void WriteText_OtherNumberOfExecutors_IsNamedWhicheverWayItGoes(int before, int after, string expected)
    {
        var text = string.Join(' ', ComparisonText.Write(Compare(OnExecutors(before), OnExecutors(after)), TextStyle.Pipe, Clock.Utc).Split('\n'));

        Assert.StartsWith(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_ManyTimesAsLong_IsAFactor()
    {
        var text = ComparisonText.Write(Compare(AnalysisSketches.Of(Nightly(62_000).Build()), AnalysisSketches.Of(Nightly(6_200_000).Build())), TextStyle.Pipe, Clock.Utc);

        Assert.Contains("(100 x as long)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("9,900 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_TwoDifferentJobs_NoPercentOfTheirTimes()
    {
        var text = string.Join(' ', ComparisonText.Write(Compare(Samples.Analyze("python-udf"), Samples.Analyze("skewed-join")), TextStyle.Pipe, Clock.Utc).Split('\n'));

        Assert.StartsWith("These are two different jobs", text, StringComparison.Ordinal);
        Assert.Matches(@"That A took \S+ s and B \S+ s says nothing of either\.", text);
        Assert.DoesNotContain(" %)", text, StringComparison.Ordinal);
    }

    // Of both runs 5 and 12 % of the task time are in stages that do the same; queries with a counterpart would be 76 %, which is another number for another thing.
    [Theory]
    [InlineData("repeated-exchange-bad", "repeated-exchange-fixed")]
    [InlineData("missing-broadcast-bad", "missing-broadcast-fixed")]
    public void WriteText_AnotherPlan_OneNumberForHowMuchIsTheSame(string before, string after)
    {
        var result = OfTheLab(before, after);
        var text = string.Join(' ', ComparisonText.Write(result, TextStyle.Pipe, Clock.Utc).Split('\n', StringSplitOptions.TrimEntries));

        Assert.Contains($"{Quantity.Share(result.Comparison.Likeness.SameWork, 1)} of their task time is in stages that do the same in both", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("task time is in").Length);
        Assert.DoesNotContain("counterpart", text, StringComparison.Ordinal);
    }

    // Local mode has cores and no executors; beside a cluster, both have slots.
    [Theory]
    [InlineData(0, 0, "cores of local mode 2 → 4")]
    [InlineData(0, 2, "slots 2 of local mode → 8 of 2 executors")]
    [InlineData(1, 2, "executors 1 → 2; slots per executor 2 → 4")]
    public void EvidenceWords_OfSlots_FitTheMaster(int before, int after, string expected)
    {
        var comparison = Compare(OnSlots(before, 2), OnSlots(after, 4)).Comparison;

        Assert.StartsWith(expected, EvidenceWords.Of(comparison.Causes.Single(cause => cause.Cause == DifferenceCause.Slots), comparison, "→"), StringComparison.Ordinal);
    }

    // One that begins alike shows what follows; a short one all of it.
    [Theory]
    [InlineData("8", "200", "8", "200")]
    [InlineData(null, "200", "unset", "200")]
    [InlineData("org.apache.spark.extension.First,org.apache.spark.extension.Second", "org.apache.spark.extension.First,org.apache.spark.extension.Other", "...tension.Second", "...tension.Other")]
    public void Values_OfASetting_ShowWhereTheyDiffer(string? before, string? after, string expectedBefore, string expectedAfter) =>
        Assert.Equal((expectedBefore, expectedAfter), EvidenceWords.Values(before, after));

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

    /// <summary>Four tasks of 20 s on executors of two slots; 30 s before the first job for each executor.</summary>
    private static Analysis OnExecutors(int count)
    {
        var (start, rounds) = (30_000L * count, 2 / count);
        var sketch = new ApplicationSketch { EndMs = start + (20_000 * rounds) };
        var tasks = new List<SketchedTask>();
        for (var number = 0; number < count; number++)
        {
            var id = (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            sketch.Executor(id, 2, start - 1_000);
            tasks.AddRange(Enumerable.Range(0, rounds).SelectMany(round => new SketchedTask[] { new(id, start + (20_000 * round), 20_000), new(id, start + (20_000 * round), 20_000) }));
        }

        return AnalysisSketches.Of(sketch.Job(0, "parquet at /srv/jobs/orders.py:31", start, start + (20_000 * rounds), tasks).Build());
    }

    /// <summary>Eight tasks of 20 s on the slots of the driver, or of executors.</summary>
    private static Analysis OnSlots(int executors, int slots)
    {
        var sketch = new ApplicationSketch { EndMs = 200_000 };
        string[] names = executors == 0 ? ["driver"] : [.. Enumerable.Range(1, executors).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        foreach (var name in names)
        {
            sketch.Executor(name, slots, 1_000);
        }

        var all = names.Length * slots;
        return AnalysisSketches.Of(sketch.Job(0, "parquet at /srv/jobs/orders.py:31", 10_000, 10_000 + (20_000 * 8 / all), [.. Enumerable.Range(0, 8).Select(task => new SketchedTask(names[task % names.Length], 10_000 + (20_000 * (task / all)), 20_000))]).Build());
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
