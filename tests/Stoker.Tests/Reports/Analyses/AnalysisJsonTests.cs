using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Analyses;
using Stoker.Reports.Analyses;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Reports.Analyses;

public sealed class AnalysisJsonTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "analysis-1.schema.json"));

    [Theory]
    [InlineData("python-udf")]
    [InlineData("skewed-join")]
    [InlineData("failing-tasks")]
    public void Write_Sample_AsSnapshotAndSchema(string sample)
    {
        var json = Write(Samples.Analyze(sample));

        AssertValid(json);
        Snapshot.Match(json, $"analysis-json-{sample}");
    }

    [Fact]
    public void Write_Sketches_FollowTheSchema()
    {
        AssertValid(Write(AnalysisSketches.Eventful()));
        AssertValid(Write(AnalysisSketches.Tiny()));
    }

    [Fact]
    public void Write_AnyDocument_SchemaIsTheFirstFieldAndNothingIsNull()
    {
        var json = Write(AnalysisSketches.Eventful());

        Assert.StartsWith("{\n  \"schema\": \"stoker/analysis/1\",\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NotIndented_OneLine() => Assert.Equal(1, AnalysisJson.Write(AnalysisSketches.Eventful(), "0.0.0", isIndented: false).Count(letter => letter == '\n'));

    [Fact]
    public void Write_Corpus_FollowsTheSchema()
    {
        foreach (var folder in (ReadOnlySpan<string>)["kubeflow", "spark-history-server/spark-events", "rapids-tools/spark-events-profiling", "rapids-tools/spark-events-qualification"])
        {
            var request = new AnalysisRequest(SharedFolder.Corpus(folder)) { Selection = new() { All = true } };
            foreach (var analysis in AnalyzeApplication.Run(request, cancellationToken: TestContext.Current.CancellationToken))
            {
                AssertValid(Write(analysis), analysis.Location);
            }
        }
    }

    private static string Write(Analysis analysis) => AnalysisJson.Write(analysis, "0.0.0", isIndented: true);

    private static void AssertValid(string json, string what = "")
    {
        using var document = JsonDocument.Parse(json);
        var result = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var errors = result.Details?.Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors?.Values.AsEnumerable() ?? [])}");
        Assert.True(result.IsValid, $"{what}\n{string.Join('\n', errors?.Take(5) ?? [])}");
    }
}
