using CsCheck;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;
using Stoker.Tests.Shared;
using static Stoker.Tests.Model.TimeSplit.Applications;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class TimeBreakdownTests
{
    [Fact]
    public void Of_OneStageOnTwoSlots_SplitsWallAndCoreByHand()
    {
        // 0..1000 start, 1000 job, tasks 1000..4000 and 1000..2000, job ends 4100, application ends 5000.
        var application = Applications.Of(
            0,
            5000,
            [Executor("1", 2, 500)],
            [Job(0, 1000, 4100, 0)],
            [
                Stage(
                    0, 0, 1000, 4050, [],
                    new Attempt(1000, 4000, (TaskMetric.ExecutorRunTime, 2800), (TaskMetric.ExecutorDeserializeTime, 100), (TaskMetric.JvmGcTime, 300), (TaskMetric.ShuffleWriteTime, 50_000_000)),
                    new Attempt(1000, 2000) { Status = TaskAttemptStatus.Failed, Reason = TaskEndReason.ExceptionFailure }),
            ]);

        var time = TimeBreakdown.Of(application);

        // Two run 1000..2000; one runs 2000..4000; nothing runs else, and nothing waits.
        Assert.Equal(new WallSplit(new(2000), new(0), new(2000), new(1000)), time.ApplicationTime.Wall);
        var core = time.ApplicationTime.Core;
        Assert.Equal(100, core.Deserialization.Value);
        Assert.Equal(300, core.GarbageCollection.Value);
        Assert.Equal(50, core.ShuffleWrite.Value);
        Assert.Equal(2450, core.Compute.Value);
        Assert.Equal(100, core.SchedulerDelay.Value);
        Assert.Equal(1000, core.FailedAttempts.Value);
        Assert.Equal(0, core.OtherWork.Value);

        // The executor lives 500..5000 with two slots: 9000, of which tasks took 4000.
        Assert.Equal(5000, core.Idle.Value);
        Assert.Equal(9000, core.Total.Value);

        var stage = time.Of(application.Stages[0]);
        Assert.NotNull(stage);
        Assert.Equal(3050, stage.Wall.Total.Value);
        Assert.Equal(6100, stage.Core.Total.Value);
    }

    [Fact]
    public void Of_TasksThatWaitWithoutExecutors_CountAsWaitingForExecutors()
    {
        var application = Applications.Of(
            0, 4000, [Executor("1", 1, 2000)], [Job(0, 0, 3000, 0)], [Stage(0, 0, 0, 3000, [], new Attempt(2000, 3000))]);

        var wall = TimeBreakdown.Of(application).ApplicationTime.Wall;

        Assert.Equal(new WallSplit(new(1000), new(2000), new(0), new(1000)), wall);
    }

    [Fact]
    public void Of_ConcurrentJobs_CountsTheWorkOfTheOtherJobApart()
    {
        var application = Applications.Of(
            0,
            2000,
            [Executor("1", 2, 0)],
            [Job(0, 0, 2000, 0), Job(1, 500, 1500, 1)],
            [Stage(0, 0, 0, 2000, [], new Attempt(0, 2000)), Stage(1, 1, 500, 1500, [], new Attempt(500, 1500))]);

        var time = TimeBreakdown.Of(application);

        var second = time.Of(application.Jobs[1]);
        Assert.NotNull(second);
        Assert.Equal(1000, second.Core.Running.Value);
        Assert.Equal(1000, second.Core.OtherWork.Value);
        Assert.Equal(0, second.Core.Idle.Value);
        Assert.Equal(new WallSplit(new(0), new(0), new(0), new(1000)), second.Wall);
    }

    [Fact]
    public void Of_LogWithoutCores_InfersSlotsFromTheMostTasksAtOnce()
    {
        var application = Applications.Of(
            0, 1000, [], [Job(0, 0, 1000, 0)], [Stage(0, 0, 0, 1000, [], new Attempt(0, 600), new Attempt(0, 500), new Attempt(600, 1000))]);

        var time = TimeBreakdown.Of(application);

        Assert.True(time.AreSlotsInferred);
        Assert.Equal(2000, time.ApplicationTime.Core.Total.Value);
        Assert.Equal(500, time.ApplicationTime.Core.Idle.Value);
    }

    [Fact]
    public void CriticalPath_OfTwoStagesWithAGap_NamesEachCause()
    {
        // Driver until 1000; stage 0 with tasks 1100..2000 and 1100..3000; 100 ms in the job; stage 1 fills its slot twice; driver to 6000.
        var application = Applications.Of(
            0,
            6000,
            [Executor("1", 2, 0)],
            [Job(0, 1000, 5000, 0, 1)],
            [
                Stage(0, 0, 1050, 3000, [], new Attempt(1100, 2000), new Attempt(1100, 3000)),
                Stage(1, 0, 3100, 4900, [0], new Attempt(3100, 4000), new Attempt(3100, 3900), new Attempt(4000, 4900)),
            ]);

        var path = TimeBreakdown.Of(application).CriticalPath;

        Assert.Equal(
            [
                (0L, 1000L, CriticalCause.DriverBeforeFirstJob),
                (1000, 1050, CriticalCause.DriverInJob),
                (1050, 1100, CriticalCause.WaitingForLaunch),
                (1100, 3000, CriticalCause.LastTask),
                (3000, 3100, CriticalCause.DriverInJob),
                (3100, 4000, CriticalCause.StageWork),
                (4000, 4900, CriticalCause.LastTask),
                (4900, 5000, CriticalCause.DriverInJob),
                (5000, 6000, CriticalCause.DriverAfterLastJob),
            ],
            path.Segments.Select(segment => (segment.Start.EpochMilliseconds, segment.End.EpochMilliseconds, segment.Cause)));
        Assert.Equal(6000, path.Total.Value);
        Assert.Equal(new TaskId(1), path.Segments[3].Task);
    }

    [Fact]
    public void Of_AnyApplication_AddsUpToTheWhole() =>
        Gen.Select(Gen.Int[0, 4], Gen.Select(Gen.Int[0, 50], Gen.Int[0, 60], Gen.Int[-5, 40], Gen.Int[0, 3]).List[1, 25], Gen.Int[20, 120], Gen.Bool)
            .Sample((executors, shapes, end, hasEnded) =>
            {
                var stages = shapes.Select((shape, id) => Stage(
                    id, id % 5, shape.Item1, shape.Item4 == 3 ? null : shape.Item1 + shape.Item2, [],
                    [.. Enumerable.Range(0, shape.Item4 + 1).Select(task => new Attempt(
                        shape.Item1 + task, shape.Item1 + task + shape.Item3, (TaskMetric.ExecutorRunTime, shape.Item2), (TaskMetric.JvmGcTime, 7), (TaskMetric.ExecutorDeserializeTime, task)))])).ToArray();
                var application = Applications.Of(
                    3,
                    hasEnded ? end : null,
                    [.. Enumerable.Range(0, executors).Select(number => Executor($"{number}", number, number * 10, number % 2 == 0 ? 30 + (number * 5) : null))],
                    [.. Enumerable.Range(0, 5).Select(job => Job(job, job * 12, job == 4 ? null : (job * 12) + 25, [.. Enumerable.Range(0, shapes.Count).Where(id => id % 5 == job)]))],
                    stages);

                AssertAddsUp(application);
            });

    [Fact]
    public void Of_EveryLogOfTheCorpus_AddsUpToTheWhole()
    {
        var corpus = SharedFolder.Corpus();
        using var resolved = EventLogSources.Resolve(corpus, new SourceSelection { All = true }, new SourceOptions(), TestContext.Current.CancellationToken);

        Assert.True(resolved.Chosen.Count > 30);
        foreach (var log in resolved.Chosen)
        {
            AssertAddsUp(EventLogReader.Read(log, 2, cancellationToken: TestContext.Current.CancellationToken));
        }
    }

    private static void AssertAddsUp(Application application)
    {
        var time = TimeBreakdown.Of(application);
        var wall = application.EndOrLastEventTime - application.StartTime;
        Check(time.ApplicationTime, Math.Max(0, wall.Value));
        Assert.Equal(0, time.ApplicationTime.Core.OtherWork.Value);
        foreach (var scope in application.Jobs.Select(time.Of).Concat(application.SqlExecutions.Select(time.Of)).Concat(application.Stages.Select(time.Of)).OfType<ScopeTime>())
        {
            Check(scope, scope.Wall.Total.Value);
        }

        var segments = time.CriticalPath.Segments;
        Assert.Equal(Math.Max(0, wall.Value), time.CriticalPath.Total.Value);
        var at = application.StartTime;
        foreach (var segment in segments)
        {
            Assert.Equal(at, segment.Start);
            Assert.True(segment.Duration > Milliseconds.Zero);
            at = segment.End;
        }
    }

    private static void Check(ScopeTime time, long wall)
    {
        Assert.Equal(wall, time.Wall.Total.Value);
        Milliseconds[] parts =
        [
            time.Wall.DriverOnly, time.Wall.WaitingForExecutors, time.Wall.PartlyIdle, time.Wall.Busy, time.Core.SchedulerDelay, time.Core.Deserialization,
            time.Core.Python, time.Core.GarbageCollection, time.Core.ShuffleReadWait, time.Core.ShuffleWrite, time.Core.Compute,
            time.Core.ResultSerialization, time.Core.GettingResult, time.Core.FailedAttempts, time.Core.OtherWork, time.Core.Idle,
        ];
        Assert.All(parts, part => Assert.True(part >= Milliseconds.Zero));
        Assert.Equal(time.Core.Total.Value, parts.Skip(4).Sum(part => part.Value));
    }
}
