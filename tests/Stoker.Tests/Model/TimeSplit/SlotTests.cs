using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;
using static Stoker.Tests.Model.TimeSplit.Applications;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class SlotTests
{
    [Fact]
    public void Of_ExecutorWithoutCores_HasAsManySlotsAsItEverRanTasksForAsLongAsItLived()
    {
        // Executor 2 does not tell its cores, lives 200..800 and runs two tasks at once: 2 x 600. Executor 1 has one slot from 0 to 1000.
        var application = Applications.Of(
            0,
            1000,
            [Executor("1", 1, 0), Executor("2", 0, 200, 800)],
            [Job(0, 0, 1000, 0)],
            [Stage(0, 0, 0, 1000, [], new Attempt(0, 1000), new Attempt(200, 500) { Executor = "2" }, new Attempt(300, 500) { Executor = "2" }, new Attempt(500, 800) { Executor = "2" })]);

        var time = TimeBreakdown.Of(application);

        Assert.True(time.AreSlotsInferred);
        Assert.Equal(1000 + (2 * 600), time.ApplicationTime.Core.Total.Value);

        // 1000 + 300 + 200 + 300 ran.
        Assert.Equal(400, time.ApplicationTime.Core.Idle.Value);

        // 0..200 all one slot, 300..500 all three.
        Assert.Equal(new WallSplit(new(0), new(0), new(400), new(600)), time.ApplicationTime.Wall);
    }

    [Fact]
    public void Of_AttemptWithoutEnd_HoldsItsSlotNoLongerThanItsExecutorLives()
    {
        // The log goes on to 9000; executor 1 was lost at 2000 and its task with it, and came back at 3000 under the same id.
        var application = Applications.Of(
            0,
            9000,
            [Executor("1", 1, 0, 2000), Executor("1", 1, 3000)],
            [Job(0, 0, 4000, 0)],
            [Stage(0, 0, 0, 4000, [], new Attempt(1000, 9000) { Status = TaskAttemptStatus.Running }, new Attempt(3000, 4000)) with { TaskCount = 1 }]);

        var time = TimeBreakdown.Of(application);

        // 0..1000 waits with a free slot, 1000..2000 runs, 2000..3000 waits and no executor is there, 3000..4000 runs, then the driver.
        Assert.Equal(new WallSplit(new(5000), new(1000), new(1000), new(2000)), time.ApplicationTime.Wall);
        Assert.Equal(2000 + 6000, time.ApplicationTime.Core.Total.Value);
        Assert.Equal(0, time.TimeBeyondSlots.Value);
    }

    [Fact]
    public void Of_TaskThatEndsAfterItsExecutorWent_GrowsTheSlotsAndSaysSo()
    {
        var application = Applications.Of(0, 1000, [Executor("1", 1, 0, 600)], [Job(0, 0, 1000, 0)], [Stage(0, 0, 0, 1000, [], new Attempt(0, 1000))]);

        var time = TimeBreakdown.Of(application);

        Assert.Equal(400, time.TimeBeyondSlots.Value);
        Assert.Equal(1000, time.ApplicationTime.Core.Total.Value);
        Assert.Equal(new WallSplit(new(0), new(0), new(0), new(1000)), time.ApplicationTime.Wall);
    }

    [Fact]
    public void Of_JobWithoutTimes_LastsAsLongAsItsStages()
    {
        // Spark 1.x: the job's start and end have no time.
        var application = Applications.Of(
            0, 1000, [Executor("1", 1, 0)], [Job(0, 0, 0, 0) with { SubmissionTime = null, CompletionTime = null }], [Stage(0, 0, 100, 700, [], new Attempt(100, 690))]);

        var time = TimeBreakdown.Of(application);

        Assert.Equal(600, time.Of(application.Jobs[0])?.Wall.Total.Value);
        Assert.Equal(
            [(0L, 100L, CriticalCause.DriverBeforeFirstJob), (100, 690, CriticalCause.LastTask), (690, 700, CriticalCause.DriverInJob), (700, 1000, CriticalCause.DriverAfterLastJob)],
            time.CriticalPath.Segments.Select(segment => (segment.Start.EpochMilliseconds, segment.End.EpochMilliseconds, segment.Cause)));
    }

    [Fact]
    public void Of_StageThatNeverCompleted_WaitsNoLongerThanItsJob()
    {
        // The job was cancelled at 500 with one of two tasks launched; the log has no end of the stage.
        var application = Applications.Of(
            0, 1000, [Executor("1", 2, 0)], [Job(0, 0, 500, 0)], [Stage(0, 0, 0, null, [], new Attempt(0, 400)) with { TaskCount = 2 }]);

        Assert.Equal(new WallSplit(new(500), new(0), new(500), new(0)), TimeBreakdown.Of(application).ApplicationTime.Wall);
    }
}
