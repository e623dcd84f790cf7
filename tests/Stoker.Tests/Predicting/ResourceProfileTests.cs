using Stoker.Model;
using Stoker.Predicting;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Predicting;

/// <summary>Stage-level scheduling: a run whose executors are of two kinds, the second with a heap of 8 GiB.</summary>
public sealed class ResourceProfileTests
{
    private const long T = 1_000_000;

    private const string Large = """{"Event":"SparkListenerResourceProfileAdded","Resource Profile Id":1,"Executor Resource Requests":{"memory":{"Resource Name":"memory","Amount":8192,"Discovery Script":"","Vendor":""}},"Task Resource Requests":{}}""";

    // A core costs 1 a second, and so does a GiB. Both executors of two cores are there for all of 80 s: 2 + 1.375 and 2 + 8.8 a second, 7.0875 on average. Four of them, for 80 s; the driver 2.375.
    [Fact]
    public void Predict_MoreExecutors_CostAMixOfThoseOfTheRun()
    {
        var run = Assert.Single(Ask(4).Runs, run => !run.IsMeasured);

        Assert.Equal(((4 * 7.0875) + 2.375) * 80, run.Cost, 1.0);
    }

    // The second profile ran 20 of 80 s.
    [Fact]
    public void Predict_OtherShape_SaysThatProfilesAreTakenForOneKind()
    {
        var (answer, alike) = (Ask(4), PredictShape.Predict(Read(Log("0")), Request(4), TestContext.Current.CancellationToken));
        var (mixed, single) = (Assert.Single(answer.Runs, run => !run.IsMeasured).Run, Assert.Single(alike.Runs, run => !run.IsMeasured).Run);

        Assert.Contains(mixed.Notes, note => note.StartsWith("25 % of the work ran on executors of another resource profile", StringComparison.Ordinal));
        Assert.DoesNotContain(single.Notes, note => note.Contains("profile", StringComparison.Ordinal));
        Assert.True(mixed.Interval.HalfWidth > single.Interval.HalfWidth + 0.05, $"{mixed.Interval.HalfWidth} is hardly wider than {single.Interval.HalfWidth}");
        Assert.DoesNotContain(Assert.Single(answer.Runs, run => run.IsMeasured).Run.Notes, note => note.Contains("profile", StringComparison.Ordinal));
    }

    private static WhatIf Ask(int executors) => PredictShape.Predict(Read(Log("1")), Request(executors), TestContext.Current.CancellationToken);

    private static WhatIfRequest Request(int executors) => new("log") { Prices = new Prices(3600, 3600, "EUR"), Executors = [executors] };

    private static Application Read(LogBuilder log) => log.Read();

    private static LogBuilder Log(string profile) => new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "profiles", T).Line(Large).ExecutorAdded("1", T, cores: 2)
        .Line(new LogBuilder().ExecutorAdded("2", T, cores: 2, host: "host-2").Text.TrimEnd().Replace("\"Resource Profile Id\":0", $"\"Resource Profile Id\":{profile}", StringComparison.Ordinal))
        .JobStart(0, T, [(0, 1)]).StageSubmitted(0, 1, T).TaskStart(0, 0, 0, T).TaskEnd(0, 0, 0, T, T + 60_000).StageCompleted(0, 1, T, T + 60_000).JobEnd(0, T + 60_000)
        .Line(Stage(new LogBuilder().JobStart(1, T + 60_000, [(1, 1)]), profile)).Line(Stage(new LogBuilder().StageSubmitted(1, 1, T + 60_000), profile))
        .TaskStart(1, 1, 0, T + 60_000, executor: "2").TaskEnd(1, 1, 0, T + 60_000, T + 80_000, executor: "2")
        .Line(Stage(new LogBuilder().StageCompleted(1, 1, T + 60_000, T + 80_000), profile)).JobEnd(1, T + 80_000).ApplicationEnd(T + 80_000);

    private static string Stage(LogBuilder line, string profile) => line.Text.TrimEnd().Replace("\"Resource Profile Id\":0", $"\"Resource Profile Id\":{profile}", StringComparison.Ordinal);
}
