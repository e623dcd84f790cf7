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

    // 8 tasks of 1 s that take 0.5 s each: 4 s of task time. 1,000 files less explain all of it, 100 explain 3 s, and as many explain nothing.
    [Theory]
    [InlineData(1_008, 8, 4_000)]
    [InlineData(108, 8, 3_000)]
    [InlineData(8, 8, 0)]
    [InlineData(8, 1_008, 0)] // More of them make nothing shorter.
    public void Add_SameRowsFromFewerFiles_IsFilesUpToWhatTheyCanCost(double before, double after, long expected)
    {
        var effects = Compare(Even(1_000, 8, 4, records: 100) with { Files = before }, Even(500, 8, 4, records: 100) with { Files = after });

        Assert.Equal(expected, -effects.Where(effect => effect.Cause == DifferenceCause.Files).Sum(effect => effect.Task));
        Assert.Equal(-4_000, effects.Sum(effect => effect.Task));
    }

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
    public void Add_LongestTaskAsLongAsBefore_IsNoSkew()
    {
        // 8 tasks of 1 s on 4 slots, then 7 of 0.3 s and one of 1 s: it stands out now, and takes no longer than it did.
        var even = Even(1_000, 8, 4, records: 100);
        var uneven = even with { Core = even.Core with { Compute = new Milliseconds(3_100) }, PathWork = 1_000, LongestTask = 1_000, MeanTask = 388 };

        Assert.DoesNotContain(Compare(even, uneven), cause => cause.Cause == DifferenceCause.Skew);
    }

    [Fact]
    public void Add_OneLongTask_ExplainsNoMoreThanItBecameLonger()
    {
        // The longest task takes 2.5 s for 1 s, and the stage 4.5 s for 2 s: 1.5 s of how its tasks filled the slots is the skew's, what is left is not.
        var even = Even(1_000, 8, 4, records: 100);
        var uneven = even with { Core = even.Core with { Compute = new Milliseconds(9_500) }, PathWork = 4_500, LongestTask = 2_500, MeanTask = 1_188 };

        var skew = Compare(even, uneven).Where(cause => cause.Cause == DifferenceCause.Skew).Sum(cause => cause.Wall);

        Assert.InRange(skew, 1_500, 2_300);
    }

    // A stage of one slot fills it better or worse; only where more or fewer tasks ran beside its own are other stages why.
    [Theory]
    [InlineData(1, 1.05, DifferenceCause.Unexplained)]
    [InlineData(2, 1, DifferenceCause.Overlap)]
    public void Add_GapsBetweenTasks_AreOtherStagesOnlyWhereTheseRanBeside(double before, double after, DifferenceCause expected)
    {
        var dense = Even(1_000, 8, 4, records: 100);

        Assert.Equal([(expected, 400, 0)], Compare(dense with { AtOnce = before }, dense with { AtOnce = after, PathWork = 2_400 }));
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

        Assert.Equal(-1_990, causes.Single(cause => cause.Cause == DifferenceCause.Overlap).Wall);
        Assert.All(causes, cause => Assert.InRange(cause.Wall, -25_000, 50_000));
    }

    [Fact]
    public void Add_MoreTasksAtOnceThatShareCpus_IsTheNumberOfTasks()
    {
        // One task of 8 s, then 8 of 4 s, 4 at once on the same CPUs: 24 s more of task time and no wall time. Neither a machine four times as slow nor four times the speed by tasks.
        var before = Even(8_000, 1, 4, records: 100) with { AtOnce = 1 };
        var after = Even(4_000, 8, 4, records: 100) with { AtOnce = 4 };

        Assert.Equal([(DifferenceCause.Partitions, 0, 24_000)], Compare(before, after));
    }

    [Fact]
    public void Add_TwiceAsManyTasksOfOtherStagesBesideIt_ExplainHalfOfFourTimesTheTime()
    {
        // 2 s to 8 s of wall time: a factor 2 of 4 is what twice as many at once can bring about, half of it by logarithms.
        var before = Even(1_000, 8, 4, records: 100) with { AtOnce = 4 };
        var after = Even(4_000, 8, 4, records: 100) with { AtOnce = 8 };

        Assert.Equal([(DifferenceCause.Overlap, 3_000, 12_000), (DifferenceCause.Pace, 3_000, 12_000)], Compare(before, after));
    }

    [Fact]
    public void Add_StageLeavesTheCriticalPath_ItsPaceAddsNoWallTime()
    {
        var before = Even(1_000, 8, 4, records: 100);
        var after = before with { Core = before.Core with { Compute = new Milliseconds(16_000) }, PathWork = 0 };

        Assert.Equal([(DifferenceCause.Overlap, -2_000, 0), (DifferenceCause.Pace, 0, 8_000)], Compare(before, after));
    }

    [Fact]
    public void Add_TasksThatFoundNoBlockOfTheCache_IsTheCache()
    {
        // Half of the tasks made their rows again, 3 s instead of 1 s: 8 s of task time on 4 slots.
        var before = Even(2_000, 8, 4) with { ReadsCache = true, CacheMisses = 4 };
        var after = Even(1_000, 8, 4) with { ReadsCache = true };

        Assert.Equal([(DifferenceCause.Cache, -2_000, -8_000)], Compare(before, after));
    }

    [Fact]
    public void Add_CachedTableTwiceAsLarge_IsInput()
    {
        // Twice the batches are twice the rows, which the plan's leaves say too.
        var unit = (double rows) => Unit("Q1", ["Scan"]) with { LeafRows = rows };
        var sheet = new EffectSheet();
        var (before, after) = (Even(1_000, 8, 4) with { ReadsCache = true, CacheRecords = 100 }, Even(2_000, 8, 4) with { ReadsCache = true, CacheRecords = 200 });

        StageEffects.Add(sheet, new MatchedPair<StageWork>(Stage(1, before), Stage(2, after), true), new MatchedPair<WorkUnit>(unit(1_000), unit(2_000), true));

        Assert.All(sheet.Entries, entry => Assert.Equal(DifferenceCause.Input, entry.Cause));
    }

    // Leaves of 1,000 rows in 2 and in 20 tasks hand on 20 and 200 sums: the rows of the next stage are the tasks'. Where the leaves gave ten times as many in as many tasks, they are the input's.
    [Theory]
    [InlineData(1_000, 1_000, 20, DifferenceCause.Partitions)]
    [InlineData(1_000, 10_000, 2, DifferenceCause.Input)]
    [InlineData(1_000, 1_000, 2, DifferenceCause.Input)]
    public void Add_MoreRowsBehindAShuffle_AreTheTasksWhereTheInputIsTheSame(double leafBefore, double leafAfter, int leafTasks, DifferenceCause expected)
    {
        var sheet = new EffectSheet();
        var unit = (double rows, int tasks) => Unit("Q1", ["Scan"], Stage(1, Even(1_000, tasks, 4))) with { LeafRows = rows };
        var (before, after) = (Stage(2, Even(1_000, 8, 4, records: 20), parents: 1), Stage(2, Even(10_000, 8, 4, records: 200), parents: 1));

        StageEffects.Add(sheet, new MatchedPair<StageWork>(before, after, true), new MatchedPair<WorkUnit>(unit(leafBefore, 2), unit(leafAfter, leafTasks), true));

        Assert.All(sheet.Entries.Where(entry => entry.Wall != 0), entry => Assert.Equal(expected, entry.Cause));
    }

    // As many tasks turned as many rows into other bytes: 80 MiB and 2. A quarter more or less is compression's; of less than 1 MiB, or in other tasks, nothing is told.
    [Theory]
    [InlineData(80, 2, 8, true)]
    [InlineData(2, 80, 8, true)]
    [InlineData(80, 65, 8, false)]
    [InlineData(0.9, 0.1, 8, false)]
    [InlineData(80, 2, 16, false)]
    public void Add_SameRowsAndOtherBytesForShuffles_IsOtherCode(double mebibytesBefore, double mebibytesAfter, int tasksAfter, bool isCode)
    {
        var before = Even(2_000, 8, 4, records: 100) with { ShuffleWrittenBytes = mebibytesBefore * (1 << 20) };
        var after = Even(1_000, tasksAfter, 4, records: 100) with { ShuffleWrittenBytes = mebibytesAfter * (1 << 20) };

        Assert.Equal(isCode, Compare(before, after).Exists(part => part.Cause == DifferenceCause.OtherCode));
        Assert.Equal(isCode, Compare(before with { ShuffleWrittenBytes = 0, ShuffleReadBytes = before.ShuffleWrittenBytes }, after with { ShuffleWrittenBytes = 0, ShuffleReadBytes = after.ShuffleWrittenBytes }).Exists(part => part.Cause == DifferenceCause.OtherCode));
    }

    // Two sides of a join read as many rows and do the same; their ids swapped. 80 and 2 MiB are there in both runs.
    [Theory]
    [InlineData(80, DifferenceCause.Pace)]
    [InlineData(20, DifferenceCause.OtherCode)]
    public void Add_SiblingWithTheSameBytes_TellsNothing(int siblingAfter, DifferenceCause expected)
    {
        var sheet = new EffectSheet();
        var (before, after) = (Stage(1, Even(2_000, 8, 4, 100) with { ShuffleWrittenBytes = 80 << 20 }), Stage(1, Even(1_000, 8, 4, 100) with { ShuffleWrittenBytes = 2 << 20 }));
        var unit = (StageWork stage, int sibling) => Unit("Q1", ["Scan"], stage, Stage(2, Even(1_000, 8, 4, 100) with { ShuffleWrittenBytes = sibling << 20 }));

        StageEffects.Add(sheet, new MatchedPair<StageWork>(before, after, true), new MatchedPair<WorkUnit>(unit(before, 8), unit(after, siblingAfter), true));

        Assert.Equal(expected, sheet.Entries.MaxBy(entry => Math.Abs(entry.Task)).Cause);
    }

    // Twice the rows are twice the bytes, or, where they are summed up, as many.
    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Add_TwiceTheRows_IsInputWhateverTheBytes(int mebibytes)
    {
        var (before, after) = (Even(1_000, 8, 4, records: 100) with { ShuffleWrittenBytes = 40 << 20 }, Even(2_500, 8, 4, records: 200) with { ShuffleWrittenBytes = mebibytes << 20 });

        // 8 of the 12 s are of the rows; the rest is pace.
        Assert.Equal([(DifferenceCause.Input, 8_000), (DifferenceCause.Pace, 4_000)], Compare(before, after).Select(part => (part.Cause, part.Task)).OrderBy(part => part.Cause));
    }

    // Sources of 1,000 rows wrote 80 MiB in one run and 2 in the other: that the next stage read 10 rows for 100 is the code's doing, and no input's.
    [Theory]
    [InlineData(2, true, DifferenceCause.OtherCode)]
    [InlineData(80, true, DifferenceCause.Input)]
    [InlineData(2, false, DifferenceCause.Input)]
    public void Add_FewerRowsBehindSourcesThatWroteOtherBytes_IsOtherCode(int mebibytes, bool doBytesTell, DifferenceCause expected)
    {
        var sheet = new EffectSheet();
        var unit = (int written) => Unit("save at job.py:", ["textFile"], Stage(1, Even(1_000, 8, 4, records: 1_000) with { ShuffleWrittenBytes = written << 20 }));
        var (before, after) = (Stage(2, Even(10_000, 8, 4, records: 100), parents: 1), Stage(2, Even(1_000, 8, 4, records: 10), parents: 1));

        StageEffects.Add(sheet, new MatchedPair<StageWork>(before, after, true), new MatchedPair<WorkUnit>(unit(80), unit(mebibytes), true), doBytesTell);

        Assert.All(sheet.Entries.Where(entry => entry.Wall != 0), entry => Assert.Equal(expected, entry.Cause));
    }

    [Fact]
    public void Add_StageThatALogStopsIn_IsNoOtherPlanAndNoInput()
    {
        var sheet = new EffectSheet();
        var unit = Unit("Q1", ["Scan"]);

        StageEffects.Add(sheet, new MatchedPair<StageWork>(Stage(3, Even(1_000, 8, 4, 800)), Stage(3, Even(1_000, 4, 4, 400)) with { IsFinished = false }, true), new MatchedPair<WorkUnit>(unit, unit with { IsFinished = false }, false));
        StageEffects.Add(sheet, new MatchedPair<StageWork>(Stage(4, Even(1_000, 8, 4)), null, false), new MatchedPair<WorkUnit>(unit, unit with { IsFinished = false }, false));

        Assert.Equal([(DifferenceCause.CutShort, -1_000, -4_000), (DifferenceCause.CutShort, -2_000, -8_000)], sheet.Entries.Select(entry => (entry.Cause, entry.Wall, entry.Task)));
    }

    [Fact]
    public void LogMean_OfTwoFactors_PartsAddUp()
    {
        // 2 x 3 = 6 and 5 x 4 = 20: 14 = L (ln 2.5 + ln 4/3), L = 14 / ln(20/6) = 11.63.
        Assert.Equal(14, LogMean.Of(6, 20) * (Math.Log(2.5) + Math.Log(4 / 3.0)), 9);
        Assert.Equal(7, LogMean.Of(7, 7));
        Assert.Equal(0, LogMean.Of(0, 7));
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
