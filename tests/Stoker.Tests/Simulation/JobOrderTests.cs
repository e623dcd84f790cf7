using Stoker.Simulation.Programs;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Simulation;

public sealed class JobOrderTests
{
    [Fact]
    public void After_GroupThatComesAgainInOneThread_IsWhatRanInBetween() => Assert.Equal([-1, 0, 1], AfterOf(secondFromMs: 10));

    [Fact]
    public void After_GroupThatComesAgainBesideAnotherThread_IsItsOwnLastJob() => Assert.Equal([-1, -1, 0], AfterOf(secondFromMs: 9));

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
