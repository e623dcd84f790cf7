using System.Text.Json;
using Stoker.Analyses;
using Stoker.Configuration;
using Stoker.Diagnosing;
using Stoker.Diagnoses;
using Stoker.Reports.Analyses;

namespace Stoker.Tests.Reports.Analyses;

public sealed class AnalysisSarifTests
{
    [Fact]
    public void Write_Sample_ResultsPointAtRulesAndTellPlaceAndPrice()
    {
        var analysis = Samples.Analyze("failing-tasks");

        using var sarif = JsonDocument.Parse(AnalysisSarif.Write([analysis], "1.2.3"));

        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(sarif.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(DiagnosisCatalogue.Titles.Count, rules.GetArrayLength());
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(analysis.Diagnosis?.Ranked.Count, results.Count);
        Assert.All(results, result =>
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Matches("^[0-9a-f]{16}$", result.GetProperty("partialFingerprints").GetProperty("stoker/v1").GetString());
            Assert.NotEmpty(result.GetProperty("properties").GetProperty("place").GetString() ?? "");
            Assert.Contains(result.GetProperty("level").GetString(), (string[])["error", "warning", "note"]);
        });

        // The job that failed of it, and the attempts, are told inside the finding that says why: one failure is one result.
        var cause = Assert.Single(results, result => result.GetProperty("ruleId").GetString() == "FAIL009" && result.GetProperty("level").GetString() == "error");
        Assert.DoesNotContain(results, result => result.GetProperty("ruleId").GetString() is "FAIL001" or "FAIL002");
        Assert.Contains(". Leads to ", cause.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["FAIL001 Tasks fail and are retried", "FAIL002 A job failed"],
            cause.GetProperty("relatedLocations").EnumerateArray().Select(place => place.GetProperty("message").GetProperty("text").GetString()).Distinct());
    }

    [Fact]
    public void Write_CallSite_IsALocationInTheSource()
    {
        using var sarif = JsonDocument.Parse(AnalysisSarif.Write([Samples.Analyze("failing-tasks")], "1.2.3"));

        // The sample's shuffle in Python is at job.py:42 (samples/README.md).
        var result = Assert.Single(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray(), result => result.GetProperty("ruleId").GetString() == "PYTHON010");
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("job.py", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(42, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public void Write_AcceptedFinding_IsAResultThatIsSuppressed()
    {
        var analysis = Samples.Analyze("python-udf");
        var all = analysis.Diagnosis ?? throw new InvalidOperationException("The sample was not diagnosed.");
        var id = all.Findings[0].Id;
        var review = ReviewedDiagnosis.Of(all, analysis.Application, [new Acceptance(id, null, null, "we know", 1)], null, default);

        using var sarif = JsonDocument.Parse(AnalysisSarif.Write([analysis with { Review = review }], "1.2.3"));

        var result = Assert.Single(sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray(), result => result.GetProperty("ruleId").GetString() == id);
        var suppression = Assert.Single(result.GetProperty("suppressions").EnumerateArray());
        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Equal("we know", suppression.GetProperty("justification").GetString());
    }

    [Fact]
    public void Write_NoAnalyses_AnEmptyRun()
    {
        using var sarif = JsonDocument.Parse(AnalysisSarif.Write([], "1.2.3"));

        Assert.Equal(0, sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }
}
