using Stoker.Model;
using Stoker.Predicting;
using Stoker.Reports.WhatIf;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Predicting;

/// <summary>Eight tasks of 10 s on one executor of one core of a cluster, from 1 s to 81 s; 82 s from start to end.</summary>
public sealed class DeadlineTests
{
    private const long T = 1_000_000;

    // One executor was asked for, of as many cores as the run's: 82 s. Two cores take 40 s, four 20 s.
    [Fact]
    public void Text_OtherCoresHoldTheDeadline_NamesThem()
    {
        var answer = Ask(60, executors: [1]);

        Assert.Null(answer.Cheapest);
        Assert.Equal([2, 4], answer.Others.Select(run => run.Run.Shape.CoresPerExecutor));
        Assert.StartsWith("None of the shapes below holds 1 min 00 s in nine of ten runs. With other numbers of cores in each executor 1 executor of 4 cores would: 22.0 s (", DeadlineWords.Of(answer), StringComparison.Ordinal);
    }

    // One core each: two executors take 40 s, four 20 s.
    [Fact]
    public void Text_OtherExecutorsHoldTheDeadline_NamesThem()
    {
        var answer = Ask(60, cores: [1]);

        Assert.Equal([2, 4], answer.Others.Select(run => run.Run.Shape.Executors));
        Assert.StartsWith("None of the shapes below holds 1 min 00 s in nine of ten runs. With other numbers of executors ", DeadlineWords.Of(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_NoneNearEnough_SaysWhatWasTried() => Assert.Matches(
        @"^No shape looked at holds 15\.0 s in nine of ten runs, executors of 2 and 4 cores among them\. Nearest is 1 executor of 4 cores, 22\.0 s \(.*\); with a slot for every task it would take 12\.0 s\.$",
        DeadlineWords.Of(Ask(15, executors: [1])));

    [Fact]
    public void Text_BelowTheLongestTask_SaysThatNoShapeHoldsIt() => Assert.Equal("No shape holds 5.0 s: with a slot for every task it takes 12.0 s.", DeadlineWords.Of(Ask(5, executors: [1])));

    // Both were given in numbers: nobody wants others.
    [Fact]
    public void Predict_BothAxesAreGiven_LooksAtNoOthers() => Assert.Empty(Ask(5, executors: [1, 2], cores: [1, 2]).Others);

    [Fact]
    public void Predict_AskedShapeHoldsTheDeadline_LooksAtNoOthers() => Assert.Empty(Ask(60, executors: [4]).Others);

    // Executors are one second away, as the run's was from its start. Asked for at 1 s the first comes at 2 s of the span, two at 3 s, the last at 4 s; each runs two tasks: the span is 24 s, 26 with what lies outside. They are held for
    // 22 + 21 + 21 + 20 s within it, and for a second each after it. The run held one for 81 s.
    [Fact]
    public void Text_DynamicAllocation_HasASentenceOfItsOwn()
    {
        var settings = new Dictionary<string, string> { ["spark.dynamicAllocation.enabled"] = "true", ["spark.dynamicAllocation.maxExecutors"] = "4" };
        var answer = PredictShape.Predict(EightTasks(), new WhatIfRequest("log") { Settings = settings }, TestContext.Current.CancellationToken);

        Assert.Matches(@"^With the settings asked for, dynamic allocation of up to 4 executors of 1 core would take 26\.0 s \(.* - .*\) where the run took 1 min 22 s\. At most 4 executors are there at one time, held for 1 min 28 s together instead of 1 min 21 s, for 0\.\d+ core-h instead of 0\.\d+ core-h\.$", AskedWords.Of(answer));
    }

    // Nobody bounds it: of sixteen executors, the most that are looked at, eight come for eight tasks.
    [Fact]
    public void Text_DynamicAllocationWithoutABound_NamesNone()
    {
        var settings = new Dictionary<string, string> { ["spark.dynamicAllocation.enabled"] = "true" };

        var answer = PredictShape.Predict(EightTasks(), new WhatIfRequest("log") { Settings = settings }, TestContext.Current.CancellationToken);

        Assert.Matches(@"^With the settings asked for, dynamic allocation of executors of 1 core would take .* At most [5-8] executors are there at one time, held for ", AskedWords.Of(answer));
    }

    private static WhatIf Ask(int seconds, int[]? executors = null, int[]? cores = null) =>
        PredictShape.Predict(EightTasks(), new WhatIfRequest("log") { Executors = executors ?? [], Cores = cores ?? [], Deadline = new(seconds * 1000) }, TestContext.Current.CancellationToken);

    private static Application EightTasks()
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "deadline", T).ExecutorAdded("1", T + 1_000, cores: 1).JobStart(0, T + 1_000, [(0, 8)]).StageSubmitted(0, 8, T + 1_000);
        for (var task = 0; task < 8; task++)
        {
            log.TaskStart(0, task, task, T + 1_000 + (task * 10_000)).TaskEnd(0, task, task, T + 1_000 + (task * 10_000), T + 11_000 + (task * 10_000));
        }

        return log.StageCompleted(0, 8, T + 1_000, T + 81_000).JobEnd(0, T + 81_000).ApplicationEnd(T + 82_000).Read();
    }
}
