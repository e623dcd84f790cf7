using Stoker.Model;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>What first uses cost, by what lies outside of run times.</summary>
public sealed class BesideWorkTests
{
    private const long T = 100_000;

    private const string Python = """{"RDD ID":0,"Name":"PythonRDD","Storage Level":{"Use Disk":false,"Use Memory":false,"Replication":1},"Number of Partitions":2,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""";

    // Two slots, a round of two tasks: 100 ms outside of their run time. Fresh slots: 2.1 times that in the JVM, 3.8 times with Python; slots in use: 3 and 2.6 times.
    [Theory]
    [InlineData("", 210, 300)]
    [InlineData(Python, 380, 260)]
    public void Of_OneRound_IsSoManyTimesWhatLiesOutside(string rdds, float fresh, float used)
    {
        var application = Run(rdds, [900, 900], [900, 900]);
        var beside = Beside(application);

        Assert.Equal([fresh, fresh], beside.Of(0)!);
        Assert.Equal([used, used], beside.Of(1)!);
    }

    // The third task of a stage pays 100 ms outside too, 160 with its run time: the first ones 50 more than that. It is none of the first.
    [Fact]
    public void Of_OtherTasks_AreTakenOff() => Assert.Equal([50f, 50f, 0f], Beside(Run("", [900, 900, 900])).Of(0)!);

    // 0.95 of a task of 200 ms.
    [Fact]
    public void Of_ShortTasks_LeavesSomethingOfThem() => Assert.Equal([190f, 190f], Beside(Run("", [100, 100])).Of(0)!);

    // What it takes off is what each slot is charged again.
    [Fact]
    public void Read_OneRoundThatWaits_ChargesWhatItTookOff()
    {
        var stages = ReplayableProgram.Of(Run("", [900, 900], [900, 900])).Stages;

        Assert.Equal([(210.0, false), (300.0, false)], stages.Select(stage => (stage.Id.Value == 0 ? stage.ColdMs : stage.FirstMs, stage.IsFirstTold)));
        Assert.All(stages, stage => Assert.Equal(stage.Id.Value == 0 ? 790 : 700, stage.WarmMs[1], 1f));
    }

    private static BesideWork Beside(Application application)
    {
        var held = new HeldSlots(application);
        return new BesideWork(application, held, new TaskOverhead(application, held));
    }

    /// <summary>Stages of one local executor of two slots, one after another; the run times given, 60 ms of deserialization and 40 ms on the way, a hundredth of the time on a CPU.</summary>
    private static Application Run(string rdds, params int[][] stages)
    {
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "beside", T).ExecutorAdded("driver", T, cores: 2);
        var (now, id) = (T, 0L);
        for (var stage = 0; stage < stages.Length; stage++)
        {
            var (start, free) = (now, new[] { now, now });
            log.JobStart(stage, start, [(stage, stages[stage].Length)]).StageSubmitted(stage, stages[stage].Length, start, rdds: rdds);
            for (var task = 0; task < stages[stage].Length; task++, id++)
            {
                var (slot, run) = (task % 2, stages[stage][task]);
                var (launch, end) = (free[slot], free[slot] + run + 100);
                free[slot] = end;
                log.TaskStart(stage, id, task, launch, executor: "driver")
                    .TaskEnd(stage, id, task, launch, end, executor: "driver", metrics: $$"""{"Executor Run Time":{{run}},"Executor CPU Time":{{run * 10_000}},"Executor Deserialize Time":60,"Executor Deserialize CPU Time":20000000}""");
            }

            now = free.Max();
            log.StageCompleted(stage, stages[stage].Length, start, now, rdds: rdds).JobEnd(stage, now);
        }

        return log.ApplicationEnd(now).Read();
    }
}
