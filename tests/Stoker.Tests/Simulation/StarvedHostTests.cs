using Stoker.Model;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>Executors of one machine whose Python tasks got a tenth of a CPU while they deserialized.</summary>
public sealed class StarvedHostTests
{
    private const long T = 100_000;

    // Two executors of one slot, a round of two tasks: nobody tells what of 4 s is first use. They deserialized for 1 s; a fresh slot of Python takes 3.8 times that, whatever the share of a CPU it got.
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void Read_OneRoundOfPythonTasks_TakesItsStartForFirstUse(double cpuShare)
    {
        var stage = ReplayableProgram.Of(Run([4000, 4200], cpuShare)).Stages[0];

        Assert.False(stage.IsFirstTold);
        Assert.Equal(3800, stage.ColdMs);
        Assert.Equal([200f, 400f], stage.WarmMs);
    }

    // One executor of the two: its start is the CPU work of one where it was that of two, so the first task waits half as long: 1900. Its stage has as many tasks as there are
    // cores, so one where there were two: 200 + 400, less the 50 ms that a task with Python costs whatever its size.
    [Fact]
    public void Predict_HalfTheExecutorsOfOneMachine_StartTwiceAsFast()
    {
        var predictor = new Predictor(ReplayableProgram.Of(Run([4000, 4200], cpuShare: 0.1)));

        Assert.Equal(4200, predictor.Self.ReplayedMs, 1.0);
        Assert.Equal(2450, predictor.Predict(new ChangeSet { Executors = 1 }).SpanMs, 1.0);
    }

    /// <summary>Tasks on two executors of one slot, one after another on each.</summary>
    private static Application Run(int[] tasks, double cpuShare)
    {
        const string Python = """{"RDD ID":0,"Name":"PythonRDD","Storage Level":{"Use Disk":false,"Use Memory":false,"Replication":1},"Number of Partitions":2,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "starved", T).ExecutorAdded("1", T, cores: 1, host: "127.0.0.1").ExecutorAdded("2", T, cores: 1, host: "127.0.0.1")
            .JobStart(0, T, [(0, tasks.Length)]).StageSubmitted(0, tasks.Length, T, rdds: Python);
        long[] free = [T, T];
        for (var task = 0; task < tasks.Length; task++)
        {
            var (slot, start) = (task % 2, free[task % 2]);
            free[slot] = start + tasks[task];
            var metrics = $$"""{"Executor Deserialize Time":1000,"Executor Deserialize CPU Time":{{(long)(cpuShare * 1e9)}},"Executor Run Time":{{tasks[task] - 1000}},"Executor CPU Time":10000000}""";
            log.TaskStart(0, task, task, start, executor: (slot + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
                .TaskEnd(0, task, task, start, free[slot], executor: (slot + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), metrics: metrics);
        }

        return log.StageCompleted(0, tasks.Length, T, free.Max(), rdds: Python).JobEnd(0, free.Max()).ApplicationEnd(free.Max()).Read();
    }
}
