using Stoker.Advice.Verification;
using Stoker.Findings;
using static Stoker.Tests.Advice.Verification.VerificationSketches;

namespace Stoker.Tests.Advice.Verification;

public sealed class VerifierTests
{
    // Stage 1 takes 2 x 40 s before and 2 x 15 s after: 50 s of core time saved. One pair of runs knows that to
    // 1.96 x 0.03 x sqrt(80^2 + 30^2) s = 5.02 s.
    [Theory]
    [InlineData(40, 50, 60, VerificationOutcome.AsPredicted)]
    [InlineData(54, 60, 70, VerificationOutcome.AsPredicted)]
    [InlineData(56, 60, 70, VerificationOutcome.LessThanPredicted)]
    [InlineData(30, 40, 46, VerificationOutcome.AsPredicted)]
    [InlineData(30, 40, 44, VerificationOutcome.MoreThanPredicted)]
    [InlineData(1, 2, 3, VerificationOutcome.BelowNoise)]
    public void Verify_PredictedSaving_IsJudgedWithNoise(double low, double expected, double high, VerificationOutcome outcome)
    {
        var verification = Verify(40_000, 15_000, [Priced("SKEW001", low, expected, high)], []).Verification;

        var change = Assert.Single(verification.Changes);
        Assert.Equal(50, change.Core.Measured, 6);
        Assert.Equal(5.02, change.Core.Noise, 2);
        Assert.Equal(outcome, change.Core.Outcome);
    }

    [Fact]
    public void RunsNeeded_SavingBelowNoise_TellsHowManyRunsWouldShowIt()
    {
        // (5.02 / 2)^2 = 6.3.
        Assert.Equal(7, Verify(40_000, 15_000, [Priced("SKEW001", 1, 2, 3)], []).Verification.Changes[0].Core.RunsNeeded);
    }

    [Fact]
    public void Verify_FindingThatIsBack_IsStillThere()
    {
        var old = Priced("SKEW001", 40, 50, 60);

        Assert.Equal(VerificationOutcome.StillThere, Verify(40_000, 15_000, [old], [Priced("SKEW001", 20, 25, 30)]).Verification.Changes[0].Outcome);
        Assert.Equal(VerificationOutcome.AsPredicted, Verify(40_000, 15_000, [old], [Priced("SKEW001", 20, 24, 30)]).Verification.Changes[0].Outcome);
    }

    [Fact]
    public void Verify_TwoFindingsAboutOneStage_ShareALineAndTheirSavingsAdd()
    {
        var change = Assert.Single(Verify(40_000, 15_000, [Priced("SKEW001", 20, 30, 40), Priced("MEM001", 10, 15, 20)], []).Verification.Changes);

        Assert.Equal(["SKEW001", "MEM001"], change.Findings.Select(finding => finding.Id));
        Assert.Equal((30.0, 45.0, 60.0), (change.Core.Low, change.Core.Expected, change.Core.High));
    }

    [Fact]
    public void Verify_FindingsThatFollowFromAnotherOrHaveNoPrice_ArePredictedByNobody()
    {
        var plain = Priced("SKEW001", 40, 50, 60);

        Assert.Empty(Verify(40_000, 15_000, [plain with { Cost = null }, plain with { CausedBy = new FindingReference("MEM001", plain.Place) }], []).Verification.Changes);
    }

    [Fact]
    public void HasMiss_OnlyWhenAPredictionLiesOutside()
    {
        Assert.False(Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []).Verification.HasMiss);
        Assert.True(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []).Verification.HasMiss);
        Assert.False(Verify(40_000, 15_000, [Priced("SKEW001", 1, 2, 3)], []).Verification.HasMiss);
    }
}
