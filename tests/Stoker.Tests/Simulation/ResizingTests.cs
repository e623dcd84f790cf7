using Stoker.Simulation.Changes;

namespace Stoker.Tests.Simulation;

public sealed class ResizingTests
{
    [Fact]
    public void To_HalfTheTasks_JoinsNeighborsAndSavesTheirFixedCost()
    {
        // Each pair: 2 + (10 - 2) + (20 - 2) = 28; 2 + (30 - 2) + (40 - 2) = 68.
        Assert.Equal([28f, 68f], Resizing.To([10, 20, 30, 40], 2, 2, 2));
    }

    [Fact]
    public void To_TwiceTheTasks_SplitsEvenlyAndPaysTheFixedCostTwice()
    {
        Assert.Equal([6f, 6f, 11f, 11f], Resizing.To([10, 20], 4, 2, 2));
    }

    [Fact]
    public void To_HeavyTask_StaysWhole()
    {
        // 500 is more than three times the median of 10: one key or file, which no number of partitions splits.
        var tasks = Resizing.To([10, 10, 10, 10, 500], 9, 0, 0);

        Assert.Equal(9, tasks.Length);
        Assert.Equal(500, tasks.Max());
        Assert.Equal(540, tasks.Sum(), 1e-3);
    }

    // 8 of 10 ms are a task's own: a fifth of each is left, 0.8 + 3.2 and 1.2 + 2.8 ms, and a task costs 3 ms now.
    [Fact]
    public void To_TasksThatCostMoreThanTheSmallest_LeaveAShareOfEach() => Assert.Equal([7f, 7f], Resizing.To([4, 16, 6, 14], 2, 8, 3).Select(ms => MathF.Round(ms, 3)));

    // 60 ms are three times the median and more, but a pause of the collector takes as much: 10 + 10 + 5 and 5 + 10 + 60 ms.
    [Fact]
    public void To_ShortTaskAboveTheOthers_IsNoHeavyKey() => Assert.Equal([25f, 75f], Resizing.To([10, 10, 10, 10, 60], 2, 0, 0));

    [Fact]
    public void Even_SkewedTask_BecomesPiecesOfTwiceTheMedian()
    {
        var tasks = Resizing.Even([10, 10, 10, 100]);

        Assert.Equal(8, tasks.Length);
        Assert.Equal(20, tasks.Max());
        Assert.Equal(130, tasks.Sum(), 1e-3);
    }
}
