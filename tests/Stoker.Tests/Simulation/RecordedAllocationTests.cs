using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>What a run with dynamic allocation tells of its executors, beyond its settings.</summary>
public sealed class RecordedAllocationTests
{
    private const long T = 100_000;

    // Two executors of one slot were there 0.5 s after a single task was submitted: nothing had asked yet. A third came at 9 s, after eight tasks had waited from 2 s on.
    [Fact]
    public void InitialAtMs_MoreThanTasksAskedFor_AreWhatItStartedWith() =>
        Assert.Equal([200.0, 500.0], RecordedAllocation.InitialAtMs(ReplayableProgram.Of(Run(thirdAt: 9_000)), backlogMs: 1_000));

    // All executors were there from the start, so a bound above them changes nothing: the run never asked for more than its one stage of two tasks wanted.
    [Fact]
    public void Predict_HigherBoundThanTasksAskFor_TakesAsLong()
    {
        var log = Start().JobStart(0, T, [(0, 2)]).StageSubmitted(0, 2, T);
        for (var task = 0; task < 2; task++)
        {
            log.TaskStart(0, task, task, T + 500, executor: task == 0 ? "1" : "2").TaskEnd(0, task, task, T + 500, T + 30_500, executor: task == 0 ? "1" : "2");
        }

        var predictor = new Predictor(ReplayableProgram.Of(log.StageCompleted(0, 2, T, T + 30_500).JobEnd(0, T + 30_500).ApplicationEnd(T + 31_000).Read()));

        Assert.Equal(30_500, predictor.Self.ReplayedMs, 1.0);
        Assert.Equal([30_500.0, 30_500.0], new[] { 3, 16 }.Select(executors => Math.Round(predictor.Predict(new ChangeSet { Executors = executors }).SpanMs / 10) * 10));
    }

    // Without dynamic allocation: the application asks for its two executors when it starts, they come 64 s later, 30 s after the job; its four tasks of 10 s end 20 s after that.
    // The same two executors, whatever asks for them, give the same time, and a third would come 64 s after it was asked for: too late.
    [Theory]
    [InlineData("2", "2")]
    [InlineData("1", "2")]
    [InlineData("2", "3")]
    public void Predict_DynamicAllocationGivesTheSameExecutors_TakesAsLong(string least, string most)
    {
        var predictor = new Predictor(ReplayableProgram.Of(FarAway()));

        var run = predictor.Predict(Allocated(least, most));

        Assert.Equal(50_000, predictor.Self.ReplayedMs, 1.0);
        Assert.Equal(50_000, run.SpanMs, 1.0);
        Assert.Equal(2 * 20_000, run.Held.WithinMs, 2.0);
        Assert.Equal(least != most, run.Notes.Any(note => note.Contains("come 64 s later (as the run's did after its start)", StringComparison.Ordinal)));
    }

    // One executor is all that may be there: the first of the run, 30 s after the job, and four tasks of 10 s one after another.
    [Fact]
    public void Predict_MostExecutorsAskedFor_HasNoMore()
    {
        var run = new Predictor(ReplayableProgram.Of(FarAway())).Predict(Allocated("0", "1"));

        Assert.Equal(1, run.Shape.Executors);
        Assert.Equal(70_000, run.SpanMs, 1.0);
    }

    [Theory]
    [InlineData("1", "4", 16, "16 executors are more than spark.dynamicAllocation.maxExecutors=4 allows.")]
    [InlineData("3", "4", 2, "2 executors are fewer than spark.dynamicAllocation.minExecutors=3 keeps.")]
    [InlineData("9", "2", 2, "spark.dynamicAllocation.minExecutors would be 9 and maxExecutors 2")]
    public void RefusalOf_ExecutorsOutsideTheBounds_SaysWhich(string least, string most, int executors, string expected) => Assert.StartsWith(
        expected,
        new Predictor(ReplayableProgram.Of(FarAway())).RefusalOf(Allocated(least, most) with { Executors = executors })?.Reason,
        StringComparison.Ordinal);

    private static ChangeSet Allocated(string least, string most) => new()
    {
        Settings = new Dictionary<string, string>
        {
            ["spark.dynamicAllocation.enabled"] = "true",
            ["spark.dynamicAllocation.minExecutors"] = least,
            ["spark.dynamicAllocation.maxExecutors"] = most,
        },
    };

    private static Stoker.Model.Application FarAway()
    {
        var log = new LogBuilder().LogStart("3.3.0").ApplicationStart("app", "far away", T)
            .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"k8s://https://host","spark.executor.instances":"2"},"System Properties":{},"Classpath Entries":{}}""")
            .JobStart(0, T + 34_000, [(0, 4)]).StageSubmitted(0, 4, T + 34_000).ExecutorAdded("1", T + 64_000, cores: 1).ExecutorAdded("2", T + 64_000, cores: 1, host: "host-2");
        for (var task = 0; task < 4; task++)
        {
            var (launch, executor) = (T + 64_000 + (task / 2 * 10_000), task % 2 == 0 ? "1" : "2");
            log.TaskStart(0, task, task, launch, executor: executor).TaskEnd(0, task, task, launch, launch + 10_000, executor: executor);
        }

        return log.StageCompleted(0, 4, T + 34_000, T + 84_000).JobEnd(0, T + 84_000).ApplicationEnd(T + 84_000).Read();
    }

    private static LogBuilder Start() => new LogBuilder().LogStart("3.3.0").ApplicationStart("app", "allocated", T)
        .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn","spark.dynamicAllocation.enabled":"true"},"System Properties":{},"Classpath Entries":{}}""")
        .ExecutorAdded("1", T + 200, cores: 1).ExecutorAdded("2", T + 500, cores: 1, host: "host-2");

    private static Stoker.Model.Application Run(long thirdAt)
    {
        var log = Start().ExecutorAdded("3", T + thirdAt, cores: 1, host: "host-3").JobStart(0, T, [(0, 1)]).StageSubmitted(0, 1, T).TaskStart(0, 0, 0, T + 500).TaskEnd(0, 0, 0, T + 500, T + 1_000)
            .StageCompleted(0, 1, T, T + 1_000).JobEnd(0, T + 1_000).JobStart(1, T + 2_000, [(1, 8)]).StageSubmitted(1, 8, T + 2_000);
        for (var task = 0; task < 8; task++)
        {
            var launch = T + 2_000 + (task / 2 * 5_000);
            log.TaskStart(1, task + 1, task, launch, executor: task % 2 == 0 ? "1" : "2").TaskEnd(1, task + 1, task, launch, launch + 5_000, executor: task % 2 == 0 ? "1" : "2");
        }

        return log.StageCompleted(1, 8, T + 2_000, T + 22_000).JobEnd(1, T + 22_000).ApplicationEnd(T + 22_000).Read();
    }
}
