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
