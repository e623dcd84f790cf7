using System.Xml.Linq;
using Stoker.Advising;
using Stoker.Comparing;
using Stoker.Model.Units;
using Stoker.Predicting;
using Stoker.Reports.Html.Comparison;
using Stoker.Reports.Html.Predictions;
using Stoker.Reports.Html.Verification;
using Stoker.Reports.Quantities;
using Stoker.Verifying;

namespace Stoker.Tests.Reports.Html;

public sealed class PredictionHtmlTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Curve_SkewedJoin_HasAPointForEachShapeAndNamesTheRunsOwn()
    {
        var answer = WhatIfOf("skewed-join");

        var report = ReportDocument.Of(WhatIfHtml.Write(answer, Clock.Utc, "0.0.0-test"));

        var drawing = Assert.Single(report.Root.Descendants(Svg + "svg"));
        Assert.Equal(answer.Runs.Count, drawing.Descendants(Svg + "circle").Count());
        Assert.Single(drawing.Elements(Svg + "text"), text => text.Value.Contains("this run", StringComparison.Ordinal));
        Assert.All(drawing.Descendants().Attributes("cy"), height => Assert.InRange(double.Parse(height.Value, System.Globalization.CultureInfo.InvariantCulture), 66, 306));
    }

    // 17.9 s were measured; 21 s is held by a larger shape even at the upper end of its interval.
    [Fact]
    public void Curve_Deadline_IsDrawnAndNamesTheCheapestThatHoldsIt()
    {
        var answer = PredictShape.Predict(Samples.Analyze("skewed-join").Application, new WhatIfRequest("samples/skewed-join") { Deadline = new Milliseconds(21_000) }, TestContext.Current.CancellationToken);

        var texts = ReportDocument.Of(WhatIfHtml.Write(answer, Clock.Utc, "0.0.0-test")).Root.Descendants(Svg + "text").Select(text => text.Value).ToList();

        Assert.Contains("deadline 21.0 s", texts);
        Assert.Contains(texts, text => text.Contains("cheapest in time", StringComparison.Ordinal));
    }

    // The curve goes through the runs with the settings asked for; that with the old ones is a ring beside it, named as what it is.
    [Fact]
    public void Curve_Settings_DoesNotGoThroughTheRunAsItWas()
    {
        var answer = PredictShape.Predict(Samples.Analyze("skewed-join").Application, new WhatIfRequest("samples/skewed-join") { Settings = new Dictionary<string, string> { ["spark.sql.shuffle.partitions"] = "1" } }, TestContext.Current.CancellationToken);

        var drawing = Assert.Single(ReportDocument.Of(WhatIfHtml.Write(answer, Clock.Utc, "0.0.0-test")).Root.Descendants(Svg + "svg"));

        Assert.Equal(answer.Runs.Count - 1, Assert.Single(drawing.Elements(Svg + "path"), path => path.Attribute("class")?.Value == "line s-work").Attribute("d")!.Value.Split('L').Length);
        Assert.Equal(answer.Runs.Count, drawing.Descendants(Svg + "circle").Count());
        Assert.Equal("the run as it was", Assert.Single(drawing.Elements(Svg + "text"), text => text.Value.Contains("run", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void Curve_Refused_SaysWhyAndDrawsNothing()
    {
        var report = ReportDocument.Of(WhatIfHtml.Write(WhatIfOf("failing-tasks"), Clock.Utc, "0.0.0-test"));

        Assert.Contains("Not predicted.", report.SectionText("other-clusters"), StringComparison.Ordinal);
        Assert.Empty(report.Root.Descendants(Svg + "svg"));
    }

    [Fact]
    public void Analysis_SkewedJoin_TellsSavingsAdviceAndCurve()
    {
        var report = ReportDocument.Of(Samples.Analyze("skewed-join"));

        Assert.Contains("Cured alone, it is predicted to save", report.SectionText("summary"), StringComparison.Ordinal);
        Assert.Contains("spark.sql.adaptive.enabled true", report.SectionText("advice"), StringComparison.Ordinal);
        Assert.Contains("Predicted with all of them together", report.SectionText("advice"), StringComparison.Ordinal);
        Assert.Contains("nine of ten runs", report.SectionText("other-clusters"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_OfTwoRuns_AreWellFormedAndLeadNowhereElse()
    {
        var request = new ComparisonRequest(Repository.Path("samples", "skewed-join"), Repository.Path("samples", "python-udf"));
        var (verified, _) = VerifyChange.Run(new VerificationRequest(request), cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotNull(verified);

        foreach (var text in (string[])[ComparisonHtml.Write(verified.Runs, Clock.Utc, "0"), VerificationHtml.Write(verified, Clock.Utc, "history", "0"), AdviceHtml.Write(AdviseApplication.Of(Samples.Analyze("python-udf")), Clock.Utc, "0")])
        {
            var report = ReportDocument.Of(text);
            Assert.All(report.Links, link => Assert.Contains(link.TrimStart('#'), report.Ids));
            Assert.NotEmpty(report.Elements("h1"));
        }
    }

    private static Stoker.Predicting.WhatIf WhatIfOf(string sample) => PredictShape.Predict(Samples.Analyze(sample).Application, new WhatIfRequest("samples/" + sample), TestContext.Current.CancellationToken);
}
