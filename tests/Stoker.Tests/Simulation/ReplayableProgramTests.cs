using Stoker.Model;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class ReplayableProgramTests
{
    /// <summary>Start of the logs: Spark writes 0 for a time that it does not know.</summary>
    private const long T = 100_000;

    [Fact]
    public void Of_TwoJobsInARow_KeepsTheDriversTimeBetweenThem()
    {
        var program = ReplayableProgram.Of(TwoJobs());

        Assert.Equal(new ClusterShape(1, 2), program.Shape);
        Assert.Equal(4500, program.SpanMs);
        Assert.Equal([-1, 0], program.Jobs.Select(job => job.After));
        Assert.Equal([0.0, 1000.0], program.Jobs.Select(job => job.GapMs));
        Assert.Equal([1000f, 1000f, 1000f, 1000f], program.Stages[0].WarmMs);
    }

    [Fact]
    public void Predict_OwnShape_GivesTheMeasuredSpan()
    {
        var predictor = new Predictor(ReplayableProgram.Of(TwoJobs()));

        Assert.Null(predictor.Refusal);
        Assert.Equal(4500, predictor.Self.ReplayedMs, 1.0);
        Assert.Equal(4500, predictor.Predict(ChangeSet.None).SpanMs, 1.0);
    }

    [Fact]
    public void Predict_TwiceTheCores_HalvesTheStagesAndKeepsTheGap()
    {
        // Four slots: 1000 + 1000 gap + 1500 for the second job's one task of 1500.
        var run = new Predictor(ReplayableProgram.Of(TwoJobs())).Predict(new ChangeSet { CoresPerExecutor = 4 });

        Assert.Equal(3500, run.SpanMs, 2.0);
        Assert.Equal(2250, run.Baselines.InverseMs);
        Assert.True(run.Interval.Holds(3500));
        Assert.True(run.FloorMs <= run.SpanMs);
    }

    [Fact]
    public void RefusalOf_TooFarAway_SaysHowFarTheAnswersGo()
    {
        var predictor = new Predictor(ReplayableProgram.Of(TwoJobs()));

        Assert.Contains("16 times", predictor.RefusalOf(new ChangeSet { Executors = 40 })!.Reason, StringComparison.Ordinal);
        Assert.Contains("spark.foo", predictor.RefusalOf(new ChangeSet { Settings = new Dictionary<string, string> { ["spark.foo"] = "1" } })!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Held_FinishStampedLate_EndsAtTheNextLaunchOnTheLane()
    {
        // One slot. The first task is stamped finished at 5000, but the second was launched on its core at 1010 and it ran for 900 ms.
        var application = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "late", T).ExecutorAdded("1", T, cores: 1)
            .JobStart(0, T, [(0, 2)]).StageSubmitted(0, 2, T)
            .TaskStart(0, 0, 0, T).TaskStart(0, 1, 1, T + 1010)
            .TaskEnd(0, 0, 0, T, T + 5000, metrics: """{"Executor Run Time":900}""").TaskEnd(0, 1, 1, T + 1010, T + 2000, metrics: """{"Executor Run Time":900}""")
            .StageCompleted(0, 2, T, T + 5000).JobEnd(0, T + 5000).ApplicationEnd(T + 5000).Read();

        Assert.Equal([1010f, 990f], ReplayableProgram.Of(application).Stages[0].WarmMs);
    }

    /// <summary>Two slots: four tasks of 1 s in two rounds, 1 s of the driver, one task of 1.5 s.</summary>
    private static Application TwoJobs()
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "two jobs", T).ExecutorAdded("1", T, cores: 2).JobStart(0, T, [(0, 4)]).StageSubmitted(0, 4, T);
        for (var task = 0; task < 4; task++)
        {
            var launch = T + (task / 2 * 1000);
            log.TaskStart(0, task, task, launch).TaskEnd(0, task, task, launch, launch + 1000, metrics: """{"Executor Run Time":990}""");
        }

        return log.StageCompleted(0, 4, T, T + 2000).JobEnd(0, T + 2000)
            .JobStart(1, T + 3000, [(1, 1)]).StageSubmitted(1, 1, T + 3000).TaskStart(1, 4, 0, T + 3000).TaskEnd(1, 4, 0, T + 3000, T + 4500, metrics: """{"Executor Run Time":1490}""")
            .StageCompleted(1, 1, T + 3000, T + 4500).JobEnd(1, T + 4500).ApplicationEnd(T + 5000).Read();
    }
}
