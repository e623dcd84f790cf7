using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Model.Units;
using Stoker.Predicting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Reports.WhatIf;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Reports.WhatIf;

public sealed class WhatIfReportTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "whatif-1.schema.json"));

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    public void Text_SkewedJoin_AsSnapshotAndWithinTheWidth(int width)
    {
        var text = WhatIfText.Write(Ask("skewed-join"), new TextStyle(width, HasColor: false, HasUnicode: true), Clock.Utc);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
        Snapshot.Match(text, $"whatif-text-skewed-join-{width}");
    }

    [Fact]
    public void Text_NarrowestTerminal_StaysWithinTheWidth()
    {
        var answer = Lab("executor-oom-fixed");

        Assert.All(WhatIfText.Write(answer, new TextStyle(TextStyle.MinimumWidth, HasColor: false, HasUnicode: true), Clock.Utc).Split('\n'), line => Assert.True(line.Length <= TextStyle.MinimumWidth, line));
    }

    // Two executors on a machine of two CPUs: more of them take longer, and the answer says why.
    [Fact]
    public void Text_ExecutorsOfOneMachine_SaysWhyMoreTakeLonger()
    {
        var answer = Lab("executor-oom-fixed");

        Assert.True(answer.IsOneMachine);
        Assert.Contains("it takes longer, not less: all of them share one machine", WhatIfText.Write(answer, new TextStyle(400, HasColor: false, HasUnicode: true), Clock.Utc), StringComparison.Ordinal);
    }

    // Five cores take longer than four, and 32 take less than both: the largest is the fastest, so nothing is said of longer times.
    [Fact]
    public void Text_ALargerShapeIsFaster_DoesNotSayThatMoreTakeLonger()
    {
        var text = WhatIfText.Write(Lab("weekend-by-function-bad-4.3"), new TextStyle(400, HasColor: false, HasUnicode: true), Clock.Utc);

        Assert.Contains("Fastest of the shapes looked at: 32 cores", text, StringComparison.Ordinal);
        Assert.DoesNotContain("longer", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_ExecutorsInLocalMode_IsRefused()
    {
        var answer = PredictShape.Run(new WhatIfRequest(Repository.Path("bench", "diagnose-lab", "logs", "weekend-by-function-bad-4.3.zstd")) { Executors = [4] }, null, TestContext.Current.CancellationToken);

        Assert.StartsWith("In local mode there are no executors to have more of", Assert.Single(answer.RefusedShapes).Refusal.Reason, StringComparison.Ordinal);
    }

    private static Stoker.Predicting.WhatIf Lab(string log) => PredictShape.Run(new WhatIfRequest(Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd")), null, TestContext.Current.CancellationToken);

    [Fact]
    public void Markdown_SkewedJoin_AsSnapshot() => Snapshot.Match(WhatIfMarkdown.Write(Ask("skewed-join"), Clock.Utc), "whatif-markdown-skewed-join");

    [Theory]
    [InlineData("skewed-join")]
    [InlineData("python-udf")]
    [InlineData("failing-tasks")]
    public void Json_Sample_FollowsTheSchema(string sample)
    {
        var json = WhatIfJson.Write(Ask(sample), "0.0.0");

        var result = Schema.Evaluate(JsonDocument.Parse(json).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, json);
        Assert.StartsWith("{\n  \"schema\": \"stoker/whatif/1\",\n", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_FailingTasks_IsRefusedWithTheReason()
    {
        var answer = Ask("failing-tasks");

        Assert.NotNull(answer.Refusal);
        Assert.Empty(answer.Runs);
        Assert.Contains("thrown away", WhatIfText.Write(answer, new TextStyle(160, HasColor: false, HasUnicode: true), Clock.Utc), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_Corpus_NeverCrashesAndKeepsTheLaws()
    {
        foreach (var folder in (ReadOnlySpan<string>)["kubeflow", "spark-history-server/spark-events", "rapids-tools/spark-events-profiling", "rapids-tools/spark-events-qualification"])
        {
            var request = new Stoker.Analyses.AnalysisRequest(SharedFolder.Corpus(folder)) { Selection = new() { All = true } };
            foreach (var analysis in Stoker.Analyses.AnalyzeApplication.Run(request, cancellationToken: TestContext.Current.CancellationToken))
            {
                var answer = PredictShape.Predict(analysis.Application, new WhatIfRequest("log"), TestContext.Current.CancellationToken);
                foreach (var run in answer.Runs)
                {
                    Assert.True(run.Run.FloorMs <= run.Run.SpanMs + 1e-6, analysis.Location);
                    Assert.True(run.Run.Interval.Holds(run.Run.SpanMs), analysis.Location);
                    Assert.True(double.IsFinite(run.Cost) && run.Cost >= 0, analysis.Location);
                    Assert.True(run.Run.Held.WithinMs <= (run.Run.Shape.Executors * run.Run.SpanMs) + 1, analysis.Location);
                    Assert.True(run.Run.Limit != Stoker.Simulation.Predictions.Limit.Slots || run.Run.Utilization >= 0.29, analysis.Location);
                }
            }
        }
    }

    // One machine: with a slot for every task it takes 13.3 s where each has a CPU too, which is another machine's time.
    [Fact]
    public void Text_DeadlineBelowTheFloorOfOneMachine_NamesTheNearestAndWhoseTheFloorIs() =>
        Assert.Contains("No shape looked at holds 10.0 s in nine of ten runs. Nearest is 8 cores, 15.3 s (12.0 s - 19.7 s); even a machine with a slot and a CPU for every task would take about 13.3 s.", TextOf(new WhatIfRequest("log") { Deadline = new Milliseconds(10_000) }), StringComparison.Ordinal);

    // Eight cores hold 20 s, and leave each task a quarter of the memory of which tasks had too little.
    [Fact]
    public void Text_CheapestShapeWithLessMemory_SaysWhatMayHappen()
    {
        var text = TextOf(new WhatIfRequest("log") { Cores = [8], Deadline = new Milliseconds(20_000) });

        Assert.Contains("Cheapest of the shapes looked at within 20.0 s: 8 cores", text, StringComparison.Ordinal);
        Assert.Contains("core-h. But tasks spilled 432 MiB and would have 54 MiB of execution memory each instead of 217 MiB", text, StringComparison.Ordinal);
    }

    // Adaptive execution is off in the run: to coalesce to other sizes changes nothing; one partition for all 16 does.
    [Theory]
    [InlineData("spark.sql.adaptive.advisoryPartitionSizeInBytes", "64m", "With the settings asked for, 2 cores would take about as long as the run did: 17.9 s (")]
    [InlineData("spark.sql.shuffle.partitions", "1", "With the settings asked for, 2 cores would take ")]
    public void Text_Settings_SaysFirstWhatTheyDoOnTheClusterOfTheRun(string key, string value, string expected) =>
        Assert.Contains(expected, TextOf(new WhatIfRequest("log") { Settings = new Dictionary<string, string> { [key] = value } }), StringComparison.Ordinal);

    // The run as it was is what the answer is held against, and none of the answers: with one partition for all every shape is slower than it.
    [Fact]
    public void Predict_SettingsAreAskedFor_NamesNoRunWithTheOldOnes()
    {
        var answer = Predict(new WhatIfRequest("log") { Settings = new Dictionary<string, string> { ["spark.sql.shuffle.partitions"] = "1" }, Deadline = new Milliseconds(600_000) });

        Assert.True(answer.Runs[0].IsMeasured);
        Assert.All(answer.Runs.Skip(1), run => Assert.True(run.TakesMs > answer.Runs[0].TakesMs));
        Assert.All([answer.Fastest, answer.FastEnough, answer.BestValue, answer.Cheapest], run => Assert.False(run?.IsMeasured));
        Assert.DoesNotContain("as it was, ", TextOf(answer.Request), StringComparison.Ordinal);
    }

    // One executor takes 1 min 46 s, three 1 min 51 s, four 1 min 59 s, each with 90 % of its slots busy: more of them on this machine do not help.
    [Fact]
    public void Predict_ExecutorsOfOneMachine_AreNotLimitedBySlotsThatDoNotHelp() =>
        Assert.All(Lab("come-and-go-bad-4.3").Runs, run => Assert.Equal(Stoker.Simulation.Predictions.Limit.HostCpus, run.Run.Limit));

    // What was spilled was spilled by the stage whose join and skew are cured.
    [Theory]
    [InlineData(false, "tasks spilled 432 MiB and would have 54 MiB of execution memory each")]
    [InlineData(true, null)]
    public void Predict_CuredFindingHeldTheMemory_WarnsOfNoneOfIt(bool isCured, string? expected)
    {
        var answer = Predict(new WhatIfRequest("log") { Cores = [8], Without = isCured ? ["SKEW001", "JOIN001"] : [] });

        var asked = Assert.Single(answer.Runs, run => !run.IsMeasured);
        Assert.Equal(expected is null ? 0 : 1, asked.Run.Harms.Count(harm => expected is null || harm.Contains(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public void Predict_CoarseCurve_LooksAtFewShapes() => Assert.Equal([1, 2, 4, 8], Predict(new WhatIfRequest("log") { IsCoarse = true }).Runs.Select(run => run.Run.Shape.CoresPerExecutor));

    private static string TextOf(WhatIfRequest request) => WhatIfText.Write(Predict(request), new TextStyle(400, HasColor: false, HasUnicode: true), Clock.Utc);

    private static Stoker.Predicting.WhatIf Predict(WhatIfRequest request) => PredictShape.Predict(Samples.Analyze("skewed-join").Application, request, TestContext.Current.CancellationToken);

    private static Stoker.Predicting.WhatIf Ask(string sample) =>
        PredictShape.Predict(Samples.Analyze(sample).Application, new WhatIfRequest("samples/" + sample) { Deadline = new Milliseconds(16_000) });
}
