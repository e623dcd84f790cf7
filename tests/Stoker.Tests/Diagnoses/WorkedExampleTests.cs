using Stoker.Diagnoses;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Work;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>The worked example of the catalogue (diagnoses.md 3.4): 4 slots, tasks of 10, 2, 2, 2, 2 s, an application of 12 s.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void Of_LongTask_IsPricedBetweenTheBoundsOfListScheduling()
    {
        // A = 18 / 4 = 4.5 s, L = 2 s: the stage would end between 4.5 and 4.5 + 0.75 × 2 = 6 s, so 4.0 to 5.5 s of 10 s go.
        var price = TailPrice.Of(10_000, 18_000, 4, 2_000);

        Assert.Equal(4_000, price.LowMs);
        Assert.Equal(4_750, price.ExpectedMs);
        Assert.Equal(5_500, price.HighMs);
    }

    [Fact]
    public void Cells_OfTheExample_AreWorkedOutByHand()
    {
        var inspection = new Inspection(Example(), new DiagnosisOptions());

        // 4 slots × 12 s; slot 1 runs 10 s, the others 4, 2 and 2 s; a second before and after belongs to no stage.
        Assert.Equal(48_000, inspection.Ledger.SupplyMs, 3);
        Assert.Equal(22_000, inspection.Ledger.Total(Bucket.IdleTail) + inspection.Ledger.Total(Bucket.IdleWait) + inspection.Ledger.Total(Bucket.IdleSurplus), 3);
        Assert.Equal(8_000, inspection.Ledger.Total(Bucket.IdleRamp) + inspection.Ledger.Total(Bucket.IdleGap), 3);
        Assert.Equal(18_000, inspection.Ledger.Total(Bucket.Compute), 3);
    }

    [Fact]
    public void Path_OfTheExample_CoversTheWindow()
    {
        var inspection = new Inspection(Example(), new DiagnosisOptions());

        Assert.Equal(12_000, inspection.Path.GapMilliseconds(0, long.MaxValue) + inspection.Path.MillisecondsIn(inspection.Stages[0]));
        Assert.Equal(10_000, inspection.Path.MillisecondsIn(inspection.Stages[0]));
    }

    private static Stoker.Model.Application Example() => new ApplicationSketch { EndMs = 12_000 }
        .Executor("1", 4, 0)
        .Job(0, "count", 1_000, 11_000,
        [
            new SketchedTask("1", 1_000, 10_000),
            new SketchedTask("1", 1_000, 2_000),
            new SketchedTask("1", 1_000, 2_000),
            new SketchedTask("1", 1_000, 2_000),
            new SketchedTask("1", 3_000, 2_000),
        ])
        .Build();
}
