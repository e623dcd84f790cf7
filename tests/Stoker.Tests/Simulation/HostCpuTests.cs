using Stoker.Simulation.Programs;

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
}
