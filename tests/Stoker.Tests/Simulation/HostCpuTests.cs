using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class HostCpuTests
{
    // Each of two tasks had half a CPU: one alone has a whole one, four have a quarter. Half as sure: the root of it. A whole CPU each is no sign of a limit
    // that more tasks would not meet, and certainty says so.
    [Theory]
    [InlineData(0.5, 1, 2, 1, 0.5)]
    [InlineData(0.5, 1, 2, 4, 2)]
    [InlineData(0.5, 0.5, 2, 8, 2)]
    [InlineData(0.25, 1, 2, 1, 0.5)]
    [InlineData(0.5, 0, 2, 4, 1)]
    [InlineData(0.5, 1, 2, 2, 1)]
    public void Stretch_TasksShareAHost_SharesWhatTheyHadTogether(double share, double certainty, double before, double after, double expected) =>
        Assert.Equal(expected, HostCpu.Stretch(share, certainty, before, after), precision: 9);

    // Tasks that read input had a CPU for 0.64 of their time. Tasks that did not had one for 0.4 or 0.8 of theirs: the first were given 0.64 where hosts were seen to give less, and 0.8 where they had more.
    [Theory]
    [InlineData(5_000, 0.4, 0.64, 1, 0)]
    [InlineData(5_000, 0.8, 0.8, 0.6, 0)]
    [InlineData(500, 0.4, 0.8, 0.5, 0.1288)] // A twentieth of the time tells nothing: between 0.64 and 1, the middle of logs is 0.8; ln(1 / 0.64) / 2 / root of 3.
    public void Of_TasksThatReadInput_TakeWhatOtherStagesTellWhereThoseAreEnough(int plainMs, double plain, double share, double certainty, double unsure)
    {
        var application = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "reads", 0).ExecutorAdded("1", 0)
            .JobStart(0, 0, [(0, 1), (1, 1)]).StageSubmitted(0, 1, 0).TaskStart(0, 0)
            .TaskEnd(0, 0, 0, 0, 10_000, metrics: """{"Executor Run Time":10000,"Executor CPU Time":6400000000,"Input Metrics":{"Bytes Read":1000,"Records Read":2}}""").StageCompleted(0, 1, 0, 10_000)
            .StageSubmitted(1, 1, 10_000).TaskStart(1, 1, launch: 10_000)
            .TaskEnd(1, 1, 0, 10_000, 10_000 + plainMs, metrics: $$"""{"Executor Run Time":{{plainMs}},"Executor CPU Time":{{(long)(plainMs * plain * 1e6)}}}""")
            .StageCompleted(1, 1, 10_000, 10_000 + plainMs).JobEnd(0, 10_000 + plainMs).ApplicationEnd(10_000 + plainMs).Read();

        var told = new HostCpu(application).Of(application.Stages[0], []);

        Assert.Equal((share, certainty, unsure), (Math.Round(told.Share, 9), Math.Round(told.Certainty, 9), Math.Round(told.Unsure, 4)));
    }
}
