using CsCheck;
using Stoker.Model.Stages;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Simulation.Scheduling;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>Tasks on a host of two CPUs, each of which had one for itself with two of them there: with n it has 2 / n of one, but never more than one.</summary>
public sealed class SharedCpusTests
{
    // Two slots: rounds of 1 s. Three: three at two thirds of the pace, 1.5 s a round; what is left of the last runs alone at full pace. Four: 2 s a round.
    // 12 tasks take 6 s of two CPUs whatever the slots.
    [Theory]
    [InlineData(4, 1, 4_000)]
    [InlineData(4, 2, 2_000)]
    [InlineData(4, 3, 2_500)]
    [InlineData(4, 4, 2_000)]
    [InlineData(12, 2, 6_000)]
    [InlineData(12, 3, 6_000)]
    [InlineData(12, 4, 6_000)]
    [InlineData(12, 5, 6_000)]
    [InlineData(12, 12, 6_000)]
    public void Run_EqualTasks_TakeWhatTheCpusTake(int tasks, int slots, double expected) =>
        Assert.Equal(expected, Span([.. Enumerable.Repeat(1_000f, tasks)], slots), 0.01);

    // 3, 1, 1 and 1 s on three slots: until 1.5 s three at two thirds, which ends two of 1 s; the 3 s have 2 left and the fourth begins: two at full pace, to 2.5 and 3.5 s.
    [Fact]
    public void Run_TaskThatIsLeftAlone_RunsAtFullPace() => Assert.Equal(3_500, Span([3_000, 1_000, 1_000, 1_000], slots: 3), 0.01);

    // On two hosts with two CPUs each, four tasks have one each.
    [Fact]
    public void Run_TwiceTheHosts_HaveTwiceTheCpus() => Assert.Equal(1_000, Span([1_000, 1_000, 1_000, 1_000], slots: 4, hosts: 2), 0.01);

    // Two stages at once: one that waits takes its time whatever runs beside it; the other shares with it: 2 tasks beside 1 that sleeps are 3 on the host.
    [Fact]
    public void Run_StageThatSleeps_IsNotSlowed()
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([1_000, 1_000])]);
        sketch.Job(-1, 0, [sketch.Stage([4_000])]);
        var work = sketch.Work();

        var replay = new Scheduler().Run(With(work, [Sharing(), null]), ClusterTimeline.Steady(3));

        Assert.Equal(1_500, replay.JobEndMs[0], 0.01);
        Assert.Equal(4_000, replay.JobEndMs[1], 0.01);
    }

    // One stage of one pace is what a plain queue gives, so both loops agree on any work.
    [Fact]
    public void Run_PaceThatNeverChanges_IsThePlainReplay() => Check.Sample(
        Gen.Select(Gen.Int[1, 500].Array[1, 40], Gen.Int[1, 12]),
        (sizes, slots) =>
        {
            var sketch = new ProgramSketch { ColdMs = 7, LaunchMs = 1 };
            var first = sketch.Stage([.. sizes.Select(size => (float)size)]);
            sketch.Job(-1, 3, [first, sketch.Stage([.. sizes.Reverse().Select(size => (float)size)], first)]);
            var work = sketch.Work();
            var shared = With(work, new CpuSharing?[work.TaskMs.Length]);

            Assert.Equal(new Scheduler().Run(work, ClusterTimeline.Steady(slots)).SpanMs, new Scheduler().Run(shared, ClusterTimeline.Steady(slots)).SpanMs, 0.01);
        });

    // Two slots on one CPU: six tasks of 1 s of CPU take 2 s each, two at a time, and the seventh 1 s alone. Their share of a CPU is 5 / 9 (of the five that were not the
    // first), 25 / 13 of them were there on average. At that pace two at once would take 25 / 26 of their time; one alone runs at 9 / 5 of it.
    [Fact]
    public void Of_TasksThatSharedOneCpu_AreTakenToOnePace()
    {
        var stage = ReplayableProgram.Of(SevenOnOneCpu()).Stages[0];

        Assert.Equal(25 / 13.0, stage.AtOnce, 0.001);
        Assert.Equal([1_923.1, 1_923.1, 1_923.1, 1_923.1, 1_923.1, 1_923.1, 1_800.0], stage.PacedMs!.Select(ms => Math.Round(ms, 1)));
    }

    // The run's own shape takes what it took. One slot: all of it at 5 / 9: 13,338.5 x 5 / 9. Eight: seven at once at 13 / 25 x 1 / 7 of the pace until the shortest ends,
    // 6,552 ms; six with 123.1 ms left at 13 / 25 x 1 / 6: 384 ms.
    [Theory]
    [InlineData(1, 7_410)]
    [InlineData(2, 7_000)]
    [InlineData(8, 6_936)]
    public void Predict_OneCpu_TakesAboutAsLongOnAnyNumberOfSlots(int cores, double expected)
    {
        var program = ReplayableProgram.Of(SevenOnOneCpu());
        var shape = program.Shape with { CoresPerExecutor = cores };

        var work = cores == 2 ? ChangedWork.Own(program) : ChangedWork.Of(program, shape, new ChangeSet { CoresPerExecutor = cores }).Work;

        Assert.Equal(expected, new Scheduler().Run(work, Arrivals.Of(program, shape)).SpanMs, 3.0);
    }

    private static double Span(float[] tasks, int slots, double hosts = 1)
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage(tasks)]);
        return new Scheduler().Run(With(sketch.Work(), [Sharing()], hosts), ClusterTimeline.Steady(slots)).SpanMs;
    }

    private static PlannedWork With(PlannedWork work, CpuSharing?[] sharing, double hosts = 1) =>
        new(work.Program, work.TaskMs, work.ColdMs, work.FirstMs, work.LaunchMs, work.DriverShare) { Sharing = sharing, Slowdown = work.Slowdown, Hosts = hosts };

    private static CpuSharing Sharing() => new(ProgramSketch.OneTask(cpuShare: 1, cpuCertainty: 1), IsLocal: false, Before: 2);

    /// <summary>A cluster on one machine: an executor of two slots, tasks of 1 s of CPU that end at 2, 2, 4, 4, 6, 6 and 7 s.</summary>
    private static Stoker.Model.Application SevenOnOneCpu()
    {
        const long T = 100_000;
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "shared", T).ExecutorAdded("1", T, cores: 2, host: "127.0.0.1").JobStart(0, T, [(0, 7)]).StageSubmitted(0, 7, T);
        for (var task = 0; task < 7; task++)
        {
            var launch = T + (task / 2 * 2_000);
            var finish = task == 6 ? launch + 1_000 : launch + 2_000;
            log.TaskStart(0, task, task, launch).TaskEnd(0, task, task, launch, finish, metrics: $$"""{"Executor Run Time":{{finish - launch}},"Executor CPU Time":1000000000}""");
        }

        return log.StageCompleted(0, 7, T, T + 7_000).JobEnd(0, T + 7_000).ApplicationEnd(T + 7_000).Read();
    }
}
