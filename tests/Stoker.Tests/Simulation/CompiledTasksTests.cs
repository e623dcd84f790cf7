using Stoker.Simulation.Changes;

namespace Stoker.Tests.Simulation;

public sealed class CompiledTasksTests
{
    // 1 + 6 / (1 + n / 150): seven times an old JVM's at first, four times after 150 tasks, twice after 750.
    [Theory]
    [InlineData(0, 7)]
    [InlineData(150, 4)]
    [InlineData(750, 2)]
    public void Factor_OneTask_FallsWithThoseBefore(double before, double expected) => Assert.Equal(expected, CompiledTasks.Factor(before, before), 6);

    // Over the first 150 tasks: 1 + 6 ln 2.
    [Fact]
    public void Factor_ManyTasks_IsTheirMean() => Assert.Equal(1 + (6 * Math.Log(2)), CompiledTasks.Factor(0, 150), 6);

    // A stage of 2, and one of 8 tasks that gets 200: each costs the mean of the 3rd to 202nd over that of the 3rd to 10th. The stage that stays has its cost.
    [Fact]
    public void Of_MoreTasks_CostLessEach()
    {
        var factors = CompiledTasks.Of([2, 8], [2, 200], executors: 1);

        Assert.Equal(1, factors[0].Ratio);
        Assert.Equal(1 + (6 * 150 * Math.Log(160.0 / 152) / 8), factors[1].Before, 6);
        Assert.Equal((1 + (6 * 150 * Math.Log(352.0 / 152) / 200)) / factors[1].Before, factors[1].Ratio, 6);
        Assert.InRange(factors[1].Ratio, 0.65, 0.75);
    }

    // Ten JVMs share the tasks, which are 0.8 and 20 in each.
    [Fact]
    public void Of_SeveralExecutors_CountsTheTasksOfEach() => Assert.Equal(
        CompiledTasks.Factor(0, 20) / CompiledTasks.Factor(0, 0.8),
        CompiledTasks.Of([8], [200], executors: 10)[0].Ratio,
        6);
}
