using Stoker.Predicting;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Predicting;

/// <summary>The bundled run of skewed-join has JOIN001, which asks for a threshold of 10 MB, SKEW001 and MEM001.</summary>
public sealed class CuredFindingsTests
{
    private const string Threshold = "spark.sql.autoBroadcastJoinThreshold";

    [Fact]
    public void Predict_WithoutAFinding_IsShorterByWhatItCosts()
    {
        var answer = Ask(new WhatIfRequest("log") { Executors = [1], Without = ["JOIN001"] });

        var (measured, asked) = (answer.Runs.Single(run => run.IsMeasured), answer.Runs.Single(run => !run.IsMeasured));
        Assert.Equal("JOIN001", Assert.Single(answer.Cured).Id);
        Assert.Equal(measured.Run.Shape, asked.Run.Shape);
        Assert.InRange(measured.TakesMs - asked.TakesMs, 2_000, 8_600); // its price is 4.4 s, 2.0 to 8.6
        Assert.True(asked.Run.ApplicationInterval.LowMs < asked.TakesMs && asked.Run.ApplicationInterval.HighMs > asked.TakesMs);
    }

    [Fact]
    public void Predict_WithoutTwoFindings_IsShorterThanWithoutOne()
    {
        var one = Ask(new WhatIfRequest("log") { Executors = [1], Without = ["JOIN001"] });
        var two = Ask(new WhatIfRequest("log") { Executors = [1], Without = ["JOIN001", "SKEW001"] });
        var twice = Ask(new WhatIfRequest("log") { Executors = [1], Without = ["JOIN001"], Settings = new Dictionary<string, string> { [Threshold] = "10MB" } });

        Assert.True(Asked(two) < Asked(one));
        Assert.Equal(Asked(one), Asked(twice)); // the setting cures the same finding: it is not taken off again
    }

    [Theory]
    [InlineData("10MB")]
    [InlineData("1g")]
    public void Predict_ThresholdThatAFindingAsksFor_CuresIt(string threshold)
    {
        var byId = Ask(new WhatIfRequest("log") { Cores = [2, 4], Without = ["JOIN001"] });
        var bySetting = Ask(new WhatIfRequest("log") { Cores = [2, 4], Settings = new Dictionary<string, string> { [Threshold] = threshold } });

        Assert.Equal(byId.Runs.Select(run => run.TakesMs), bySetting.Runs.Select(run => run.TakesMs));
        Assert.Equal(3, bySetting.Runs.Count);
    }

    // The run has PYTHON001, whose price is that of native code: rows by Arrow still call Python for each.
    [Fact]
    public void Predict_SettingThatAFindingNamesLast_IsRefused()
    {
        var request = new WhatIfRequest(Repository.Path("bench", "diagnose-lab", "logs", "python-udf-bad.zstd")) { Settings = new Dictionary<string, string> { ["spark.sql.execution.pythonUDF.arrow.enabled"] = "true" } };

        var answer = PredictShape.Run(request, null, TestContext.Current.CancellationToken);

        Assert.StartsWith("PYTHON001 is priced for another remedy than spark.sql.execution.pythonUDF.arrow.enabled", answer.Refusal?.Reason, StringComparison.Ordinal);
        Assert.StartsWith("stoker whatif --without PYTHON001 is the most that it can save.", answer.Refusal?.Remedy, StringComparison.Ordinal);
        Assert.Empty(answer.Runs);
    }

    [Theory]
    [InlineData("1k", "JOIN001 asks for 10MB.")]
    [InlineData("-1", "Run the job once with it on the same input: stoker verify BEFORE AFTER says what it did.")]
    public void Predict_ThresholdThatCuresNothing_IsRefused(string threshold, string remedy)
    {
        var answer = Ask(new WhatIfRequest("log") { Settings = new Dictionary<string, string> { [Threshold] = threshold } });

        Assert.Equal(remedy, answer.Refusal?.Remedy);
        Assert.Empty(answer.Runs);
    }

    [Theory]
    [InlineData("PYTHON001", "PYTHON001 is not among the findings of this run.")]
    [InlineData("DRV001", "DRV001 is not among the findings of this run.")]
    public void Predict_WithoutWhatIsNotThere_IsRefusedWithWhatIs(string id, string reason)
    {
        var answer = Ask(new WhatIfRequest("log") { Without = [id] });

        Assert.Equal((reason, id), (answer.Refusal?.Reason, answer.UnknownFinding)); // The command line is wrong then: exit code 2.
        Assert.StartsWith("Those that can be left out: JOIN001", answer.Refusal?.Remedy, StringComparison.Ordinal);
    }

    private static double Asked(WhatIf answer) => answer.Runs.Single(run => !run.IsMeasured).TakesMs;

    private static WhatIf Ask(WhatIfRequest request) => PredictShape.Predict(Samples.Analyze("skewed-join").Application, request, TestContext.Current.CancellationToken);
}
