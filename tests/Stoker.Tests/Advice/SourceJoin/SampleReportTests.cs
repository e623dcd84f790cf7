using System.Text.Json;
using Json.Schema;
using Stoker.Analyses;
using Stoker.Linting;
using Stoker.PySpark.Linting;
using Stoker.Reports.Analyses;
using Stoker.Reports.Linting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Tests.PySpark;

namespace Stoker.Tests.Advice.SourceJoin;

/// <summary>What a reader sees of the join, from both sides.</summary>
public sealed class SampleReportTests
{
    private static readonly string Folder = Repository.Path("samples", "python-udf");

    private static LintRequest Code => new() { Paths = [Path.Combine(Folder, "job.py")], Root = Repository.Path(), Settings = new LintSettings { Traces = true } };

    [PythonFact]
    public void Analyze_WithSource_NamesTheLineAndWhatLintFindsThere()
    {
        var analysis = Analyze(Code);
        var text = AnalysisText.Write(analysis, TextStyle.Pipe with { Width = 200 }, Clock.Utc);

        Assert.Contains("code: show at samples/python-udf/job.py:41", text, StringComparison.Ordinal);
        Assert.Contains("PY020 at samples/python-udf/job.py:27", text, StringComparison.Ordinal);
    }

    [PythonFact]
    public void Analyze_WithoutSource_SaysNothingOfCode() =>
        Assert.DoesNotContain("code:", AnalysisText.Write(Analyze(null), TextStyle.Pipe, Clock.Utc), StringComparison.Ordinal);

    [PythonFact]
    public void LintJson_WithARun_FollowsItsSchema()
    {
        var analysis = Analyze(null);
        var priced = PriceLint.Run(LintPaths.Run(Code, TestContext.Current.CancellationToken), analysis.Application, analysis.Time);
        using var stream = new MemoryStream();
        LintJsonReport.Write(priced.Result, stream, priced.Run);
        using var document = JsonDocument.Parse(stream.ToArray());
        // Another test reads the same schema; an id can be registered once only.
        var evaluation = JsonSchema.FromText(File.ReadAllText(Repository.Path("docs", "specs", "lint-1.schema.json")).Replace("specs/lint-1.", "specs/lint-1-run.", StringComparison.Ordinal)).Evaluate(document.RootElement);

        Assert.True(evaluation.IsValid);
        Assert.Equal("onlyCall", document.RootElement.GetProperty("run").GetProperty("calls")[0].GetProperty("basis").GetString());
        Assert.Equal(13_097, document.RootElement.GetProperty("run").GetProperty("groups")[0].GetProperty("coreMs").GetInt64());
    }

    [PythonFact]
    public void LintText_WithARun_PutsTheDearestGroupFirst()
    {
        var analysis = Analyze(null);
        var priced = PriceLint.Run(LintPaths.Run(Code, TestContext.Current.CancellationToken), analysis.Application, analysis.Time);
        var text = PricedLintText.Write(priced, TextStyle.Pipe with { Width = 160 });

        Assert.StartsWith("clean-addresses (local-1795650431170): 18.3 s, 13.3 s of core time.", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("PY020 major", StringComparison.Ordinal) < text.IndexOf("Not joined with the run", StringComparison.Ordinal));
        Assert.Contains("13.1 s of core time (99 %)", text, StringComparison.Ordinal);
    }

    [PythonFact]
    public void LintText_LineWithoutAFinding_IsListedWithItsTime()
    {
        var analysis = Analyze(null);
        var lint = LintPaths.Run(Code with { Settings = Code.Settings with { Ignore = ["PY0", "PY1"] } }, TestContext.Current.CancellationToken);
        var text = PricedLintText.Write(PriceLint.Run(lint, analysis.Application, analysis.Time), TextStyle.Pipe with { Width = 160 });

        Assert.Empty(lint.Findings);
        Assert.Contains("Lines that took much, without a finding\n  samples/python-udf/job.py:41 show\n      13.3 s of core time (100 %), 7.1 s of the run (39 %): jobs 0-1, the only call that can have started them\n", text, StringComparison.Ordinal);
    }

    private static Analysis Analyze(LintRequest? code) =>
        Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(Folder) { Code = code }, cancellationToken: TestContext.Current.CancellationToken));
}
