using Snapshooter.Xunit3;
using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;

namespace Stoker.Tests.Reports.Analyses;

public sealed class AnalysisMarkdownTests
{
    [Fact]
    public void Write_Eventful_AsSnapshot() => Snapshot.Match(AnalysisMarkdown.Write(AnalysisSketches.Eventful(), Clock.Utc), "analysis-markdown-eventful");

    [Theory]
    [InlineData("python-udf")]
    [InlineData("skewed-join")]
    [InlineData("failing-tasks")]
    public void Write_Sample_AsSnapshot(string sample) => Snapshot.Match(AnalysisMarkdown.Write(Samples.Analyze(sample), Clock.Utc), $"analysis-markdown-{sample}");

    [Fact]
    public void Write_NameWithMarkup_IsEscaped()
    {
        var analysis = AnalysisSketches.Of(new ApplicationSketch { Name = "<img src=x>|*a_b*\u001b[31m" }.Build());

        Assert.StartsWith("## &lt;img src=x>\\|\\*a\\_b\\*\\[31m\n", AnalysisMarkdown.Write(analysis, Clock.Utc), StringComparison.Ordinal);
    }
}
