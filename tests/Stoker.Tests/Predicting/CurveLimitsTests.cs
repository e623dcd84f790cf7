using Stoker.Predicting;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;

namespace Stoker.Tests.Predicting;

public sealed class CurveLimitsTests
{
    // Executors, cores and time of the run looked at come first. Three per cent and more are a gain.
    [Theory]
    [InlineData(Limit.Slots, 1, 2, 100, 2, 2, 60)] // More executors help.
    [InlineData(Limit.HostCpus, 1, 2, 100, 2, 2, 99)] // They do not.
    [InlineData(Limit.HostCpus, 1, 2, 100, 2, 2, 120)] // They make it slower.
    [InlineData(Limit.Slots, 1, 2, 100, 1, 4, 60)] // More cores help.
    [InlineData(Limit.Slots, 4, 2, 60, 2, 2, 100)] // The largest is faster than those before it.
    [InlineData(Limit.HostCpus, 4, 2, 100, 2, 2, 100)] // The largest is not.
    [InlineData(Limit.Slots, 4, 1, 100, 2, 4, 60)] // Fewer executors of more cores are no larger shape, and no smaller one.
    public void Fit_TwoShapes_SlotsLimitWhereMoreHelp(Limit expected, int executors, int cores, double ms, int others, int otherCores, double otherMs)
    {
        var run = Run(executors, cores, ms);

        Assert.Equal(expected, CurveLimits.Fit([run, Run(others, otherCores, otherMs)]).First().Run.Limit);
    }

    // Half of its two slots are busy; 5 % is little, 11 % is not.
    [Theory]
    [InlineData(Limit.HostCpus, 95, 100)]
    [InlineData(Limit.Slots, 89, 100)]
    [InlineData(Limit.HostCpus, 89, 20)] // With a tenth of them busy slots are not what is missing.
    public void Fit_SharedCpus_LimitWhereMoreSlotsGainLittle(Limit expected, double otherMs, double busyMs)
    {
        var run = Run(1, 2, 100);
        run = run with { Run = run.Run with { Limit = Limit.HostCpus, HeldMs = busyMs, Held = new ExecutorHold(0, 100, 1) } };

        Assert.Equal(expected, CurveLimits.Fit([run, Run(1, 4, otherMs)]).First().Run.Limit);
    }

    [Fact]
    public void Fit_OneShape_StaysAsItIs() => Assert.Equal(Limit.Slots, Assert.Single(CurveLimits.Fit([Run(1, 2, 100)])).Run.Limit);

    private static PricedRun Run(int executors, int cores, double ms) => new(
        new PredictedRun
        {
            Change = ChangeSet.None,
            Shape = new ClusterShape(executors, cores),
            SpanMs = ms,
            Interval = new PredictionInterval(ms, ms),
            Outside = new OutsideTime(0, new PredictionInterval(0, 0)),
            IntervalRow = "",
            FloorMs = 0,
            HeldMs = 0,
            Held = default,
            Limit = Limit.Slots,
            LimitBesideSlots = Limit.HostCpus,
            Confidence = Confidence.High,
            Baselines = default,
        },
        ms,
        0,
        IsMeasured: false)
    { TakesMs = ms, ExecutorMs = 0 };
}
