using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class LocalHostTests
{
    // First tasks whose compiling is not told apart are slowed as tasks are: 1.25 for the JVM, 1.45 for Python, the inverse on the way back. Those that wait queue for CPUs: 1.11 for each doubling.
    [Theory]
    [InlineData(false, 1, 1, 2, 1.25)]
    [InlineData(false, 1, 2, 1, 0.8)]
    [InlineData(true, 1, 1, 2, 1.45)]
    [InlineData(false, 0, 1, 2, 1.109569472)]
    [InlineData(true, 0, 1, 2, 1)]
    [InlineData(false, 1, 2, 2, 1)]
    public void FirstStretch_TwoSlotsForOne_SlowsWhatComputes(bool runsPython, double computes, double before, double after, double expected) =>
        Assert.Equal(expected, LocalHost.FirstStretch(ProgramSketch.OneTask(runsPython, computes), before, after), precision: 9);
}
