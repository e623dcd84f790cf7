using System.Globalization;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>What makes an interval wide that no replay shows.</summary>
public sealed class IntervalNoiseTests
{
    private const long T = 100_000;

    // 16 tasks of a second on one slot, 18 s with the driver's start of 2 s. On eight slots the start is half of what is left: 0.2 x 2 of 4 s beside 0.04, times the quantile of 1.9 beyond four times the slots.
    [Fact]
    public void Predict_ShorterSpan_IsAsUnsureAsTheDriversStart()
    {
        var predictor = new Predictor(ReplayableProgram.Of(Run(startMs: 2000, rdds: "", outsideMs: 0, hosts: 1)));
        var interval = predictor.Predict(new ChangeSet { Executors = 8 }).Interval;

        Assert.Equal(1.9 * Math.Sqrt((0.1 * 0.1) + (0.04 * 0.04)), Math.Log(interval.HighMs / interval.LowMs) / 2, precision: 3);
        Assert.True(predictor.Predict(new ChangeSet { Executors = 2 }).Interval.HalfWidth < interval.HalfWidth);
    }

    // Two executors of one machine share its CPUs with the driver and with each other's Python workers; those of two machines do not.
    [Fact]
    public void Predict_PythonOnOneMachine_IsLessSureThanOnSeveral()
    {
        Assert.Equal(1.6 * 0.04, HalfWidth(hosts: 2), precision: 3);
        Assert.Equal(1.6 * Math.Sqrt((0.11 * 0.11) + (0.04 * 0.04)), HalfWidth(hosts: 1), precision: 3);

        static double HalfWidth(int hosts)
        {
            var interval = new Predictor(ReplayableProgram.Of(Run(startMs: 0, Python, outsideMs: 0, hosts, executors: 2))).Predict(new ChangeSet { Executors = 4 }).Interval;
            return Math.Log(interval.HighMs / interval.LowMs) / 2;
        }
    }

    // What tasks pay beside their work changes with the slots, and how much is not sure: the more they pay, the wider.
    [Fact]
    public void Predict_FirstUsesOfOneRound_WidenTheInterval()
    {
        var change = new ChangeSet { Executors = 4 };
        var (little, much) = (Run(startMs: 0, Python, outsideMs: 10, hosts: 1, executors: 16), Run(startMs: 0, Python, outsideMs: 200, hosts: 1, executors: 16));

        Assert.True(new Predictor(ReplayableProgram.Of(much)).Predict(change).Interval.HalfWidth > 1.5 * new Predictor(ReplayableProgram.Of(little)).Predict(change).Interval.HalfWidth);
    }

    private const string Python = """{"RDD ID":0,"Name":"PythonRDD","Storage Level":{"Use Disk":false,"Use Memory":false,"Replication":1},"Number of Partitions":16,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    /// <summary>A job of 16 tasks, a second of run time each, on executors of one core.</summary>
    private static Stoker.Model.Application Run(int startMs, string rdds, int outsideMs, int hosts, int executors = 1)
    {
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "noise", T);
        for (var executor = 0; executor < executors; executor++)
        {
            log.ExecutorAdded(Name(executor), T, cores: 1, host: hosts > 1 ? $"host-{Name(executor % hosts)}" : executors > 1 ? "127.0.0.1" : "host-1");
        }

        log.JobStart(0, T, [(0, 16)]).StageSubmitted(0, 16, T + startMs, rdds: rdds);
        var end = T;
        for (var task = 0; task < 16; task++)
        {
            var launch = T + startMs + (task / executors * (1000 + outsideMs));
            end = launch + 1000 + outsideMs;
            log.TaskStart(0, task, task, launch, executor: Name(task % executors)).TaskEnd(0, task, task, launch, end, executor: Name(task % executors),
                metrics: $$"""{"Executor Run Time":1000,"Executor CPU Time":1000000,"Executor Deserialize Time":{{outsideMs}},"Executor Deserialize CPU Time":0}""");
        }

        return log.StageCompleted(0, 16, T + startMs, end, rdds: rdds).JobEnd(0, end).ApplicationEnd(end).Read();
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
