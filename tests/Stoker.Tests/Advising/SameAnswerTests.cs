using Stoker.Advising;
using Stoker.Analyses;
using Stoker.Predicting;

namespace Stoker.Tests.Advising;

/// <summary>Two commands that are asked the same question.</summary>
public sealed class SameAnswerTests
{
    // advise and whatif of one setting: the replay tells both what it saves, and no price of IO001 is taken off beside.
    [Theory]
    [InlineData("small-files-bad-3.5")]
    [InlineData("small-files-bad")]
    public void Of_OneSettingForSmallFiles_IsWhatWhatIfSays(string log)
    {
        var path = Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd");
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(path), cancellationToken: TestContext.Current.CancellationToken));

        var advice = AdviseApplication.Of(analysis);

        var setting = Assert.Single(advice.Plan.Settings);
        var answer = PredictShape.Predict(analysis.Application, new WhatIfRequest(path) { Cores = [2], Settings = new Dictionary<string, string> { [setting.Key] = setting.To } }, TestContext.Current.CancellationToken);
        var asked = Assert.Single(answer.Runs, run => !run.IsMeasured);

        // whatif goes with the measured run, advise with its replay.
        Assert.Equal("spark.sql.files.openCostInBytes", setting.Key);
        Assert.Equal(advice.Prediction!.PredictedMs!.Value / advice.Prediction.ReplayedMs, asked.TakesMs / advice.Prediction.MeasuredMs, 0.005);
        Assert.True(advice.Prediction.Interval!.Value.HighMs / advice.Prediction.ReplayedMs - (asked.Run.ApplicationInterval.HighMs / advice.Prediction.MeasuredMs) is > -0.01 and < 0.01);
    }
}
