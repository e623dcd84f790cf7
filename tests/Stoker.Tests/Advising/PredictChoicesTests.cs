using Stoker.Advice.Choices;
using Stoker.Advising;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.TimeSplit;
using Stoker.Predicting;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Advising;

public sealed class PredictChoicesTests
{
    [Fact]
    public void Of_SlotsAreWhatIsMissing_MoreExecutorsAreValuedByAReplay()
    {
        // 400 tasks of 1 s on 2 x 2 slots take 100 s; on 8 x 2 slots 25 s, and no core time more.
        var choice = ExecutorsOf(2, Enumerable.Range(0, 400).Select(index => new SketchedTask($"{(index % 4 / 2) + 1}", index / 4 * 1_000, 1_000)), 100_000);

        Assert.Equal((ChoiceVerdict.Decide, 8), (choice.Choice.Verdict, choice.Choice.Executors));
        Assert.Equal(new ChosenSetting("spark.executor.instances", "2", "8", WasSet: true), Assert.Single(choice.Choice.Settings));
        Assert.InRange(choice.Prediction!.PredictedMs, 25_000, 40_000);
        Assert.True(choice.Prediction.Interval.HighMs < 100_000);
        Assert.InRange(choice.Prediction.CoreMsAfter / choice.Prediction.CoreMsBefore, 0.8, 1.0); // as many executor-seconds, and a driver that is held for a quarter of the time
    }

    [Fact]
    public void Of_OneTaskAfterTheOther_HalfOfTheExecutorsWouldDo()
    {
        // One job of one task of 100 s: seven of eight slots idle.
        var choice = ExecutorsOf(4, [new SketchedTask("1", 0, 100_000)], 100_000);

        Assert.Equal((ChoiceVerdict.Decide, 2), (choice.Choice.Verdict, choice.Choice.Executors));
        Assert.NotNull(choice.Choice.Precondition);
        Assert.InRange(choice.Prediction!.PredictedMs, 95_000, 105_000);
    }

    /// <summary>Two answers that each replace the executors of the run could not both be followed: four of one core become two, or one of four.</summary>
    [Fact]
    public void Of_AnotherNumberOfExecutors_HasNoOtherShapeBesideIt()
    {
        var run = RunOf(4, [new SketchedTask("1", 0, 100_000)], 100_000);
        run = run with { Executors = [.. run.Executors.Select(executor => executor with { MaxTasks = 1, TotalCores = 1, Host = "node" })] };

        var subjects = PredictChoices.Of(run, TimeBreakdown.Of(run), [], []).Where(valued => valued.Choice.Verdict == ChoiceVerdict.Decide).Select(valued => valued.Choice.Subject).ToList();

        Assert.Contains(ChoiceSubject.Executors, subjects);
        Assert.DoesNotContain(ChoiceSubject.ExecutorShape, subjects);
    }

    [Fact]
    public void Of_NumberThatIsAdvisedAnyhow_IsNoChoice() => Assert.DoesNotContain(
        PredictChoices.Of(RunOf(4, [new SketchedTask("1", 0, 100_000)], 100_000), TimeBreakdown.Of(RunOf(4, [new SketchedTask("1", 0, 100_000)], 100_000)), [], ["spark.executor.instances"]),
        valued => valued.Choice.Subject == ChoiceSubject.Executors);

    [Fact]
    public void Of_CostOfTheRun_IsThatOfWhatIf()
    {
        var run = RunOf(3, [new SketchedTask("1", 0, 100_000)], 100_000);

        var choice = PredictChoices.Of(run, TimeBreakdown.Of(run), [], []).Single(valued => valued.Choice.Subject == ChoiceSubject.Executors);

        var shown = PredictShape.Predict(run, new WhatIfRequest("log"), TestContext.Current.CancellationToken).Runs.Single(each => each.IsMeasured);
        Assert.Equal(shown.Cost * 3_600_000, choice.Prediction!.CoreMsBefore, 1.0);
        Assert.True(choice.Prediction.CoreMsAfter < choice.Prediction.CoreMsBefore);
    }

    [Fact]
    public void Of_LocalMode_HasNoNumberOfExecutors() =>
        Assert.DoesNotContain(AdviseApplication.Of(Samples.Analyze("skewed-join")).Choices, valued => valued.Choice.Subject == ChoiceSubject.Executors);

    private static ValuedChoice ExecutorsOf(int executors, IEnumerable<SketchedTask> tasks, long endMs)
    {
        var run = RunOf(executors, tasks, endMs);
        return PredictChoices.Of(run, TimeBreakdown.Of(run), [], []).Single(valued => valued.Choice.Subject == ChoiceSubject.Executors);
    }

    private static Application RunOf(int executors, IEnumerable<SketchedTask> tasks, long endMs)
    {
        var sketch = new ApplicationSketch { EndMs = endMs };
        for (var executor = 1; executor <= executors; executor++)
        {
            sketch.Executor($"{executor}", 2, 0);
        }

        return sketch.Job(1, "save at a.py:1", 0, endMs, [.. tasks]).Build() with
        {
            Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> { ["Spark Properties"] = [new("spark.master", "yarn"), new("spark.executor.instances", $"{executors}")] }),
        };
    }
}
