using Stoker.Model;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class FreshExecutorsTests
{
    // One executor of two slots: a task alone paid 3 s for its executor, the second stage 0.2 s for the other slot. On two of two slots the second stage starts three slots, two of them on the executor that
    // ran nothing yet; on four of one it starts three executors. More slots of the one executor, or fewer tasks than that, start none.
    [Theory]
    [InlineData(2, 2, 4, 2.0 / 3 * 2800)]
    [InlineData(4, 1, 4, 2800)]
    [InlineData(2, 4, 8, 4.0 / 7 * 2800)]
    [InlineData(1, 8, 8, 0)]
    [InlineData(2, 2, 1, 0)]
    [InlineData(1, 2, 4, 0)]
    public void MoreMs_ExecutorsThatTheFirstTaskDidNotUse_StartInALaterStage(int executors, int cores, int tasks, double expected)
    {
        var application = new LogBuilder().ApplicationStart("app", "fresh", 0).Read();
        var program = ProgramSketch.Program(application, new ClusterShape(1, 2), [ProgramSketch.OneTask() with { ColdMs = 3000 }, ProgramSketch.OneTask() with { ColdMs = 200, WarmMs = [1, 1, 1, 1] }], []);
        var more = FreshExecutors.MoreMs(program, new ClusterShape(executors, cores), [1, tasks]);

        Assert.Equal(0, more[0]);
        Assert.Equal(expected, more[1], precision: 6);
    }
}
