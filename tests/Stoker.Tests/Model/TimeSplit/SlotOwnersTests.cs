using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using static Stoker.Tests.Model.TimeSplit.Applications;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class SlotOwnersTests
{
    // One slot. Both stages are submitted at 0; three tasks of stage 0 take it one after another until 3,000, then the only one of stage 1 runs and ends the job.
    [Fact]
    public void Path_StageThatWaitedForAnother_NamesTheOtherOne()
    {
        var work = Assert.Single(PathOf(new Attempt(0, 1000), new Attempt(1000, 2000), new Attempt(2000, 3000)), segment => segment.Cause == CriticalCause.StageWork);
        Assert.Equal((new StageId(0), 3000), (work.Stage!.Value.Stage, work.Duration.Value));
    }

    // Its own tasks held the slot for 2,000 of the 3,000 ms before its last one began: the stretch is its own.
    [Fact]
    public void Path_StageThatHeldMostItself_StaysAsItIs()
    {
        var work = Assert.Single(PathOf(new Attempt(0, 1000)), segment => segment.Cause == CriticalCause.StageWork);
        Assert.Equal(new StageId(1), work.Stage!.Value.Stage);
        Assert.Equal(1 / 3.0, Assert.Single(work.HeldBy, held => held.Stage.Stage == new StageId(0)).Share, 9);
        Assert.Equal(2 / 3.0, Assert.Single(work.HeldBy, held => held.Stage.Stage == new StageId(1)).Share, 9);
    }

    private static IReadOnlyList<CriticalSegment> PathOf(params Attempt[] first)
    {
        Attempt[] second = first.Length == 3 ? [new Attempt(3000, 3100)] : [new Attempt(1000, 2000), new Attempt(2000, 3000), new Attempt(3000, 3100)];
        var application = Applications.Of(
            0, 3100, [Executor("1", 1, 0)], [Job(0, 0, 3100, 0, 1)], [Stage(0, 0, 0, first.Max(attempt => attempt.Finish), [], first), Stage(1, 0, 0, 3100, [], second)]);
        return TimeBreakdown.Of(application).CriticalPath.Segments;
    }
}
