using Stoker.Simulation.Programs;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Simulation;

public sealed class JobOrderTests
{
    [Fact]
    public void After_GroupThatComesAgainInOneThread_IsWhatRanInBetween() => Assert.Equal([-1, 0, 1], AfterOf(secondFromMs: 10));

    [Fact]
    public void After_GroupThatComesAgainBesideAnotherThread_IsItsOwnLastJob() => Assert.Equal([-1, -1, 0], AfterOf(secondFromMs: 9));

    // Two threads x and y beside each other at first; then a, b and a again, one after the other: what x and y did says nothing of these.
    [Fact]
    public void After_GroupThatComesAgainInOneThread_IsWhatRanInBetweenThoughOthersOverlapped()
    {
        var application = new ApplicationSketch { EndMs = 60 }.Executor("1", 2, 0)
            .Job(1, "one", 0, 10, [new("1", 0, 10)], group: "x")
            .Job(2, "two", 5, 12, [new("1", 5, 7)], group: "y")
            .Job(3, "three", 20, 30, [new("1", 20, 10)], group: "a")
            .Job(4, "four", 31, 40, [new("1", 31, 9)], group: "b")
            .Job(5, "five", 41, 50, [new("1", 41, 9)], group: "a").Build();

        Assert.Equal([-1, -1, 1, 2, 3], ReplayableProgram.Of(application).Jobs.Select(job => job.After));
    }

    /// <summary>Groups a from 0 to 10 ms, b until 20 ms, a from 21 ms.</summary>
    private static IEnumerable<int> AfterOf(long secondFromMs)
    {
        var application = new ApplicationSketch { EndMs = 30 }.Executor("1", 2, 0)
            .Job(1, "one", 0, 10, [new("1", 0, 10)], group: "a")
            .Job(2, "two", secondFromMs, 20, [new("1", secondFromMs, 20 - secondFromMs)], group: "b")
            .Job(3, "three", 21, 30, [new("1", 21, 9)], group: "a").Build();
        return ReplayableProgram.Of(application).Jobs.Select(job => job.After);
    }
}
