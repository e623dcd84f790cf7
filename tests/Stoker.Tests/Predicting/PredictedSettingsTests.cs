using Stoker.Advising;
using Stoker.Analyses;
using Stoker.Model.Units;
using Stoker.Predicting;

namespace Stoker.Tests.Predicting;

/// <summary>The same settings of the same run have one answer, whichever command is asked.</summary>
public sealed class PredictedSettingsTests
{
    [Theory]
    [InlineData("spill-bad")] // The replay knows what more partitions spill less.
    [InlineData("skewed-join-bad")] // Adaptive execution cuts what is skewed, and chooses the join, whose price a finding knows.
    [InlineData("missing-broadcast-bad")]
    [InlineData("tiny-tasks-bad")]
    [InlineData("small-files-bad")]
    [InlineData("cache-thrash-bad")] // Memory, of which only a finding knows what it saves.
    public void WhatIf_SettingsOfTheAdvice_AreWorthWhatAdviseSays(string log)
    {
        var path = Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd");
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(path), cancellationToken: TestContext.Current.CancellationToken));
        var advice = AdviseApplication.Of(analysis);
        var settings = advice.Plan.Settings.ToDictionary(setting => setting.Key, setting => setting.To, StringComparer.Ordinal);

        var asked = PredictShape.Predict(analysis.Application, new WhatIfRequest(path) { Settings = settings, Cores = [2] }, TestContext.Current.CancellationToken).Runs.Single(run => !run.IsMeasured);

        Assert.NotEmpty(settings);
        Assert.Equal(advice.Prediction!.PredictedMs!.Value, asked.TakesMs, 1.0);
        Assert.Equal(advice.Prediction.Interval!.Value.HighMs, asked.Run.ApplicationInterval.HighMs, 1.0);
    }

    // One Python task on local[8] of two CPUs; with eight at once it took 40.8 s. No metric has the CPU time of Python.
    [Fact]
    public void WhatIf_PythonInMoreSlotsThanItWasSeenIn_MayGainNothing()
    {
        var request = new WhatIfRequest(Repository.Path("bench", "diagnose-lab", "logs", "merged-to-one-bad-4.3.zstd")) { Settings = new Dictionary<string, string> { ["spark.sql.adaptive.coalescePartitions.enabled"] = "false" }, Cores = [8] };

        var answer = PredictShape.Run(request, null, TestContext.Current.CancellationToken);

        var (measured, asked) = (answer.Runs.Single(run => run.IsMeasured), answer.Runs.Single(run => !run.IsMeasured));
        Assert.True(asked.TakesMs < measured.TakesMs / 2);
        Assert.True(asked.Run.ApplicationInterval.HighMs > measured.TakesMs);
    }

    [Fact]
    public void WhatIf_ValueThatGoesLessFarThanAFindingAsks_CuresNothing()
    {
        var path = Repository.Path("bench", "diagnose-lab", "logs", "cache-thrash-bad.zstd");

        Assert.Empty(Cured("600m"));
        Assert.Equal("CACHE003", Assert.Single(Cured("8g")));

        IEnumerable<string> Cured(string heap) =>
            PredictShape.Run(new WhatIfRequest(path) { Settings = new Dictionary<string, string> { ["spark.driver.memory"] = heap }, Cores = [2] }, null, TestContext.Current.CancellationToken).Cured.Select(finding => finding.Id);
    }
}
