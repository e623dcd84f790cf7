using Stoker.Reports.Timelines;

namespace Stoker.Tests.Reports;

public sealed class TimelineTests
{
    [Fact]
    public void StepSums_SpansOverSteps_MeanWeightInEachStep()
    {
        // Ten units in five steps of two: 1 to 6 covers half of step 0, steps 1 and 2; 3 to 3.5 is 0.25 of step 1.
        var sums = new StepSums(start: 0, length: 10, steps: 5);
        sums.Add(1, 6, 1);
        sums.Add(2, 3, 2);
        sums.Add(-5, 100, 1);

        Assert.Equal([1.5, 3, 2, 1, 1], sums.Means());
    }

    [Fact]
    public void Slots_OfExecutorsThatDoNotTellThem_AreThoseOfCoreTime()
    {
        // Two tasks at once for 10 of 100 s, on an executor without cores: 2 slots, though a step of 50 s has 0.4 of them busy.
        var application = new ApplicationSketch { EndMs = 100_000 }.Executor("1", 0, 0).Job(0, "count", 0, 10_000, [new("1", 0, 10_000), new("1", 0, 10_000)]).Build();
        var time = Stoker.Model.TimeSplit.TimeBreakdown.Of(application);

        var timeline = Timeline.Of(application, time, 2);

        Assert.Equal((2, 2.0, 2.0), (timeline.Peak, timeline.Slots[0], timeline.Slots[1]));
        Assert.Equal(0.4, timeline.Busy[0], 6);
        Assert.Equal(200_000, time.ApplicationTime.Core.Total.Value);
    }

    [Theory]
    [InlineData(33_000, 6, 10_000)]
    [InlineData(760_000, 5, 300_000)]
    [InlineData(5, 6, 1)]
    public void Step_Length_RoundAndFewLabels(long lengthMs, int most, long expected) =>
        Assert.Equal(expected, TimeAxis.Step(new(lengthMs), most));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(20_000, "20 s")]
    [InlineData(80_000, "1 min 20 s")]
    [InlineData(120_000, "2 min")]
    [InlineData(7_200_000, "2 h")]
    [InlineData(200, "200 ms")]
    public void Label_Multiples_WithoutZeroParts(long ms, string expected) => Assert.Equal(expected, TimeAxis.Label(new(ms)));
}
