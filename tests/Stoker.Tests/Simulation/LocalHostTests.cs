using Stoker.Model.Stages;
using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class LocalHostTests
{
    // First tasks whose compiling is not told apart are slowed as tasks are: 1.25 for the JVM, 1.45 for Python, the inverse on the way back, nothing for tasks that wait.
    [Theory]
    [InlineData(false, 1, 1, 2, 1.25)]
    [InlineData(false, 1, 2, 1, 0.8)]
    [InlineData(true, 1, 1, 2, 1.45)]
    [InlineData(false, 0, 1, 2, 1)]
    [InlineData(false, 1, 2, 2, 1)]
    public void FirstStretch_TwoSlotsForOne_SlowsWhatComputes(bool runsPython, double computes, double before, double after, double expected) =>
        Assert.Equal(expected, LocalHost.FirstStretch(Stage(runsPython, computes), before, after), precision: 9);

    private static ReplayStage Stage(bool runsPython, double computes) => new()
    {
        Id = new StageId(0),
        Name = "stage",
        Parents = [],
        WarmMs = [1],
        RunMs = [1],
        ColdMs = 0,
        SubmitMs = 0,
        EndMs = 0,
        LostMs = 0,
        Partitions = PartitionRule.Fixed,
        RunsPython = runsPython,
        Computes = computes,
    };
}
