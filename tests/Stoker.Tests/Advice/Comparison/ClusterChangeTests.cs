using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;
using Stoker.Model.TimeSplit;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Advice.Comparison;

public sealed class ClusterChangeTests
{
    [Fact]
    public void Of_HalfOfTheExecutors_IsOfExecutorsOfOneSize()
    {
        var change = ClusterChange.Of(Run(sketch => sketch.Executor("1", 2, 5_000).Executor("2", 2, 5_000)), Run(sketch => sketch.Executor("1", 2, 5_000)));

        Assert.Equal(new ClusterChange(2, 1, 2, 2), change);
        Assert.Equal((true, false), (change?.IsOfExecutors, change?.IsOfSize));
    }

    [Fact]
    public void Of_ExecutorThatJoinedALittleLater_IsNone() => Assert.Null(ClusterChange.Of(
        Run(sketch => sketch.Executor("1", 2, 5_000).Executor("2", 2, 5_000)), Run(sketch => sketch.Executor("1", 2, 5_000).Executor("2", 2, 15_000))));

    [Fact]
    public void Of_OneThatWasReplaced_IsNone() => Assert.Null(ClusterChange.Of(
        Run(sketch => sketch.Executor("1", 2, 5_000)), Run(sketch => sketch.Executor("1", 2, 5_000, untilMs: 30_000).Executor("2", 2, 31_000))));

    [Fact]
    public void Of_OneThatWasLost_IsAsManyAsWereThereOnAverage()
    {
        // From 10 s to 60 s; the second one was there until 20 s, a fifth of the time.
        var change = ClusterChange.Of(Run(sketch => sketch.Executor("1", 2, 5_000).Executor("2", 2, 5_000)), Run(sketch => sketch.Executor("1", 2, 5_000).Executor("2", 2, 5_000, untilMs: 20_000)));

        Assert.Equal((2, 1.2), (change?.ExecutorsBefore, Math.Round(change?.ExecutorsAfter ?? 0, 6)));
    }

    [Fact]
    public void Of_LocalModeOnMoreThreads_IsOfTheDriversSlots()
    {
        var change = ClusterChange.Of(Run(sketch => sketch.Executor("driver", 2, 1_000), "driver"), Run(sketch => sketch.Executor("driver", 4, 1_000), "driver"));

        Assert.Equal(new ClusterChange(0, 0, 2, 4), change);
    }

    // An executor of two slots, and a driver of two: as many.
    [Fact]
    public void Of_LocalModeWithAsManySlotsAsAllExecutors_IsNone() =>
        Assert.Null(ClusterChange.Of(Run(sketch => sketch.Executor("1", 1, 5_000).Executor("2", 1, 5_000)), Run(sketch => sketch.Executor("driver", 2, 1_000), "driver")));

    private static ComparedRun Run(Func<ApplicationSketch, ApplicationSketch> cluster, string executor = "1")
    {
        var run = cluster(new ApplicationSketch()).Job(1, "save at orders.py:31", 10_000, 50_000, [new(executor, 10_000, 40_000)]).Build();
        return new ComparedRun(run, TimeBreakdown.Of(run));
    }
}
