using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>DRV003, DRV009, DRV011.</summary>
public sealed class DriverRuleTests
{
    private const string TooLarge = "Job aborted due to stage failure: Total size of serialized results of 8 tasks (1088.0 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)";

    [Fact]
    public void Fires_when_the_results_were_larger_than_the_limit()
    {
        var application = new ApplicationSketch { EndMs = 60_000 }.Executor("1", 2, 0)
            .Job(0, "collect at job.py:7", 0, 50_000, [new SketchedTask("1", 0, 50_000), new SketchedTask("1", 0, 50_000)], fails: true, message: TooLarge).Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "DRV003");

        Assert.Equal(Severity.Critical, finding.Severity); // The last job: the application ended with it.
        Assert.Equal(TooLarge["Job aborted due to stage failure: ".Length..], finding.Evidence.Single(item => item.Name == "reason").Text);
        Assert.Contains(finding.Consequences, consequence => consequence.Id == "FAIL002");
    }

    [Fact]
    public void Stays_silent_when_a_job_failed_of_something_else()
    {
        var application = new ApplicationSketch().Executor("1", 2, 0)
            .Job(0, "collect at job.py:7", 0, 50_000, [new SketchedTask("1", 0, 50_000)], fails: true, message: "spark.driver.maxResultSize must be a size").Build();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "DRV003");
    }

    [Fact]
    public void Fires_when_a_search_takes_three_rounds()
    {
        // 1, 4 and 20 tasks of 1 s: 24 core-seconds behind the first, of which seven tenths.
        var finding = Assert.Single(Searching(1, 4, 20).Findings, finding => finding.Id == "DRV009");

        Assert.Equal(3, finding.Evidence.Single(item => item.Name == "rounds").Number);
        Assert.Equal(25, finding.Evidence.Single(item => item.Name == "tasks").Number);
        Assert.Equal(24 * 0.7, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(Severity.Major, finding.Severity); // Most of the run.
    }

    [Fact]
    public void Fires_when_jobs_of_shuffles_come_before_the_rounds() =>
        Assert.Equal(3, Assert.Single(Searching(8, 1, 4, 20).Findings, finding => finding.Id == "DRV009").Evidence.Single(item => item.Name == "rounds").Number);

    [Theory]
    [InlineData(new[] { 1, 4 })] // Two rounds.
    [InlineData(new[] { 8, 8, 8 })] // Jobs of shuffles.
    [InlineData(new[] { 20, 4, 1 })]
    public void Stays_silent_when_there_is_no_search(int[] rounds) => Assert.DoesNotContain(Searching(rounds).Findings, finding => finding.Id == "DRV009");

    [Fact]
    public void Fires_when_a_shell_holds_executors_while_nobody_asks()
    {
        // 10 s of work, 600 s of nothing, two slots: 1200 core-seconds held, of which nine tenths; nobody waited for them.
        var finding = Assert.Single(Diagnoser.Diagnose(Session("PySparkShell", 610_000, null)).Findings, finding => finding.Id == "DRV011");

        Assert.Equal(600_000, finding.Evidence.Single(item => item.Name == "pauseTime").Number);
        Assert.Equal(1_200 * 0.9, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(0, finding.Cost!.WallSeconds!.Value.Expected);
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Theory]
    [InlineData("nightly orders", 610_000, null)] // A program: DRV001.
    [InlineData("PySparkShell", 610_000, 11_000L)] // Its executors were given back.
    [InlineData("PySparkShell", 609_999, null)] // Somebody thinks.
    public void Stays_silent_when_it_is_no_session_or_holds_nothing(string name, long endMs, long? removedMs) =>
        Assert.DoesNotContain(Diagnoser.Diagnose(Session(name, endMs, removedMs)).Findings, finding => finding.Id == "DRV011");

    private static Application Session(string name, long endMs, long? removedMs) => new ApplicationSketch { Name = name, EndMs = endMs }.Executor("1", 2, 0, removedMs, removedMs is null ? null : "Executor killed by driver.")
        .Job(0, "count", 0, 10_000, [new SketchedTask("1", 0, 10_000), new SketchedTask("1", 0, 10_000)]).Build();

    private static DiagnosisResult Searching(params int[] rounds)
    {
        var plan = new SketchedNode("CollectLimit", "CollectLimit 5", SketchedNode.Filter("(id#1 > 5)", 3, SketchedNode.Scan("id#1", "id:int", 1_000, 1 << 20)));
        return new QuerySketch(plan, [.. rounds.Select(tasks => new SketchedStage(tasks, 1_000) { InputBytes = 1_000, InputRecords = 10 })]) { Description = "take at job.py:9" }.Diagnose();
    }
}
