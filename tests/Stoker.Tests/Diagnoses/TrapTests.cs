using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Traps of docs/internals/diagnosis-traps.md that fit in a hand-made application; the others are held by real logs.</summary>
public sealed class TrapTests
{
    [Theory]
    [InlineData(1_900, Severity.Info)]
    [InlineData(2_100, Severity.Minor)]
    public void T01_TinyApplication_HasNoPerformanceFindingAboveInfo(long endMs, Severity most)
    {
        // A task of a third of the run without peers on four slots: a matter of some hundred ms, and of half of the run.
        var application = new ApplicationSketch { EndMs = endMs }.Executor("1", 4, 0)
            .Job(0, "count", 100, endMs, [new SketchedTask("1", 100, endMs - 100)])
            .Build();

        Assert.Equal(most, Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id != "LOG003").Max(finding => finding.Severity));
    }

    [Fact]
    public void T02_FirstTaskOfAnExecutor_IsNoStraggler() => Assert.DoesNotContain("SCHED002", Ids(Straggling(slowFirst: true)));

    [Fact]
    public void T02_Straggler_CostsTheEndOfTheStageOnAllSlots()
    {
        // 18 s beyond the median are 18 s of the run. On two slots that is 36 core-s: 29 in which the other slot stood idle, and 7 of the slow task's own.
        var cost = Assert.Single(Diagnoser.Diagnose(Straggling(slowFirst: false)).Findings, finding => finding.Id == "SCHED002").Cost;

        Assert.NotNull(cost);
        Assert.Equal(18, cost.WallSeconds?.Expected ?? 0, 3);
        Assert.Equal(36, cost.CoreSeconds.Expected, 3);
    }

    [Fact]
    public void T02_LaterTask_IsAStraggler() => Assert.Contains("SCHED002", Ids(Straggling(slowFirst: false)));

    [Fact]
    public void T11_SecondSuccessOfATask_IsLostTime()
    {
        // Index 0 twice: the attempt that ended second was thrown away.
        var sketch = new ApplicationSketch().Executor("1", 3, 0).Job(0, "count", 0, 12_000, [new SketchedTask("1", 0, 10_000), new SketchedTask("1", 0, 12_000, Index: 0), new SketchedTask("1", 0, 10_000)]);
        var application = sketch.Build();
        application = application with { Stages = [.. application.Stages.Select(stage => stage with { TaskCount = 2 })] };

        var stage = Assert.Single(new Inspection(application, new DiagnosisOptions()).Stages);

        Assert.Equal((20_000, 12_000), (stage.DurationMs, stage.LostMs));
    }

    [Fact]
    public void T13_AttemptThatRanWhatWasLost_IsNotCompared()
    {
        var application = Straggling(slowFirst: false);
        var retry = application.Stages[0] with { Id = new StageAttemptId(application.Stages[0].Id.Stage, 1) };
        var whole = application.Stages[0] with { TaskCount = 100 };

        Assert.DoesNotContain(Diagnoser.Diagnose(application with { Stages = [whole, retry] }).Findings, finding => finding.Id == "SCHED002" && finding.Place.Equals(new StagePlace(retry.Id)));
    }

    [Fact]
    public void T25_SmallStage_IsNotSkewedByARatio()
    {
        // 2.9 s against 0.1 s: a ratio of 29, and not worth a word.
        var tasks = Enumerable.Range(0, 10).Select(index => new SketchedTask("1", 1_000 + (100 * index), index == 9 ? 2_900 : 100)).ToList();
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 6_000, tasks).Build();

        Assert.DoesNotContain("SCHED002", Ids(application));
    }

    [Fact]
    public void T39_SlotsOfAStage_AreThoseThatLivedThen()
    {
        // Two slots for the first 10 s, 22 for the other 10: 12 on average, whatever came later.
        var application = new ApplicationSketch().Executor("1", 2, 0).Executor("2", 20, 10_000).Executor("3", 500, 30_000)
            .Job(0, "count", 0, 20_000, [new SketchedTask("1", 0, 20_000)]).Build();
        var inspection = new Inspection(application, new DiagnosisOptions());

        Assert.Equal(12, inspection.SlotsOf(inspection.Stages[0]), 6);
    }

    [Theory]
    [InlineData("Job 0 cancelled because killed via the Web UI", 0)]
    [InlineData("[SPARK_JOB_CANCELLED] Job 0 cancelled part of cancelled job group adhoc SQLSTATE: XXKDA", 0)] // Spark 4.3.
    [InlineData("Job aborted due to stage failure: Task 3 failed", 1)]
    [InlineData("Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times: KeyError: 'cancelled_at'", 1)]
    public void T41_CancelledJob_DidNotFail(string message, int count)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 10_000, [new SketchedTask("1", 0, 10_000)], fails: true, message: message).Build();

        Assert.Equal(JobStatus.Failed, application.Jobs[0].Status);
        Assert.Equal(count, Diagnoser.Diagnose(application).Findings.Count(finding => finding.Id == "FAIL002"));
    }

    /// <summary>12 tasks of a second and one of 19 s on two slots; it is of the first wave or comes last.</summary>
    private static Application Straggling(bool slowFirst)
    {
        List<SketchedTask> tasks = [new("1", 0, slowFirst ? 19_000 : 1_000)];
        tasks.AddRange(Enumerable.Range(0, 11).Select(index => new SketchedTask("1", 1_000 * index, 1_000)));
        tasks.Add(new SketchedTask("1", 11_000, slowFirst ? 1_000 : 19_000));
        return new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 30_000, tasks).Build();
    }

    private static IEnumerable<string> Ids(Application application) => Diagnoser.Diagnose(application).Findings.Select(finding => finding.Id);
}
