using Stoker.Model;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class PreparedStagesTests
{
    private const long T = 100_000;

    // The driver needs 140 ms for its first stage; a job that comes in the meantime waits for it, and then for slots. Without that it would overtake: its own
    // stage waited for slots, which says nothing of the driver.
    [Fact]
    public void Run_JobComesWhileTheDriverPreparesAnother_DoesNotOvertake()
    {
        var program = ReplayableProgram.Of(TwoJobs(secondLaunch: T + 1150, slots: 2));
        var replay = new Scheduler().Run(PlannedWork.AsItWas(program), ClusterTimeline.Steady(2));

        Assert.Equal([140.0, 0.0], program.Stages.Select(stage => stage.PrepareMs));
        Assert.Equal([1150.0, 1650.0], replay.JobEndMs.Select(Math.Floor));
    }

    // Four slots: the second stage is launched 5 ms after the first, which it waited for. Only these 5 ms are its own.
    [Fact]
    public void Read_StageThatWaitedForOneBeforeIt_HasOnlyItsOwnTime()
    {
        var program = ReplayableProgram.Of(TwoJobs(secondLaunch: T + 155, slots: 4));
        var replay = new Scheduler().Run(PlannedWork.AsItWas(program), ClusterTimeline.Steady(4));

        Assert.Equal([140.0, 5.0], program.Stages.Select(stage => stage.PrepareMs));
        Assert.Equal([1150.0, 655.0], replay.JobEndMs.Select(Math.Floor));
    }

    /// <summary>Two jobs of two tasks: of 1000 ms, submitted at 10 and launched at 150, and of 500 ms, submitted at 144.</summary>
    private static Application TwoJobs(long secondLaunch, int slots) => new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "two jobs", T).ExecutorAdded("1", T, cores: slots)
        .JobStart(0, T, [(0, 2)]).StageSubmitted(0, 2, T + 10)
        .JobStart(1, T + 140, [(1, 2)]).StageSubmitted(1, 2, T + 144)
        .TaskStart(0, 0, 0, T + 150).TaskStart(0, 1, 1, T + 150)
        .TaskEnd(0, 0, 0, T + 150, T + 1150, metrics: """{"Executor Run Time":1000}""").TaskEnd(0, 1, 1, T + 150, T + 1150, metrics: """{"Executor Run Time":1000}""")
        .StageCompleted(0, 2, T + 10, T + 1150).JobEnd(0, T + 1150)
        .TaskStart(1, 2, 0, secondLaunch).TaskStart(1, 3, 1, secondLaunch)
        .TaskEnd(1, 2, 0, secondLaunch, secondLaunch + 500, metrics: """{"Executor Run Time":500}""").TaskEnd(1, 3, 1, secondLaunch, secondLaunch + 500, metrics: """{"Executor Run Time":500}""")
        .StageCompleted(1, 2, T + 144, secondLaunch + 500).JobEnd(1, secondLaunch + 500).ApplicationEnd(T + 2000).Read();
}
