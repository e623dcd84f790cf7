using Stoker.Diagnoses;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses.Pricing;

/// <summary>Severities of prices, of a run of 10 s on two slots: 500 ms are 5 % of it.</summary>
public sealed class SeverityScaleTests
{
    [Theory]
    [InlineData(100, 600, false, Severity.Minor)] // By what is expected.
    [InlineData(100, 600, true, null)] // Where the remedy may spare nothing, by the low end.
    [InlineData(500, 600, true, Severity.Minor)]
    [InlineData(300, 600, true, Severity.Info)]
    [InlineData(100, 490, false, null)] // 4.9 %, and 100 ms are below everything.
    [InlineData(400, 2_500, false, Severity.Minor)] // A quarter of the run; major asks for a low end that is minor.
    [InlineData(600, 2_500, false, Severity.Major)]
    public void Of_Wall(double lowMs, double expectedMs, bool onlyWhenSure, Severity? severity)
    {
        var application = new ApplicationSketch { EndMs = 10_000 }.Executor("1", 2, 0).Job(0, "count", 0, 10_000, [new SketchedTask("1", 0, 10_000)]).Build();
        var scale = new SeverityScale(new Inspection(application, new DiagnosisOptions()));

        Assert.Equal(severity, scale.Of(Estimate.Exactly(0), new Estimate(lowMs, expectedMs, expectedMs), onlyWhenSure));
    }

    [Theory]
    [InlineData(Severity.Minor, 2_000, 0.1)] // Of the 20 core-s between the first and the last stage; of all 200 it is 1 %, and minor asks for 5.
    [InlineData(Severity.Minor, 12_000, null)] // 6 % of all of the run.
    [InlineData(Severity.Minor, 800, null)] // Not by that share either.
    [InlineData(Severity.Info, 2_000, null)]
    public void ShareBetweenStages_IsThatByWhichASeverityIsReached(Severity severity, double coreMs, double? share)
    {
        var application = new ApplicationSketch { EndMs = 100_000 }.Executor("1", 2, 0).Job(0, "count", 50_000, 60_000, [new SketchedTask("1", 50_000, 10_000)]).Build();
        var scale = new SeverityScale(new Inspection(application, new DiagnosisOptions()));

        Assert.Equal(share, scale.ShareBetweenStages(severity, Estimate.Exactly(coreMs), Estimate.Exactly(0)));
    }
}
