using Stoker.Reports.Html.Charts.Distributions;
using Stoker.Reports.Html.Charts.Time;

namespace Stoker.Tests.Reports.Html;

public sealed class ChartTests
{
    [Fact]
    public void Histogram_OneValueFarOut_StandsAloneAtTheRight()
    {
        // 6 values from 0 to 60 in 6 ranges of 10: five in the first, none in four, the last value in the last.
        var histogram = new Histogram("Duration", "task", [0, 1, 2, 3, 4, 60], value => $"{value} ms");
        Assert.Equal([5, 0, 0, 0, 0, 1], histogram.Bins);
        Assert.Equal(3, histogram.Median);
    }

    [Fact]
    public void Histogram_EqualValues_IsOneRange() => Assert.Equal([3], new Histogram("Duration", "task", [7, 7, 7], value => $"{value} ms").Bins);

    [Fact]
    public void RankBars_ManyValues_KeepTheLargestAndTheOrder()
    {
        // 900 values on 90 bars: every tenth of 899, 898, …
        var bars = new RankBars("Duration", "task", Enumerable.Range(0, 900).Select(value => (long)value), value => $"{value} ms").Bars;
        Assert.Equal(90, bars.Count);
        Assert.Equal([899, 889, 879], bars.Take(3));
    }

    [Fact]
    public void LaneBand_OverlappingSpans_TakeAsManyLanesAsOverlap()
    {
        var band = Lanes([(0, 50), (10, 30), (20, 60), (50, 90)], mostLanes: 5);
        Assert.Equal([2, 1, 1], band.Lanes.Select(lane => lane.Count));
        Assert.Equal(0, band.HiddenCount);
    }

    [Fact]
    public void LaneBand_MoreThanLanes_AreCounted()
    {
        var band = Lanes([(0, 50), (10, 60), (20, 60)], mostLanes: 2);
        Assert.Equal(1, band.HiddenCount);
    }

    [Fact]
    public void LaneBand_ThousandsOfShortSpans_BecomeFewMarksThatCountThemAll()
    {
        // 10,000 jobs of 90 ms, 100 ms apart, in 1,000 s on 980 units: about ten a unit.
        var band = Lanes([.. Enumerable.Range(0, 10_000).Select(job => (From: job * 100, To: (job * 100) + 90))], mostLanes: 3, lengthMs: 1_000_000);
        Assert.InRange(band.Lanes.Sum(lane => lane.Count), 2, 1_000);
        Assert.Equal(10_000, band.Lanes.Sum(lane => lane.Sum(mark => mark.Count)) + band.HiddenCount);
    }

    private static LaneBand Lanes((int From, int To)[] spans, int mostLanes, long lengthMs = 100) =>
        new("Jobs", "job", spans.Select(span => new LaneItem(span.From, span.To, "1", "job 1")), lengthMs, mostLanes);
}
