using Stoker.Analyses;
using Stoker.Reports.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Tests.Reports.Html;

namespace Stoker.Tests.Reports.Analyses;

/// <summary>What readers of reports of the lab's logs stumbled over.</summary>
public sealed class LabReportTests
{
    [Theory]
    [InlineData("visits-in-python-state-bad-4.3", "exit code 0, 1 of 5 jobs cancelled")] // The query was stopped in its fifth batch.
    [InlineData("visits-in-python-state-bad-4.3", " visits, batch 1 ")]
    [InlineData("short-behind-long-bad-4.3", "of the time in tasks, perhaps all in Python; stage 0.0")] // The bound is 99.8 %.
    [InlineData("looks-after-each-step-bad-4.3", " stages of count: ")] // Their own names are those of a thread pool.
    [InlineData("unknown-customer-bad-4.3", "explained by AQE is on but did not split the hot join partition (SKEW003, stage 4.0)")]
    [InlineData("tried-again-bad-3.5", ", error ConnectionError: lookup service is not there")] // Its fifth fact.
    [InlineData("executor-told-to-go-bad-4.3", "Executor 1 is decommissioned; set spark.storage.decommission.enabled=true")]
    public void Text_Says(string log, string expected) => Assert.Contains(expected, TextOf(log).ReplaceLineEndings(" "), StringComparison.Ordinal);

    [Fact]
    public void Executors_ThatLivedLonger_AreNotUneven() => Assert.DoesNotContain("the median executor", TextOf("shuffle-lost"), StringComparison.Ordinal); // Two of five died after seconds.

    [Fact]
    public void Page_OfAGrowingState_ShowsItsRows()
    {
        var findings = ReportDocument.Of(Analyze("clicks-and-views-bad-4.3")).SectionText("findings");

        Assert.Contains("Rows of state", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("not replayed", findings, StringComparison.Ordinal); // The price says as much.
    }

    private static string TextOf(string log) => AnalysisText.Write(Analyze(log), new TextStyle(240, HasColor: false, HasUnicode: true), Clock.Utc);

    private static Analysis Analyze(string log) =>
        Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd")), cancellationToken: TestContext.Current.CancellationToken));
}
