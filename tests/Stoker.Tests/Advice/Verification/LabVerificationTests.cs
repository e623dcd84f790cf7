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

    private static ChangeVerification Verify(string before, string after) =>
        VerifyChange.Run(new VerificationRequest(new ComparisonRequest(Log(before), Log(after))), cancellationToken: TestContext.Current.CancellationToken).Result!.Verification; // Both logs are there.

    private static string Log(string name) => Repository.Path("bench", "diagnose-lab", "logs", name + ".zstd");
}
