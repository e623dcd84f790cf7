using Stoker.Diagnoses;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;

namespace Stoker.Tests.Diagnoses.Pricing;

/// <summary>Sharing out the wall time of the stage of diagnoses.md 3.4: four slots, tasks of 10, 2, 2, 2 and 2 s.</summary>
public sealed class SettlementTests
{
    [Fact]
    public void Settle_WorkBesideATail_IsSpreadOverAllSlots()
    {
        // 18 s of work take 10 s, 4.5 s without the tail. Who takes half of the work away then saves half of 4.5 s, and not half of 10 s.
        var inspection = new Inspection(Skewed(), new DiagnosisOptions());
        var stage = Assert.Single(inspection.Stages);
        var tail = Of(suspicion => suspicion.ClaimTail(stage, 5_500, 5_500, 5_500));
        var work = Of(suspicion => suspicion.Claim(stage, Bucket.Compute, 9_000, 9_000, 9_000).ClaimArea(stage));

        Settlement.Settle([tail, work], inspection.Ledger, inspection.Path, inspection.Stages);

        Assert.Equal(5_500, tail.Wall.Expected, 3);
        Assert.Equal(2_250, work.Wall.Expected, 3);
    }

    [Fact]
    public void Settle_WorkAlone_IsSpreadOverTheSlotsThatWereBusy()
    {
        // 1.8 slots were busy.
        var inspection = new Inspection(Skewed(), new DiagnosisOptions());
        var stage = Assert.Single(inspection.Stages);
        var work = Of(suspicion => suspicion.Claim(stage, Bucket.Compute, 9_000, 9_000, 9_000).ClaimArea(stage));

        Settlement.Settle([work], inspection.Ledger, inspection.Path, inspection.Stages);

        Assert.Equal(5_000, work.Wall.Expected, 3);
    }

    private static Candidate Of(Action<Suspicion> ask)
    {
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High);
        ask(suspicion);
        return new Candidate(new Diagnosis("TEST001", "A test", Rank.DataShape, (_, _) => { }), suspicion);
    }

    private static Application Skewed() => new ClusterLog().Executor("1", 0, 4, 4_096)
        .Stage(1_000, 11_000, [new("1", 1_000, 10_000), new("1", 1_000, 2_000), new("1", 1_000, 2_000), new("1", 1_000, 2_000), new("1", 3_000, 2_000)]).Build(12_000);
}
