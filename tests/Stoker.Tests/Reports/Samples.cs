using Stoker.Analyses;

namespace Stoker.Tests.Reports;

/// <summary>Analyses of the logs in samples/, with paths that are the same on every machine.</summary>
internal static class Samples
{
    public static Analysis Analyze(string sample)
    {
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(Repository.Path("samples", sample)), cancellationToken: TestContext.Current.CancellationToken));
        var reading = analysis.Application.Reading;
        return analysis with
        {
            Source = "samples/" + sample,
            Application = analysis.Application with { Reading = reading with { Files = [.. reading.Files.Select(file => "samples/" + Path.GetFileName(file))] } },
        };
    }
}
