using Snapshooter.Xunit3;
using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Tests.Reports.Analyses;

public sealed class AnalysisTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void Write_Eventful_AsSnapshot(int width) =>
        Snapshot.Match(AnalysisText.Write(AnalysisSketches.Eventful(), new TextStyle(width, HasColor: false, HasUnicode: true), Clock.Utc), $"analysis-text-eventful-{width}");

    [Fact]
    public void Write_EventfulInColor_AsSnapshot() =>
        Snapshot.Match(AnalysisText.Write(AnalysisSketches.Eventful(), new TextStyle(100, HasColor: true, HasUnicode: true), Clock.Utc), "analysis-text-eventful-color");

    [Fact]
    public void Write_NoJob_AFewLines()
    {
        var text = AnalysisText.Write(AnalysisSketches.Tiny(), TextStyle.Pipe, Clock.Utc);

        Assert.Equal(
            """
            probe  app-20260301-0042
            Spark 3.5.9 · YARN · cluster mode · user etl · 2 slots in the driver
            2026-03-01 14:05:11 UTC · 2.5 s · exit code 0, no job

            No task ran in the 2.5 s of this application.

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Write_WithoutUnicode_AsciiOnly() =>
        Assert.True(System.Text.Ascii.IsValid(AnalysisText.Write(AnalysisSketches.Eventful(), new TextStyle(80, HasColor: false, HasUnicode: false), Clock.Utc)));

    [Theory]
    [InlineData(60)]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(133)]
    [InlineData(200)]
    public void Write_AnyWidth_NoLineIsWider(int width)
    {
        var text = AnalysisText.Write(AnalysisSketches.Eventful(), new TextStyle(width, HasColor: false, HasUnicode: true), Clock.Utc);

        Assert.All(text.Split('\n'), line => Assert.True(CellWidth.Of(line) <= width, line));
    }

    [Theory]
    [InlineData("python-udf")]
    [InlineData("skewed-join")]
    [InlineData("failing-tasks")]
    public void Write_Sample_AsSnapshot(string sample)
    {
        foreach (var width in (ReadOnlySpan<int>)[80, 160])
        {
            Snapshot.Match(AnalysisText.Write(Samples.Analyze(sample), new TextStyle(width, HasColor: false, HasUnicode: true), Clock.Utc), $"analysis-text-{sample}-{width}");
        }
    }
}
