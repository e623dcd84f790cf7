using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>DRV001 before the first stage, behind the last, and in programs that mostly pause.</summary>
public sealed class DriverPauseTests
{
    [Fact]
    public void Fires_when_the_program_takes_long_before_its_first_stage()
    {
        // The executor is there from the start; the query begins after 23 s, of which a third of 15 s is Spark's own: 18 s of 40.
        var finding = Assert.Single(Diagnoser.Diagnose(Starting(24_000)).Findings, finding => finding.Id == "DRV001");

        Assert.Equal(18_000, finding.Evidence.Single(item => item.Name == "gapTime").Number);
        Assert.Equal(18, finding.Cost?.WallSeconds?.Expected ?? 0, 3);
        Assert.InRange(finding.Cost?.WallSeconds?.High ?? 0, 18, 24); // Who takes the gap away saves the gap, not more.
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Stays_silent_when_Spark_takes_long_to_start() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(Starting(14_900)).Findings, finding => finding.Id == "DRV001");

    [Fact]
    public void Stays_silent_when_the_first_stage_waits_for_its_executor()
    {
        var application = new ApplicationSketch { EndMs = 40_000 }.Executor("1", 2, 23_000)
            .Job(0, "count", 24_000, 40_000, [new SketchedTask("1", 24_000, 16_000), new SketchedTask("1", 24_000, 16_000)]).Build();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "DRV001");
    }

    [Fact]
    public void Fires_but_is_unsure_when_the_driver_goes_on_for_long_behind_the_last_job()
    {
        // 6 s of work, then 94 s of nothing: the driver works, or somebody left the session open.
        var application = new ApplicationSketch { EndMs = 100_000 }.Executor("1", 2, 0)
            .Job(0, "count", 0, 6_000, [new SketchedTask("1", 0, 6_000), new SketchedTask("1", 0, 6_000)]).Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "DRV001");

        Assert.Equal((Severity.Minor, Confidence.Low), (finding.Severity, finding.Confidence));
        Assert.Equal(94_000, finding.Evidence.Single(item => item.Name == "gapTime").Number);
    }

    [Theory]
    [InlineData(9_900, 0)]
    [InlineData(12_000, 1)]
    public void Fires_earlier_when_the_first_job_needs_no_planner(long firstMs, int count)
    {
        // A third of 10 s is Spark's own: 12 - 3.333 s of 28.
        var findings = Diagnoser.Diagnose(Program(firstMs)).Findings.Where(finding => finding.Id == "DRV001").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(8_667, finding.Evidence.Single(item => item.Name == "gapTime").Number));
    }

    /// <summary>The first job is of a query that was planned for a second.</summary>
    private static Application Starting(long firstMs)
    {
        var application = Program(firstMs).WithPlan(SketchedRun.Node("Range", "Range"));
        return application with { SqlExecutions = [application.SqlExecutions[0] with { StartTime = ApplicationSketch.Start + new Milliseconds(firstMs - 1_000), EndTime = ApplicationSketch.Start + new Milliseconds(firstMs + 16_000) }] };
    }

    private static Application Program(long firstMs) => new ApplicationSketch { EndMs = firstMs + 16_000 }.Executor("1", 2, 0)
        .Job(0, "count", firstMs, firstMs + 16_000, [new SketchedTask("1", firstMs, 16_000), new SketchedTask("1", firstMs, 16_000)]).Build();
}
