using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports;

public sealed class PathTableTests
{
    [Fact]
    public void Of_ManySmallStages_AreToldByThePlaceTheyComeFrom()
    {
        // Forty jobs of one task of 1 s each, one after another, and 10 s of the driver at both ends: no stage alone is 3 % of the 60 s.
        var sketch = new ApplicationSketch().Executor("1", 1, 1_000);
        for (var job = 0; job < 40; job++)
        {
            sketch.Job(job, "count at loop.py:9", 10_000 + (job * 1_000), 11_000 + (job * 1_000), [new("1", 10_000 + (job * 1_000), 1_000)]);
        }

        var text = AnalysisText.Write(AnalysisSketches.Of(sketch.Build()), new TextStyle(120, HasColor: false, HasUnicode: true), Clock.Utc);

        var line = Assert.Single(text.Split('\n'), line => line.Contains("40 stages of count at loop.py:9", StringComparison.Ordinal));
        Assert.Contains("40.0 s", line, StringComparison.Ordinal);
        Assert.Contains("67 %", line, StringComparison.Ordinal);
        Assert.DoesNotContain("others", text, StringComparison.Ordinal);
    }
}
