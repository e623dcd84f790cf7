using CsCheck;
using Stoker.Diagnoses;
using Stoker.Diagnoses.Ledger;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>What the ledger promises of every application: no slot time is lost or booked twice, and no finding is paid with another's time.</summary>
public sealed class LedgerPropertyTests
{
    [Fact]
    public void Cells_OfRandomApplications_SumToTheSupply() => RandomApplications.Sample(application => Check(application), iter: 300);

    [Fact]
    public void Cells_OfVeryManyStagesAtOnce_SumToTheSupply()
    {
        // 600 stages begin a tenth of a second after each other, each with a task that begins a second after the one before: more than are given to one by one.
        var sketch = new ApplicationSketch { EndMs = 700_000 }.Executor("1", 2, 0);
        for (var job = 0; job < 600; job++)
        {
            sketch.Job(job, "job", job * 100, 690_000, [new SketchedTask("1", 60_000 + (job * 1_000), 1_000)]);
        }

        var application = sketch.Build();
        Check(application);

        // One of two slots stands idle while they wait: the last stage has its share of that.
        var inspection = new Inspection(application, new DiagnosisOptions());
        Assert.True(inspection.Ledger.Of(inspection.Stages[599], Bucket.IdleWait) + inspection.Ledger.Of(inspection.Stages[599], Bucket.IdleSurplus) > 0);
    }

    internal static void Check(Application application)
    {
        var inspection = new Inspection(application, new DiagnosisOptions());
        var ledger = inspection.Ledger;
        var sum = ledger.Cells.Values.Sum();
        var busy = inspection.Stages.Sum(stage => stage.DurationMs + stage.LostMs);

        // Without any task time there is nothing that rounding could be scaled into; idle then is all there is.
        Assert.True(Math.Abs(sum - ledger.SupplyMs) <= 1 + (ledger.SupplyMs * 1e-9) || busy == 0, $"cells {sum}, supply {ledger.SupplyMs}");
        Assert.All(ledger.Cells.Values, cell => Assert.True(cell >= 0));
        Assert.Equal(inspection.WallMs, inspection.Path.GapMilliseconds(0, long.MaxValue) + inspection.Stages.Sum(inspection.Path.MillisecondsIn));

        var result = Diagnoser.Diagnose(application);
        var priced = result.Findings.Where(finding => finding.Groups.Count == 0 && finding.Cost is not null).ToList();
        Assert.True(priced.Sum(finding => finding.Cost!.CoreSeconds.Expected) <= result.SupplySeconds + 0.01);
        Assert.True(priced.Sum(finding => finding.Cost!.WallSeconds?.Expected ?? 0) <= result.WallSeconds + 0.01);
        Assert.All(result.Findings, finding => Assert.True(finding.Confidence == Confidence.High || finding.Doubt is { Length: > 0 }, $"{finding.Id} does not say why it is not sure."));
    }

    private static readonly Gen<Application> RandomApplications =
        from slots in Gen.Int[1, 6]
        from tasks in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40_000], Gen.Int[0, 20_000]).List[1, 40]
        select Sketch(slots, tasks);

    private static Application Sketch(int slots, List<(int Job, int From, int Length)> tasks)
    {
        var sketch = new ApplicationSketch { EndMs = 65_000 }.Executor("1", slots, 0).Executor("2", slots, 5_000, 50_000);
        foreach (var job in tasks.GroupBy(task => task.Job).OrderBy(group => group.Key))
        {
            var start = job.Min(task => task.From);
            var end = job.Max(task => task.From + task.Length);
            sketch.Job(job.Key, "count", start, end, [.. job.Select((task, index) => new SketchedTask(index % 2 == 0 ? "1" : "2", task.From, task.Length))]);
        }

        return sketch.Build();
    }
}
