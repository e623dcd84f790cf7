using CsCheck;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class SplitAgainstDefinitionTests
{
    [Fact]
    public void Of_AnyApplication_EqualsTheDefinitionMillisecondByMillisecond() => RandomApplications.All.Sample(
        application =>
        {
            var time = TimeBreakdown.Of(application);
            var start = application.StartTime.EpochMilliseconds;
            Check(time.ApplicationTime, start, Math.Max(start, application.EndOrLastEventTime.EpochMilliseconds), _ => true);
            foreach (var job in application.Jobs)
            {
                var from = job.SubmissionTime.GetValueOrDefault().EpochMilliseconds;
                Check(time.Of(job), from, Math.Max(from, (job.CompletionTime ?? application.EndOrLastEventTime).EpochMilliseconds), stage => stage.Jobs[0] == job.Id);
            }

            void Check(ScopeTime? scope, long from, long until, Func<StageAttempt, bool> isOwn)
            {
                Assert.NotNull(scope);
                var (wall, running, own, idle) = SlowSplit.Of(application, from, until, isOwn);
                Assert.Equal(new WallSplit(new(wall[0]), new(wall[1]), new(wall[2]), new(wall[3])), scope.Wall);
                Assert.Equal((own, running - own, idle), (scope.Core.Running.Value, scope.Core.OtherWork.Value, scope.Core.Idle.Value));
                Assert.Equal(running + idle, scope.Core.Total.Value);
                Assert.InRange(scope.Core.PythonAtLeast.Value, 0, scope.Core.Python.Value);
            }
        },
        iter: 2000);

    [Fact]
    public void Of_AnyApplication_HasAPathWithoutGaps() => RandomApplications.All.Sample(
        application =>
        {
            var at = application.StartTime;
            foreach (var segment in TimeBreakdown.Of(application).CriticalPath.Segments)
            {
                Assert.Equal(at, segment.Start);
                Assert.True(segment.Duration > Milliseconds.Zero);
                at = segment.End;
            }

            Assert.Equal(Math.Max(application.StartTime.EpochMilliseconds, application.EndOrLastEventTime.EpochMilliseconds), at.EpochMilliseconds);
        },
        iter: 2000);

    [Theory]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    [InlineData(-1, 1L << 62)]
    public void Of_ImpossibleTimes_StayWithoutNegativePhases(long launch, long duration)
    {
        var stage = Applications.Stage(0, 0, launch, null, [], new Applications.Attempt(launch, unchecked(launch + duration)));
        var application = Applications.Of(0, 1000, [Applications.Executor("1", int.MaxValue, launch)], [Applications.Job(0, launch, duration, 0)], [stage]) with
        {
            LastEventTime = new Timestamp(1000),
        };

        var time = TimeBreakdown.Of(application);

        Assert.Equal(1000, time.ApplicationTime.Wall.Total.Value);
        Assert.Equal(1000, time.CriticalPath.Total.Value);
        Assert.All([time.ApplicationTime, time.Of(stage), time.Of(application.Jobs[0])], scope => Assert.True(scope!.Core is { Running.Value: >= 0, OtherWork.Value: >= 0, Idle.Value: >= 0 }));
    }
}
