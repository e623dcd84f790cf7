using Stoker.Model;
using Stoker.Predicting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Reports.WhatIf;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Predicting;

/// <summary>Cost and sentences about shapes, by hand.</summary>
public sealed class PricedShapeTests
{
    private const long T = 1_000_000;

    /// <summary>A core costs 1 a second, and so does a GiB.</summary>
    private static readonly Prices Seconds = new(3600, 3600, "EUR");

    // The executor of 2 cores and 1 GiB + 384 MiB is there from 20 s to the end at 100 s: 80 s x 3.375. The driver of 1 core and as much memory is there for 100 s: 237.5.
    [Fact]
    public void Predict_RunOfTheLog_CostsWhatItsExecutorsWereHeld() => Assert.Equal((80 * 3.375) + (100 * 2.375), Measured(Ask(new())).Cost, 0.001);

    // Its one task of 60 s takes as long on two executors, of which the second comes with the first: each of them 80 s.
    [Fact]
    public void Predict_OneMoreExecutor_CostsFromWhereItComes() => Assert.Equal((2 * 80 * 3.375) + (100 * 2.375), Other(Ask(new() { ["--executors"] = "2" })).Cost, 0.5);

    // 8 GiB and a tenth beside it, as asked; the driver keeps what it had.
    [Fact]
    public void Predict_MemoryIsAskedFor_CostsThat() => Assert.Equal((80 * (2 + 8.8)) + (100 * 2.375), Other(Ask(new() { ["spark.executor.memory"] = "8g" })).Cost, 0.5);

    // 1 GiB of heap and 3 beside it, a bare number of which counts MiB; a factor of 3 gives as much. It takes no other time.
    [Theory]
    [InlineData("spark.executor.memoryOverhead", "3g")]
    [InlineData("spark.executor.memoryOverhead", "3072")]
    [InlineData("spark.executor.memoryOverheadFactor", "3")]
    public void Predict_MemoryBesideTheHeapIsAskedFor_CostsThatAndTakesAsLong(string key, string value)
    {
        var answer = Ask(new() { [key] = value });

        Assert.Equal((80 * (2 + 4)) + (100 * 2.375), Other(answer).Cost, 0.5);
        Assert.Equal(Measured(answer).TakesMs, Other(answer).TakesMs, 1.0);
    }

    // Start-up takes 1000 s. Eight tasks of 10 s on 1, 2, 4, 8 slots take 80, 40, 20, 10 s of span: from first to last 1080 to 1010 s, of which the first is within a tenth of the last.
    [Fact]
    public void Predict_StartUpIsMostOfTheTime_CallsTheSmallestShapeFastEnough()
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "slow start", T).ExecutorAdded("1", T + 900_000, cores: 1).JobStart(0, T + 1_000_000, [(0, 8)]).StageSubmitted(0, 8, T + 1_000_000);
        for (var task = 0; task < 8; task++)
        {
            log.TaskStart(0, task, task, T + 1_000_000 + (task * 10_000)).TaskEnd(0, task, task, T + 1_000_000 + (task * 10_000), T + 1_010_000 + (task * 10_000));
        }

        var answer = PredictShape.Predict(log.StageCompleted(0, 8, T + 1_000_000, T + 1_080_000).JobEnd(0, T + 1_080_000).ApplicationEnd(T + 1_080_000).Read(), new WhatIfRequest("log") { Executors = [2, 4, 8] }, TestContext.Current.CancellationToken);

        Assert.Equal([1_080_000.0, 1_040_000, 1_020_000, 1_010_000], answer.Runs.Select(run => Math.Round(run.TakesMs / 1000) * 1000));
        Assert.Equal(1, answer.FastEnough?.Run.Shape.Executors);
    }

    [Theory]
    [InlineData("3.1.1", true)]
    [InlineData("3.2.0", false)]
    [InlineData("3.1.1-amzn-0", false)] // A vendor's build may have it.
    public void Predict_SettingThatTheVersionLacks_IsRefusedWithTheVersionThatHasIt(string version, bool isRefused)
    {
        const string Key = "spark.sql.adaptive.coalescePartitions.minPartitionSize";
        var answer = PredictShape.Predict(OneTask(version), new WhatIfRequest("log") { Settings = new Dictionary<string, string> { [Key] = "4KB" } }, TestContext.Current.CancellationToken);

        Assert.Equal(isRefused ? $"Spark 3.1 does not have {Key}; it came with 3.2." : null, answer.Refusal?.Reason);
        Assert.Equal(isRefused, answer.Runs.Count == 0);
    }

    // There cannot be less than one executor, and so it loses cores; more of them come beside it.
    [Fact]
    public void Predict_OneExecutorOnACluster_LooksAtMoreExecutorsAndAtFewerCores() => Assert.Equal(
        [(1, 1), (1, 2), (2, 2), (3, 2), (4, 2), (6, 2), (8, 2), (12, 2), (16, 2)],
        PredictShape.Predict(OneTask(), new WhatIfRequest("log"), TestContext.Current.CancellationToken).Runs.Select(run => (run.Run.Shape.Executors, run.Run.Shape.CoresPerExecutor)));

    // The one task takes as long on two executors, which cost 80 s x 3.375 EUR more than 507.5.
    [Fact]
    public void Text_OneOtherShape_SaysWhatItTakesAndCosts() =>
        Assert.Matches(@"^2 executors of 2 cores would take about as long as the run did: 1 min 40 s \(.* - .*\), for 777\.5 EUR instead of 507\.5 EUR\.$", AskedWords.Of(With(executors: 2, Seconds)));

    [Fact]
    public void Text_ShapeOfTheRun_SaysThatItHadThat() =>
        Assert.Contains("\n\nThe run itself had 2 cores: 1 min 40 s for 507.5 EUR.\n", TextOf(With(executors: 1, Seconds)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1, "Cores are free here; --core-hour gives them a price.")]
    [InlineData(1, 0, "Memory is free here; --gib-hour gives it a price.")]
    public void Text_OnePriceOnly_SaysWhatIsFree(double core, double memory, string expected) => Assert.Contains(expected, TextOf(With(executors: 2, new Prices(core, memory, "EUR"))), StringComparison.Ordinal);

    // No shape is cheaper than another where nothing has a price.
    [Fact]
    public void Text_NothingHasAPrice_SaysNothingOfCost()
    {
        var answer = PredictShape.Predict(OneTask(), new WhatIfRequest("log") { Executors = [1, 2, 3], Prices = new(0, 0, "USD"), Deadline = new(3_600_000) }, TestContext.Current.CancellationToken);
        var text = TextOf(answer);

        Assert.Null(answer.BestValue);
        Assert.Contains("Smallest of the shapes looked at within 1 h 00 min: 1 executor of 2 cores, ", text, StringComparison.Ordinal);
        Assert.Contains("Cores and memory are free here, so no cost is shown", text, StringComparison.Ordinal);
        Assert.DoesNotContain("USD", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" cost ", text.Replace("no cost is", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // 1.375 GiB for 80 s and as much for 100 s, at 0.000001 an hour: 0.00000006875. Two figures of it; zeros would say that it is free.
    [Fact]
    public void Text_CostNextToNothing_HasTwoFigures() => Assert.Contains("for 0.000000069 USD", TextOf(With(executors: 1, new(0, 0.000001, "USD"))), StringComparison.Ordinal);

    // Nothing was replayed, so that nothing rests on a replay.
    [Theory]
    [InlineData(true, "Not predicted. This application ended without a job. Give the log of a run that did its work.\n")]
    [InlineData(false, "Not predicted. This log stops before its first job. Copy it again when the application has ended.\n")]
    public void Text_NoJob_SaysWhyAndNothingElse(bool hasEnd, string expected)
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "idle", T);
        var answer = PredictShape.Predict((hasEnd ? log.ApplicationEnd(T + 1_000) : log).Read(), new WhatIfRequest("log"), TestContext.Current.CancellationToken);

        Assert.EndsWith("\n\n" + expected, TextOf(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("What this rests on", WhatIfMarkdown.Write(answer, Clock.Utc), StringComparison.Ordinal);
    }

    private static WhatIf With(int executors, Prices prices) => PredictShape.Predict(OneTask(), new WhatIfRequest("log") { Executors = [executors], Prices = prices }, TestContext.Current.CancellationToken);

    // The job ended and the application did not: what it did next is unknown, and so is which cluster would be done in time.
    [Fact]
    public void Text_LogStopsBeforeTheEnd_SaysSoFirstAndNamesNoShapeForADeadline()
    {
        var answer = PredictShape.Predict(OneTask(hasEnd: false), new WhatIfRequest("log") { Deadline = new(3_600_000) }, TestContext.Current.CancellationToken);

        Assert.Null(answer.Cheapest);
        Assert.Contains(
            $"\n\nThe log stops before the run's end: what came after is in no number here.\nWhich shape is done within {Quantity.Duration(new(3_600_000))} cannot be told from part of a run.\n",
            TextOf(answer),
            StringComparison.Ordinal);
    }

    private static string TextOf(WhatIf answer) => WhatIfText.Write(answer, new TextStyle(400, HasColor: false, HasUnicode: true), Clock.Utc);

    private static PricedRun Measured(WhatIf answer) => Assert.Single(answer.Runs, run => run.IsMeasured);

    private static PricedRun Other(WhatIf answer) => Assert.Single(answer.Runs, run => !run.IsMeasured);

    private static WhatIf Ask(Dictionary<string, string> asked) => PredictShape.Predict(
        OneTask(),
        new WhatIfRequest("log")
        {
            Prices = Seconds,
            Executors = [asked.TryGetValue("--executors", out var executors) ? int.Parse(executors, System.Globalization.CultureInfo.InvariantCulture) : 1],
            Settings = asked.Where(pair => pair.Key.StartsWith("spark.", StringComparison.Ordinal)).ToDictionary(),
        },
        TestContext.Current.CancellationToken);

    private static Application OneTask(string version = "3.5.0", bool hasEnd = true)
    {
        var log = new LogBuilder().LogStart(version).ApplicationStart("app", "priced", T).ExecutorAdded("1", T + 20_000, cores: 2)
        .JobStart(0, T + 30_000, [(0, 1)]).StageSubmitted(0, 1, T + 30_000).TaskStart(0, 0, 0, T + 30_000).TaskEnd(0, 0, 0, T + 30_000, T + 90_000)
        .StageCompleted(0, 1, T + 30_000, T + 90_000).JobEnd(0, T + 90_000);
        return (hasEnd ? log.ApplicationEnd(T + 100_000) : log).Read();
    }
}
