using CsCheck;
using Stoker.Simulation.Scheduling;

namespace Stoker.Tests.Simulation;

public sealed class SchedulerTests
{
    [Fact]
    public void Run_OneStage_FillsSlotsInIndexOrder()
    {
        // Two slots: 5 and 3 start at once; 4 starts at 3, 2 at 5; the last ends at max(7, 7).
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([5, 3, 4, 2])]);

        Assert.Equal(7, sketch.SpanOn(2));
        Assert.Equal(14, sketch.SpanOn(1));
        Assert.Equal(5, sketch.SpanOn(4));
    }

    [Fact]
    public void Run_ChildStage_StartsAtItsLastParentsEnd()
    {
        // Parents on three slots: 4 and then 6 and 1 side by side; the child waits for the 6: 6 + 2.
        var sketch = new ProgramSketch();
        var (left, right) = (sketch.Stage([4]), sketch.Stage([6, 1]));
        sketch.Job(-1, 0, [left, right, sketch.Stage([2, 2], left, right)]);

        Assert.Equal(8, sketch.SpanOn(3));
    }

    [Fact]
    public void Run_GapsBetweenJobs_StayWhateverTheSlots()
    {
        var sketch = new ProgramSketch();
        var first = sketch.Job(-1, 100, [sketch.Stage([10, 10])], endMs: 5);
        sketch.Job(first, 1000, [sketch.Stage([20, 20])]);

        // 100 + 10 + 5 + 1000 + 20
        Assert.Equal(1135, sketch.SpanOn(2));
        Assert.Equal(1135, sketch.SpanOn(64));
        Assert.Equal(1165, sketch.SpanOn(1));
    }

    [Fact]
    public void Run_ConcurrentJobs_ServesTheFirstJobFirst()
    {
        // FIFO on one slot: job 0's tasks (2 x 10) before job 1's (1 x 10), though both are there from the start.
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([10, 10])]);
        sketch.Job(-1, 0, [sketch.Stage([10])]);

        var replay = new Scheduler().Run(sketch.Work(), ClusterTimeline.Steady(1));

        Assert.Equal([20.0, 30.0], replay.JobEndMs);
    }

    [Fact]
    public void Run_FairPools_ShareTheSlotsFromOfferToOffer()
    {
        // Two slots, both offered to the first job as it comes: 0-10. Then each end is an offer of one slot to the pool that runs less: b 10-20, 20-30 and
        // 30-40, a beside it until 40, and its sixth task 40-50.
        var sketch = new ProgramSketch { IsFair = true };
        sketch.Job(-1, 0, [sketch.Stage([10, 10, 10, 10, 10, 10])], pool: "a");
        sketch.Job(-1, 0, [sketch.Stage([10, 10, 10])], pool: "b");

        var replay = new Scheduler().Run(sketch.Work(), ClusterTimeline.Steady(2));

        Assert.Equal(new double[] { 50, 40 }, replay.JobEndMs);
    }

    [Fact]
    public void Run_WarmSlotsAreIdle_TakesThemBeforeFreshOnes()
    {
        // Two of four slots are used and idle when the second job comes: 110, then 10 warm.
        var sketch = new ProgramSketch { ColdMs = 100 };
        var first = sketch.Job(-1, 0, [sketch.Stage([10, 10])]);
        sketch.Job(first, 0, [sketch.Stage([10, 10])]);

        Assert.Equal(120, sketch.SpanOn(4));
    }

    [Fact]
    public void Run_FreshSlots_PayForTheirFirstUseOnce()
    {
        var sketch = new ProgramSketch { ColdMs = 100 };
        var first = sketch.Job(-1, 0, [sketch.Stage([10, 10])]);
        sketch.Job(first, 0, [sketch.Stage([10, 10])]);

        // Two fresh slots: 110, then 10 warm. One slot: 110 + 10 + 20.
        Assert.Equal(120, sketch.SpanOn(2));
        Assert.Equal(140, sketch.SpanOn(1));
    }

    [Fact]
    public void Run_ManyShortTasks_AreBoundByTheLaunchRate()
    {
        // 100 tasks of 1 ms, 2 ms to launch each: the driver needs 200 ms on any number of slots.
        var sketch = new ProgramSketch { LaunchMs = 2 };
        sketch.Job(-1, 0, [sketch.Stage([.. Enumerable.Repeat(1f, 100)])]);

        Assert.Equal(201, sketch.SpanOn(64));
    }

    [Fact]
    public void Run_SlotThatGoes_TakesNoMoreTasks()
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([10, 10, 10, 10])]);

        // The second slot leaves at 10: one task on it, three on the other.
        var replay = new Scheduler().Run(sketch.Work(), new ClusterTimeline([0, 0], [double.PositiveInfinity, 10]));

        Assert.True(replay.IsFinished);
        Assert.Equal(30, replay.SpanMs);
    }

    [Fact]
    public void Run_AllSlotsGone_SaysThatItDidNotFinish()
    {
        var sketch = new ProgramSketch();
        sketch.Job(-1, 0, [sketch.Stage([10, 10])]);

        Assert.False(new Scheduler().Run(sketch.Work(), new ClusterTimeline([0], [5])).IsFinished);
    }

    [Fact]
    public void Run_AnyProgram_KeepsTheLawsOfScheduling() => Programs.Sample(sketch =>
    {
        var work = sketch.Work();
        var scheduler = new Scheduler();
        var floor = scheduler.Run(work, timeline: null).SpanMs;
        var total = work.TaskMs.Sum(tasks => tasks.Sum(ms => (double)ms));
        foreach (var slots in new[] { 1, 3, 8, 1000 })
        {
            var replay = scheduler.Run(work, ClusterTimeline.Steady(slots));
            Assert.True(replay.IsFinished);
            Assert.Equal(total, replay.HeldMs, 1e-6 * total + 1e-9);
            Assert.True(replay.SpanMs >= floor - 1e-6, "below the floor");
            Assert.True(replay.SpanMs >= (total / slots) - 1e-6, "more work than the slots hold");
        }

        // One slot and no gaps: the sum of all work.
        Assert.Equal(total, scheduler.Run(work, ClusterTimeline.Steady(1)).SpanMs, (1e-6 * total) + 1e-6);
        Assert.Equal(floor, scheduler.Run(work, ClusterTimeline.Steady(2000)).SpanMs, (1e-6 * floor) + 1e-6);
    });

    /// <summary>One job of up to six stages whose parents come before them, without driver time.</summary>
    private static Gen<ProgramSketch> Programs => Gen.Select(Gen.Float[1, 1000].Array[1, 40].Array[1, 6], Gen.Int[0, 63].Array[6], (stages, links) =>
    {
        var sketch = new ProgramSketch();
        var made = new List<int>();
        for (var stage = 0; stage < stages.Length; stage++)
        {
            made.Add(sketch.Stage(stages[stage], [.. made.Where(parent => (links[stage] >> parent & 1) == 1)]));
        }

        sketch.Job(-1, 0, [.. made]);
        return sketch;
    });
}
