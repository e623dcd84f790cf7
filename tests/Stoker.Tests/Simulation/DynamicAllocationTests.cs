using Stoker.Simulation.Scheduling;

namespace Stoker.Tests.Simulation;

public sealed class DynamicAllocationTests
{
    private static readonly AllocationPolicy Unbounded = new() { SlotsPerExecutor = 1 };

    // 1, then 2, 4, 8, 16 more: 1, 3, 7, 15, 31. With 20 tasks it stops at 20, and starts small again.
    [Theory]
    [InlineData(1_000, new[] { 1, 3, 7, 15, 31 })]
    [InlineData(20, new[] { 1, 3, 7, 15, 20 })]
    public void Ask_TasksGoOnWaiting_DoublesEachRequest(int tasks, int[] expected)
    {
        var ramp = new AllocationRamp(Unbounded);

        Assert.Equal(expected, expected.Select(_ =>
        {
            ramp.Ask(waiting: tasks, running: 0, existing: ramp.Target, pending: 0);
            return ramp.Target;
        }));
    }

    [Fact]
    public void Ask_AtTheBound_AsksForNoMore()
    {
        var ramp = new AllocationRamp(Unbounded with { Most = 2 });

        Assert.Equal([1, 1, 0], Enumerable.Range(0, 3).Select(_ => ramp.Ask(waiting: 100, running: 0, existing: ramp.Target, pending: 0)));
    }

    // Four executors are on their way since the application started. Ten tasks on one slot each want a fifth, then two and three more; none of the four is asked for again.
    [Fact]
    public void Ask_ExecutorsAreOnTheirWay_AsksForThoseBeyondThem()
    {
        var ramp = new AllocationRamp(Unbounded with { Initial = 4 });
        ramp.Begin(running: 0);

        Assert.Equal(1, ramp.Ask(waiting: 10, running: 0, existing: 0, pending: 4));
        Assert.Equal(2, ramp.Ask(waiting: 10, running: 0, existing: 0, pending: 5));
        Assert.Equal(3, ramp.Ask(waiting: 10, running: 0, existing: 0, pending: 7));
        Assert.Equal(10, ramp.Target);
    }

    // Eight tasks of 10 s, two executors at the most, each 30 s away, asked for at 1 s and 2 s: they come at 31 s and 32 s, run four tasks each, and no third is asked for meanwhile.
    [Fact]
    public void Run_ExecutorsAreFarAway_NeverAsksForMoreThanTheMost()
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([.. Enumerable.Repeat(10_000f, 8)])]);

        var replay = new Scheduler().Run(sketch.Work(), Unbounded with { Most = 2, RegistrationMs = 30_000 });

        Assert.Equal(72_000, replay.SpanMs);
        Assert.Equal(41_000 + 40_000, replay.ExecutorMs);
        Assert.Equal(2, replay.ExecutorsLeft);
        Assert.Equal(2, replay.MostExecutors);
    }

    // Three tasks of 10 s. One executor is asked for after 1 s, the two others after 2 s; each comes 3 s later: starts at 4, 5 and 5 s.
    [Fact]
    public void Run_TasksWait_StartsThemAsExecutorsCome()
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([10_000, 10_000, 10_000])]);

        var replay = new Scheduler().Run(sketch.Work(), Unbounded with { RegistrationMs = 3_000 });

        Assert.Equal(15_000, replay.SpanMs);
        Assert.Equal(11_000 + 10_000 + 10_000, replay.ExecutorMs);
        Assert.Equal(3, replay.MostExecutors);
    }

    // The first executor is asked for at 1 s and there at 4 s; the job ends at 9 s. After 100 s of driver time the executor is gone (60 s idle): the
    // second job waits for 1 s and for 3 s again.
    [Fact]
    public void Run_ExecutorsIdle_GivesThemBackAndAsksAgain()
    {
        var replay = new Scheduler().Run(TwoJobsFarApart(), Unbounded with { RegistrationMs = 3_000 });

        Assert.Equal(new double[] { 9_000, 118_000 }, replay.JobEndMs);
        Assert.Equal(5_000 + 60_000 + 5_000, replay.ExecutorMs);
        Assert.Equal(1, replay.MostExecutors); // One after the other.
    }

    [Fact]
    public void Run_LeastExecutors_KeepsThem()
    {
        var replay = new Scheduler().Run(TwoJobsFarApart(), Unbounded with { Least = 1, RegistrationMs = 3_000 });

        Assert.Equal(new double[] { 5_000, 110_000 }, replay.JobEndMs);
        Assert.Equal(110_000, replay.ExecutorMs);
    }

    private static PlannedWork TwoJobsFarApart()
    {
        var sketch = new ProgramSketch();
        var first = sketch.Job(-1, 0, [sketch.Stage([5_000])]);
        sketch.Job(first, 100_000, [sketch.Stage([5_000])]);
        return sketch.Work();
    }
}
