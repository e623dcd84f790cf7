using Stoker.Diagnoses;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>One cause is one finding, however often it shows.</summary>
public sealed class SameCauseTests
{
    [Fact]
    public void Listings_OfThreeReads_AreOneFindingWithTheirSum()
    {
        // Three listings of 6, 8 and 7 s on two slots: at the longest, with the others beside it.
        var application = new ApplicationSketch { EndMs = 30_000 }.Executor("1", 2, 0)
            .Job(0, "parquet", 0, 6_000, Both(0, 6_000))
            .Job(1, "parquet", 7_000, 15_000, Both(7_000, 8_000))
            .Job(2, "parquet", 16_000, 23_000, Both(16_000, 7_000)).Build();
        application = application with { Jobs = [.. application.Jobs.Select(job => job with { Description = "Listing leaf files and directories for 2000 paths" })] };

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "DRV008");

        Assert.Equal(new JobPlace(new JobId(1)), finding.Place);
        Assert.Equal([new JobPlace(new JobId(0)), new JobPlace(new JobId(2))], finding.RelatedPlaces);
        Assert.Equal(3, finding.Evidence.Single(item => item.Name == "occurrences").Number);
        Assert.Equal(0.8 * 42, finding.Cost!.CoreSeconds.Expected, 2); // Priced: 0.8 of 2 × (6 + 8 + 7) s.
        Assert.Equal(0.8 * 21, finding.Cost.WallSeconds!.Value.Expected, 2); // Priced.
    }

    [Fact]
    public void Stragglers_OfOneLine_AreOneFinding()
    {
        var sketch = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 1_000, [new SketchedTask("1", 0, 1_000), new SketchedTask("1", 0, 1_000)]);
        Straggling(sketch, 1, "collect at report.py:12", 2_000);
        Straggling(sketch, 2, "collect at report.py:12", 20_000);
        Straggling(sketch, 3, "collect at report.py:40", 38_000);

        var findings = Diagnoser.Diagnose(sketch.Build()).Findings.Where(finding => finding.Id == "SCHED002").ToList();

        Assert.Equal(2, findings.Count);
        Assert.Equal([2, null], findings.Select(finding => finding.Evidence.SingleOrDefault(item => item.Name == "occurrences")?.Number));
    }

    private static void Straggling(ApplicationSketch sketch, int job, string name, long atMs)
    {
        List<SketchedTask> tasks = [.. Enumerable.Range(0, 7).Select(index => new SketchedTask("1", atMs + (index * 500), 500)), new SketchedTask("1", atMs, 15_000)];
        sketch.Job(job, name, atMs, atMs + 15_000, tasks);
    }

    private static SketchedTask[] Both(long atMs, long ms) => [new SketchedTask("1", atMs, ms), new SketchedTask("1", atMs, ms)];
}
