using Stoker.Simulation.Changes;

namespace Stoker.Tests.Simulation;

public sealed class ResizingTests
{
    [Fact]
    public void To_HalfTheTasks_JoinsNeighborsAndSavesTheirFixedCost()
    {
        // Each pair: 2 + (10 - 2) + (20 - 2) = 28; 2 + (30 - 2) + (40 - 2) = 68.
        Assert.Equal([28f, 68f], Resizing.To([10, 20, 30, 40], 2, 2));
    }

    [Fact]
    public void To_TwiceTheTasks_SplitsEvenlyAndPaysTheFixedCostTwice()
    {
        Assert.Equal([6f, 6f, 11f, 11f], Resizing.To([10, 20], 4, 2));
    }

    [Fact]
    public void To_HeavyTask_StaysWhole()
    {
        // 500 is more than three times the median of 10: one key or file, which no number of partitions splits.
        var tasks = Resizing.To([10, 10, 10, 10, 500], 9, 0);

        Assert.Equal(9, tasks.Length);
        Assert.Equal(500, tasks.Max());
        Assert.Equal(540, tasks.Sum(), 1e-3);
    }

    [Fact]
    public void Even_SkewedTask_BecomesPiecesOfTwiceTheMedian()
    {
        var tasks = Resizing.Even([10, 10, 10, 100]);

        Assert.Equal(8, tasks.Length);
        Assert.Equal(20, tasks.Max());
        Assert.Equal(130, tasks.Sum(), 1e-3);
    }
}
