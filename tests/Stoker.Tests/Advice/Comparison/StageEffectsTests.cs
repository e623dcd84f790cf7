using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model.Units;
using static Stoker.Tests.Advice.Comparison.WorkSketches;

namespace Stoker.Tests.Advice.Comparison;

public sealed class StageEffectsTests
{
    [Fact]
    public void Add_TwiceTheRows_IsInput()
    {
        // 8 tasks on 4 slots, 1 s each, then 2 s each with twice the rows: 8 s more of task time, 2 s more of wall time.
        var causes = Compare(Even(1_000, 8, 4, records: 100), Even(2_000, 8, 4, records: 200));

        Assert.Equal([(DifferenceCause.Input, 2_000, 8_000)], causes);
    }

    [Fact]
    public void Add_TwiceTheRowsInTwiceTheTasks_IsInputToo() =>
        Assert.Equal([(DifferenceCause.Input, 2_000, 8_000)], Compare(Even(1_000, 8, 4, records: 100), Even(1_000, 16, 4, records: 200)));

    [Fact]
    public void Add_TwiceTheSlots_IsSlots() =>
        Assert.Equal([(DifferenceCause.Slots, -1_000, 0)], Compare(Even(1_000, 8, 4, records: 100), Even(1_000, 8, 8, records: 100)));

    [Fact]
    public void Add_SameRowsAtAnotherPace_IsPace() =>
        Assert.Equal([(DifferenceCause.Pace, 1_000, 4_000)], Compare(Even(1_000, 8, 4, records: 100), Even(1_500, 8, 4, records: 100)));

    [Fact]
    public void Add_TooFewTasksForTheSlots_IsPartitions() =>
        Assert.Equal([(DifferenceCause.Partitions, -3_000, 0)], Compare(Even(4_000, 1, 4, records: 100), Even(1_000, 4, 4, records: 100)));

    [Fact]
    public void Add_OneLongTask_IsSkew()
    {
        // 8 tasks of 1 s on 4 slots end after 2 s; when one of them takes 9 s, the stage takes 9 s or a little more.
        var even = Even(1_000, 8, 4, records: 100);
        var skewed = even with { Core = even.Core with { Compute = new Milliseconds(16_000) }, PathWork = 9_000, LongestTask = 9_000, MeanTask = 2_000 };

        Assert.Equal([(DifferenceCause.Skew, 7_000, 8_000)], Compare(even, skewed));
    }

    [Fact]
    public void Add_Spilling_IsSpillUpToWhatItCanCost()
    {
        // 40 MB at 20 MB/s explain at most 2 s of the 4 s; the rest is pace. A quarter of both reaches the wall.
        var before = Even(1_000, 8, 4, records: 100);
        var after = Even(1_500, 8, 4, records: 100) with { SpilledBytes = 40_000_000 };

        Assert.Equal([(DifferenceCause.Spill, 500, 2_000), (DifferenceCause.Pace, 500, 2_000)], Compare(before, after));
    }

    [Fact]
    public void Add_OneSlowHost_IsSlowHost()
    {
        var fast = new Dictionary<string, HostShare> { ["a"] = new(4, 4_000, 400), ["b"] = new(4, 4_000, 400) };
        var slow = new Dictionary<string, HostShare> { ["a"] = new(4, 4_000, 400), ["b"] = new(4, 12_000, 400) };
        var before = Even(1_000, 8, 4, records: 100) with { Hosts = fast };
        var after = before with { Core = before.Core with { Compute = new Milliseconds(16_000) }, PathWork = 4_000, MeanTask = 2_000, LongestTask = 3_000, Hosts = slow };

        Assert.Equal([(DifferenceCause.SlowHost, 2_000, 8_000)], Compare(before, after));
    }

    [Fact]
    public void Add_TinyStageThatWaitedBehindOthers_DoesNotBlowUp()
    {
        // 10 ms of work that waited for 2 s, then 50 s of work on 4 slots: the ratio of 200 is not the stage's.
        var causes = Compare(Even(10, 1, 4, records: 1) with { PathWork = 2_000 }, Even(12_500, 4, 4, records: 5_000));

        Assert.Equal(-1_990, causes.Single(cause => cause.Cause == DifferenceCause.Unexplained).Wall);
        Assert.All(causes, cause => Assert.InRange(cause.Wall, -25_000, 50_000));
    }

    [Fact]
    public void Add_StageOfTheOtherRunOnly_IsAnotherPlan()
    {
        var sheet = new EffectSheet();
        var unit = Unit("Q1", []);

        StageEffects.Add(sheet, new MatchedPair<StageWork>(null, Stage(3, Even(1_000, 8, 4)), false), new MatchedPair<WorkUnit>(unit, unit, false));

        var entry = Assert.Single(sheet.Entries);
        Assert.Equal((DifferenceCause.OtherPlan, 2_000, 8_000), (entry.Cause, entry.Wall, entry.Task));
    }

    private static List<(DifferenceCause Cause, long Wall, long Task)> Compare(StageFigures before, StageFigures after)
    {
        var sheet = new EffectSheet();
        var unit = Unit("Q1", ["Scan"]);
        StageEffects.Add(sheet, new MatchedPair<StageWork>(Stage(1, before), Stage(2, after), true), new MatchedPair<WorkUnit>(unit, unit, true));

        Assert.Equal(after.Path - before.Path, sheet.Entries.Sum(entry => entry.Wall), 6);
        Assert.Equal(after.Running - before.Running, sheet.Entries.Sum(entry => entry.Task), 6);
        return
        [
            .. sheet.Entries.GroupBy(entry => entry.Cause)
                .Select(group => (group.Key, (long)Math.Round(group.Sum(entry => entry.Wall)), (long)Math.Round(group.Sum(entry => entry.Task))))
                .Where(cause => cause.Item2 != 0 || cause.Item3 != 0),
        ];
    }
}
