using System.Xml.Linq;
using Stoker.Analyses;
using Stoker.Diagnosing;

namespace Stoker.Tests.Reports.Html;

public sealed class AnalysisHtmlTests
{
    private const string Hostile = "</title><script>alert(1)</script>'\"&\u0000\u001b[31m\u202E<!--<svg onload=x>]]>";

    public static TheoryData<string> SampleNames => ["failing-tasks", "python-udf", "skewed-join"];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Write_Sample_IsWellFormedAndEveryLinkLeadsSomewhere(string sample)
    {
        var report = ReportDocument.Of(Samples.Analyze(sample));
        Assert.Equal(report.Ids.Distinct().Count(), report.Ids.Count());
        Assert.All(report.Links, link => Assert.Contains(link.TrimStart('#'), report.Ids));
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Write_SameSampleTwice_SameText(string sample) =>
        Assert.Equal(ReportDocument.Of(Samples.Analyze(sample)).Text, ReportDocument.Of(Samples.Analyze(sample)).Text);

    [Fact]
    public void Write_SkewedJoin_FirstScreenHasSentencePriceProofAndRemedy()
    {
        var text = ReportDocument.Of(Samples.Analyze("skewed-join")).SectionText("summary");
        Assert.Contains("stage 2.0 (Sort > SortMergeJoin > HashAggregate) alone took 70 % of it.", text, StringComparison.Ordinal);
        Assert.Contains("One shuffle partition holds far more data than the rest", text, StringComparison.Ordinal);
        Assert.Contains("largest read 385 MiB", text, StringComparison.Ordinal);
        Assert.Contains("of the run (25 %)", text, StringComparison.Ordinal);
        Assert.Contains("spark.sql.adaptive.enabled=true", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NameFullOfMarkup_AddsNoElement()
    {
        var plain = ReportDocument.Of(Sketch("orders", "count at orders.py:1"));
        var hostile = ReportDocument.Of(Sketch(Hostile, Hostile));
        Assert.Equal(plain.Elements("script").Count(), hostile.Elements("script").Count());
        Assert.Equal(Names(plain), Names(hostile));
        Assert.DoesNotContain("<script>alert", hostile.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', hostile.Text);

        static IEnumerable<string> Names(ReportDocument report) => report.Root.Descendants().Select(element => element.Name.LocalName);
    }

    /// <summary>Names, settings, hosts, plans, errors: whatever a log can hold is text in the report, and no text turns another around.</summary>
    [Theory]
    [InlineData(Hostile)]
    [InlineData("' onmouseover='alert(1)' x='")]
    [InlineData("javascript:alert(1)//\u2028</style></script></svg>")]
    [InlineData("\u05E9\u05DC\u05D5\u05DD \u202Egnp.exe \u2066x")]
    public void Write_LogFullOfHostileText_HasTheElementsOfAPlainOne(string text)
    {
        var plain = ReportDocument.Of(HostileLog.Analyze("plain"));
        var hostile = ReportDocument.Of(HostileLog.Analyze(text));
        Assert.Equal(2, Count(plain, "script") + Count(plain, "style"));
        Assert.Equal(2, Count(hostile, "script") + Count(hostile, "style"));
        Assert.Equal(Names(plain), Names(hostile));
        Assert.All(hostile.Root.Descendants().Attributes(), attribute => Assert.DoesNotMatch("^on", attribute.Name.LocalName));
        Assert.All(hostile.Links, link => Assert.Matches("^#[A-Za-z0-9._:-]+$", link));
        Assert.All(hostile.Links, link => Assert.Contains(link.TrimStart('#'), hostile.Ids));
        Assert.Equal(hostile.Ids.Distinct().Count(), hostile.Ids.Count());
        Assert.DoesNotMatch("[\\u0000-\\u0008\\u202A-\\u202E\\u2066-\\u2069]", hostile.Text);

        static int Count(ReportDocument report, string name) => report.Elements(name).Count();

        static IEnumerable<string> Names(ReportDocument report) => report.Root.Descendants().Select(element => element.Name.LocalName).Where(name => name is not ("text" or "title" or "b" or "br")).Distinct().Order();
    }

    [Fact]
    public void Write_NameOfAMegabyte_IsCut()
    {
        var report = ReportDocument.Of(Sketch(new string('x', 1_000_000), new string('y', 1_000_000)));
        Assert.InRange(report.ByteCount, 10_000, 60_000);
    }

    [Fact]
    public void Write_NoNetwork_NothingIsLoadedAndOnlyOwnScriptRuns()
    {
        var report = ReportDocument.Of(Samples.Analyze("python-udf"));
        Assert.Empty(report.Root.Descendants().Attributes("src"));
        Assert.Empty(report.Elements("link"));
        Assert.All(report.Root.Descendants().Attributes(), attribute => Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        var policy = Assert.Single(report.Elements("meta"), meta => meta.Attribute("http-equiv") is not null).Attribute("content")?.Value;
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-", policy, StringComparison.Ordinal);
        var script = Assert.Single(report.Elements("script")).Value;
        Assert.InRange(script.Length, 500, 20_000);
    }

    [Fact]
    public void Write_NoTask_SaysSoAndLeavesOutWhatHasNothingToShow()
    {
        var report = ReportDocument.Of(AnalysisSketches.Tiny());
        Assert.Contains("No task ran in the 2.5 s of this application.", report.SectionText("summary"), StringComparison.Ordinal);
        Assert.DoesNotContain("stages", report.Ids);
        Assert.DoesNotContain("sql", report.Ids);
    }

    [Fact]
    public void Write_Eventful_ShowsLossAndFailure()
    {
        var report = ReportDocument.Of(AnalysisSketches.Eventful());
        Assert.Contains("ArithmeticException: / by zero", report.SectionText("failures"), StringComparison.Ordinal);
        Assert.Contains("Container from a bad node", report.SectionText("executors"), StringComparison.Ordinal);
        Assert.Contains("executor 2", report.SectionText("timeline"), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ThousandsOfStagesOnHundredsOfExecutors_StaysSmallAndCountsTheRest()
    {
        var sketch = new ApplicationSketch { EndMs = 3_000_000 };
        for (var executor = 0; executor < 500; executor++)
        {
            sketch.Executor(Text(executor), 4, 1_000);
        }

        for (var job = 0; job < 3_000; job++)
        {
            sketch.Job(job, "count at job.py:" + Text(job), job * 900, (job * 900) + 1_800, [new(Text(job % 500), job * 900, 1_700), new(Text((job + 1) % 500), job * 900, 300)]);
        }

        var report = ReportDocument.Of(AnalysisSketches.Of(sketch.Build()));
        Assert.InRange(report.ByteCount, 50_000, 1_000_000);
        Assert.Contains("2,992 more stages", report.SectionText("stages"), StringComparison.Ordinal);
        Assert.Contains("460 executors with less task time not shown.", report.SectionText("executors"), StringComparison.Ordinal);
        Assert.Contains("A row is 9 executors.", report.SectionText("timeline"), StringComparison.Ordinal);

        static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Analysis Sketch(string name, string callSite)
    {
        var application = new ApplicationSketch { Name = name }
            .Executor("1", 2, 1_000)
            .Job(0, callSite, 2_000, 9_000, [new("1", 2_000, 3_000), new("1", 2_000, 6_000)])
            .Build();
        return AnalysisSketches.Of(application) with { Review = ReviewedDiagnosis.Of(DiagnoseApplication.Run(application), application, [], null, default) };
    }
}
