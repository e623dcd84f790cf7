using CsCheck;
using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model;
using Stoker.Model.TimeSplit;
using Stoker.Tests.Advice.Verification;
using Stoker.Tests.Reports;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Advice.Comparison;

public sealed class ComparerTests
{
    [Fact]
    public void Compare_RunWithItself_NoRealDifferenceAndNoCause()
    {
        var run = Nightly().Build();

        var comparison = Compare(run, run);

        Assert.Equal(ComparisonVerdict.NoRealDifference, comparison.Verdict);
        Assert.Empty(comparison.Causes);
        Assert.Empty(comparison.Settings);
        Assert.Equal(1, comparison.MatchedShare);
    }

    [Fact]
    public void Compare_SecondRunALittleLonger_NoRealDifference()
    {
        // 60 s and 61.5 s. 1.96 x sqrt(0.03^2 x (60^2 + 61.5^2) + 2 x 0.5^2) s = 5.2 s.
        var comparison = Compare(Nightly().Build(), Nightly(endMs: 61_500).Build());

        Assert.Equal(ComparisonVerdict.NoRealDifference, comparison.Verdict);
        Assert.InRange(comparison.NoiseBand.Value, 5_200, 5_300);
    }

    [Fact]
    public void Compare_DriverWaitsAtTheEnd_IsTheDriver()
    {
        var comparison = Compare(Nightly().Build(), Nightly(endMs: 90_000).Build());

        Assert.Equal(ComparisonVerdict.Slower, comparison.Verdict);
        Assert.Equal((DifferenceCause.Driver, 30_000), (comparison.Causes[0].Cause, comparison.Causes[0].Wall.Value));
    }

    [Fact]
    public void Compare_JobThatOnlyTheSecondRunHas_IsOtherWork()
    {
        var more = Nightly(endMs: 75_000).Job(2, "count at orders.py:60", 50_000, 65_000, [new("1", 50_000, 15_000)]).Build();

        var comparison = Compare(Nightly().Build(), more);

        Assert.Equal((DifferenceCause.OtherWork, 15_000, 15_000), (comparison.Causes[0].Cause, comparison.Causes[0].Wall.Value, comparison.Causes[0].Core.Value));
        Assert.Equal(ComparisonVerdict.Slower, comparison.Verdict);
    }

    [Fact]
    public void Compare_AllTasksSlower_IsTheSameWorkAtAnotherPace()
    {
        var slow = new ApplicationSketch { EndMs = 85_000 }.Executor("1", 2, 5_000)
            .Job(1, "save at orders.py:31", 10_000, 75_000, [new("1", 10_000, 65_000), new("1", 10_000, 65_000)]).Build();

        var comparison = Compare(Nightly().Build(), slow);

        Assert.Equal(ComparisonVerdict.OtherPace, comparison.Verdict);
        Assert.Equal(DifferenceCause.Pace, comparison.Causes[0].Cause);
        Assert.Equal(25_000, comparison.Causes[0].Wall.Value);
    }

    // 80 MiB of two tasks for shuffles that became 2 MiB: another program, whatever the CPUs did. Another codec, or another version, makes other bytes of the same rows.
    [Theory]
    [InlineData("spark.app.name", "a", "b", "4.3.0", ComparisonVerdict.Faster, DifferenceCause.OtherCode)]
    [InlineData("spark.io.compression.codec", "lz4", "zstd", "4.3.0", ComparisonVerdict.Faster, DifferenceCause.Pace)]
    [InlineData("spark.sql.shuffle.partitions", "8", "200", "4.3.0", ComparisonVerdict.Faster, DifferenceCause.Pace)]
    [InlineData("spark.app.name", "a", "b", "3.5.9", ComparisonVerdict.OtherPace, DifferenceCause.Pace)]
    public void Compare_OtherBytesForShuffles_IsAnotherProgramWhereNothingElseMakesThem(string key, string valueBefore, string valueAfter, string versionAfter, ComparisonVerdict verdict, DifferenceCause cause)
    {
        var before = VerificationSketches.WithSetting(VerificationSketches.Run(40_000, shuffleBytes: 40 << 20), key, valueBefore) with { SparkVersion = "4.3.0" };
        var after = VerificationSketches.WithSetting(VerificationSketches.Run(20_000, shuffleBytes: 1 << 20), key, valueAfter) with { SparkVersion = versionAfter };

        var comparison = Compare(before, after);

        Assert.Equal((verdict, cause, -20_000), (comparison.Verdict, comparison.Causes[0].Cause, comparison.Causes[0].Wall.Value));
    }

    [Fact]
    public void Compare_StarvedDriver_IsPaceAsFarAsTheTasksWere()
    {
        // Tasks took 65 s for what took 40 s, 1.625 times as long. The driver took 25 s at the end for what took 10 s: 6.25 s of that is the same pace, 8.75 s is its own.
        var slow = new ApplicationSketch { EndMs = 100_000 }.Executor("1", 2, 5_000)
            .Job(1, "save at orders.py:31", 10_000, 75_000, [new("1", 10_000, 65_000), new("1", 10_000, 65_000)]).Build();

        var causes = Compare(Nightly().Build(), slow).Causes.ToDictionary(cause => cause.Cause, cause => cause.Wall.Value);

        Assert.Equal(25_000 + 6_250, causes[DifferenceCause.Pace]);
        Assert.Equal(8_750, causes[DifferenceCause.Driver]);
    }

    // Start-up of 10 s takes 20 s, tasks of 40 s take 48 s, and the driver behind them 36 s for 20 s. That is beyond the band of 7.5 s, and no more than start-up grew by: it is the machine.
    // Where neither start-up nor tasks took longer, it is the driver's own.
    [Theory]
    [InlineData(20_000, 48_000, ComparisonVerdict.OtherPace)]
    [InlineData(10_000, 40_000, ComparisonVerdict.Slower)]
    public void Compare_DriverSlowerThanBefore_IsPaceWhereStartUpAndTasksWereToo(long startMs, long taskMs, ComparisonVerdict expected)
    {
        var before = new ApplicationSketch { EndMs = 70_000 }.Executor("1", 2, 5_000).Job(1, "save at orders.py:31", 10_000, 50_000, [new("1", 10_000, 40_000), new("1", 10_000, 40_000)]).Build();
        var end = startMs + taskMs;
        var after = new ApplicationSketch { EndMs = end + 36_000 }.Executor("1", 2, 5_000).Job(1, "save at orders.py:31", startMs, end, [new("1", startMs, taskMs), new("1", startMs, taskMs)]).Build();

        Assert.Equal(expected, Compare(before, after).Verdict);
    }

    [Fact]
    public void Compare_LogThatStopsBeforeTheOtherRunsLastJob_ComparesWhatBothHave()
    {
        // A has a job of 15 s more behind the one that both have, and ends 15 s later; the log of B stops before it.
        var whole = Nightly(endMs: 75_000).Job(2, "count at orders.py:60", 50_000, 65_000, [new("1", 50_000, 15_000)]).Build();
        var cut = new ApplicationSketch { EndMs = null }.Executor("1", 2, 5_000).Job(1, "save at orders.py:31", 10_000, 50_000, [new("1", 10_000, 40_000), new("1", 10_000, 40_000)]).Build();

        var comparison = Compare(whole, cut);

        Assert.Equal(ComparisonVerdict.CutShort, comparison.Verdict);
        Assert.Equal((DifferenceCause.CutShort, -15_000), (comparison.Causes[0].Cause, comparison.Causes[0].Wall.Value));
        Assert.Equal(0, comparison.SharedDifference.Value);
        Assert.True(Stoker.Advice.Verification.Verifier.Verify(comparison, [], []).IsRefused);
    }

    [Fact]
    public void Compare_SameTimeOnTwiceTheSlots_SaysWhatItCosts()
    {
        // 60 s, tasks of 40 s side by side on 2 slots, then on 4: 2 x 55 s of slot time against 4 x 55 s, and 80 s of tasks in both.
        var wide = new ApplicationSketch().Executor("1", 4, 5_000).Job(1, "save at orders.py:31", 10_000, 50_000, [new("1", 10_000, 40_000), new("1", 10_000, 40_000)]).Build();

        var comparison = Compare(Nightly().Build(), wide);

        Assert.Equal(ComparisonVerdict.NoRealDifference, comparison.Verdict);
        Assert.Equal([new ComparedQuantity(QuantityName.CoreMs, 110_000, 220_000)], comparison.Contrasts);
    }

    [Fact]
    public void Compare_JobsWithNothingInCommon_AreToldApart()
    {
        var other = new ApplicationSketch().Executor("1", 2, 5_000)
            .Job(1, "train at model.py:3", 10_000, 30_000, [new("1", 10_000, 20_000)]).Job(2, "test at model.py:9", 30_000, 40_000, [new("1", 30_000, 10_000)]).Build();

        Assert.Equal(1, Compare(Nightly().Build(), Nightly().Build()).MatchedShare);
        Assert.False(Compare(Nightly().Build(), other).MatchedShare > 1);
    }

    [Fact]
    public void Compare_AnyTwoSketches_CausesAddUp() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 20], Gen.Int[0, 30], Gen.Int[1, 4], Gen.Int[1, 20], Gen.Int[0, 30]).Sample((slotsA, secondsA, gapA, slotsB, secondsB, gapB) =>
            AssertAddsUp(Compare(Sketch(slotsA, secondsA, gapA), Sketch(slotsB, secondsB, gapB))));

    [Fact]
    public void Compare_EveryLogOfTheCorpusWithTheNext_CausesAddUpAndItselfIsTheSame()
    {
        Application? last = null;
        foreach (var analysis in CorpusAnalyses())
        {
            var own = Compare(analysis, analysis);
            Assert.Equal(ComparisonVerdict.NoRealDifference, own.Verdict);
            Assert.Empty(own.Causes);
            if (last is not null)
            {
                AssertAddsUp(Compare(last, analysis));
            }

            last = analysis;
        }

        Assert.NotNull(last);
    }

    [Fact]
    public void Slots_TaskThatEndsLate_MakesNoSlotMore()
    {
        // One slot; the second task began 2 s before the first was told to have ended: 20 s of tasks in 18 s are 1.1 slots, and none had more than one.
        var run = new ApplicationSketch { EndMs = 40_000 }.Executor("1", 1, 5_000).Job(1, "save at orders.py:31", 10_000, 28_000, [new("1", 10_000, 10_000), new("1", 18_000, 10_000)]).Build();

        Assert.Equal(1, Assert.Single(Assert.Single(RunWork.Of(new ComparedRun(run, TimeBreakdown.Of(run)))).Stages).Figures.Slots);
    }

    private static IEnumerable<Application> CorpusAnalyses()
    {
        foreach (var folder in (string[])["kubeflow", "spark-history-server/spark-events", "rapids-tools/spark-events-profiling"])
        {
            var request = new Stoker.Analyses.AnalysisRequest(SharedFolder.Corpus(folder)) { Selection = new() { All = true }, IsDiagnosed = false };
            foreach (var analysis in Stoker.Analyses.AnalyzeApplication.Run(request, cancellationToken: TestContext.Current.CancellationToken))
            {
                yield return analysis.Application;
            }
        }
    }

    private static void AssertAddsUp(RunComparison comparison)
    {
        Assert.Equal(comparison.WallDifference.Value, comparison.Causes.Sum(cause => cause.Wall.Value));
        Assert.Equal(comparison.CoreDifference.Value, comparison.Causes.Sum(cause => cause.Core.Value));
    }

    private static Application Sketch(int slots, int seconds, int gap) => new ApplicationSketch { EndMs = 1_000 * (10 + gap + (2 * seconds)) }
        .Executor("1", slots, 2_000)
        .Job(1, "save at orders.py:31", 5_000, 5_000 + (1_000 * seconds), [.. Enumerable.Range(0, slots).Select(_ => new SketchedTask("1", 5_000, 1_000 * seconds))])
        .Job(2, "count at orders.py:40", 5_000 + (1_000 * (seconds + gap)), 5_000 + (1_000 * (gap + (2 * seconds))), [new("1", 5_000 + (1_000 * (seconds + gap)), 1_000 * seconds)])
        .Build();

    /// <summary>Two tasks of 40 s side by side, and the driver before and after.</summary>
    private static ApplicationSketch Nightly(long endMs = 60_000) => new ApplicationSketch { EndMs = endMs }.Executor("1", 2, 5_000)
        .Job(1, "save at orders.py:31", 10_000, 50_000, [new("1", 10_000, 40_000), new("1", 10_000, 40_000)]);

    private static RunComparison Compare(Application before, Application after) => Comparer.Compare(new ComparedRun(before, TimeBreakdown.Of(before)), new ComparedRun(after, TimeBreakdown.Of(after)));
}
