using Stoker.Advice.Comparison;
using Stoker.Advice.Verification;
using Stoker.Comparing;
using Stoker.Verifying;

namespace Stoker.Tests.Advice.Verification;

/// <summary>What verify says of real pairs of bench/diagnose-lab/logs.</summary>
public sealed class LabVerificationTests
{
    [Fact]
    public void Verify_CacheThatFits_IsNoOtherInputAndNoReplayOfMemory()
    {
        // Without memory tasks read the rows of the range again in place of the cache's: as many rows of the cache as before, and others.
        var verification = Verify("cache-thrash-bad", "cache-thrash-fixed");

        var change = Assert.Single(verification.Changes);
        Assert.Equal(("CACHE003", VerificationOutcome.AsPredicted), (change.Findings[0].Id, change.Outcome));
        Assert.DoesNotContain(verification.Comparison.Stages.Take(3), stage => stage.MainCause == DifferenceCause.Input);
        Assert.Null(verification.Run);
        Assert.Contains("spark.driver.memory", verification.RunRefusal);
    }

    [Fact]
    public void Verify_WholeRunOnACrowdedMachine_IsNotJudged()
    {
        var verification = Verify("skewed-join-bad-3.5", "skewed-join-aqe-3.5");

        Assert.Null(verification.Run);
        Assert.Contains("CPUs", verification.RunRefusal);
        Assert.Null(verification.Advice!.IsInside); // One of its settings was followed.
        Assert.False(verification.HasMiss);
    }

    [Fact]
    public void Verify_FirstRunThatFailed_IsNoBaseline()
    {
        var verification = Verify("task-failures-bad", "task-failures-fixed"); // The second run comes to all of its work, and takes longer for it.

        Assert.True(verification.HasFailedBefore);
        Assert.True(verification.IsRefused);
        Assert.False(verification.HasMiss);
        Assert.Empty(verification.Changes);
    }

    [Fact]
    public void Verify_StartThatDiffers_IsNoMissOfTheWholeRun()
    {
        var advice = Verify("two-tasks-at-a-time-bad-3.5", "two-tasks-at-a-time-two-3.5").Advice!; // 10.0 s and 0.2 s to the first job.

        Assert.True(advice.StartedOtherwise);
        Assert.Null(advice.IsInside);
    }

    [Fact]
    public void Verify_SettingThatAFindingAnswers_IsInTheWholeRunBesideAnother() =>
        Assert.DoesNotContain("autoBroadcastJoinThreshold", Verify("readings-with-vehicles-bad-4.3", "readings-with-vehicles-fixed-4.3").RunRefusal ?? "", StringComparison.Ordinal);

    [Theory]
    [InlineData(26_700, 26_690, true)] // They read alike.
    [InlineData(26_700, 26_500, false)]
    public void IsInside_TimeThatReadsLikeAnEnd_IsInside(double low, double measured, bool isInside) =>
        Assert.Equal(isInside, new RunPrediction("settings", 40_000, low, 57_700, measured).IsInside);

    [Fact]
    public void Verify_SettingThatWasAdvisedAndSetToAnotherValue_IsNeitherUndoneNorUnasked()
    {
        var advice = Verify("skewed-join-bad", "skewed-join-aqe").Advice!;

        var other = Assert.Single(advice.Otherwise);
        Assert.Equal(("spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "4m"), (other.Key, other.To));
        Assert.DoesNotContain(other.Key, advice.NotFollowed.Concat(advice.Others));
        Assert.Null(advice.IsInside); // The prediction is for another value.
    }

    [Theory]
    [InlineData("days-by-table-function-bad-3.5", "days-by-table-function-native-3.5", "PYTHON001", VerificationOutcome.NotComparable)] // 9 rows before, 36 after, and hashes beside them.
    [InlineData("either-key-bad-4.3", "either-key-fixed-4.3", "JOIN002", VerificationOutcome.AsPredicted)] // The second run begins with a query of another range.
    [InlineData("one-cte-four-times-bad-4.3", "one-cte-four-times-fixed-4.3", "CACHE001", VerificationOutcome.AsPredicted)] // Four rows became one with four columns.
    [InlineData("merged-to-one-bad-4.3", "merged-to-one-fixed-4.3", "PART007", VerificationOutcome.NotComparable)] // Eight tasks at once, and 40 s in place of 27 s.
    [InlineData("union-in-a-loop-bad-4.3", "union-in-a-loop-fixed-4.3", "PART002", VerificationOutcome.NotComparable)] // The stage was written anew for the driver's sake.
    [InlineData("running-total-in-pandas-bad-4.3", "running-total-in-pandas-grouped-4.3", "DRV001", VerificationOutcome.AsPredicted)] // 27 s and 1 s to the first job, most of it the JVM's.
    [InlineData("flaky-gateway-bad-3.5", "flaky-gateway-fixed-3.5", "FAIL009", VerificationOutcome.AsPredicted)] // Attempts that succeeded took 43 s and 33 s.
    [InlineData("hash-table-fills-the-heap-bad-4.3", "hash-table-fills-the-heap-fixed-4.3", "JOIN004", VerificationOutcome.BelowNoise)] // A shuffle of both sides costs more than a broadcast that fits.
    public void Verify_PairOfTheLab_IsJudgedByWhatTheFindingIsAbout(string before, string after, string id, VerificationOutcome outcome)
    {
        var change = Assert.Single(Verify(before, after).Changes, change => change.Findings[0].Id == id);

        Assert.Equal(outcome, change.Outcome);
        Assert.Equal(id == "PYTHON001", change.HasOtherResult);
        Assert.Equal(id == "PART007", change.HasNoCpus);
        Assert.Equal(id == "FAIL009", change.DonePace < 0.9);
    }

    private static ChangeVerification Verify(string before, string after) =>
        VerifyChange.Run(new VerificationRequest(new ComparisonRequest(Log(before), Log(after))), cancellationToken: TestContext.Current.CancellationToken).Result!.Verification; // Both logs are there.

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
