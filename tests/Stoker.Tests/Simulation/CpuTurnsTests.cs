using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class CpuTurnsTests
{
    private const long T = 100_000;

    // 4.7 on 16 slots is 3.5 above what a task alone takes: 0.233 for each other slot. Towards more slots no more than 0.3 each is believed, and no less than 0.1 if the log is of one or two
    // slots, which says little; that of 16 slots which had nothing to wait for says that there are CPUs.
    [Theory]
    [InlineData(4.7, 16, 16, 2, -3.267)]
    [InlineData(4.7, 16, 16, 16, 0)]
    [InlineData(1.4, 2, 2, 16, 2.8)]
    [InlineData(2.2, 2, 2, 16, 4.2)]
    [InlineData(1.2, 16, 16, 32, 0.2)]
    [InlineData(1.2, 16, 16, 2, 0)]
    [InlineData(1.4, 1, 1, 4, 0.3)]
    public void Change_OtherTasksAtOnce_GoesWithTheirNumber(double stretch, int slots, double before, double after, double expected) =>
        Assert.Equal(expected, CpuTurns.Change(stretch, slots, before, after), precision: 3);

    // Tasks that need 2 ms of CPU to deserialize and take 8 ms waited; those that take no longer than their CPU time did not, and a few tasks tell nothing.
    [Theory]
    [InlineData(40, 8, 4)]
    [InlineData(40, 2, 1.2)]
    [InlineData(10, 8, 1.2)]
    public void Stretch_IsDeserializationOverItsCpuTime(int tasks, int deserializeMs, double expected)
    {
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "sleeps", T).ExecutorAdded("driver", T, cores: 1).JobStart(0, T, [(0, tasks + 1)]).StageSubmitted(0, tasks + 1, T);
        for (var task = 0; task <= tasks; task++)
        {
            var launch = T + (task * 200);
            log.TaskStart(0, task, task, launch, executor: "driver").TaskEnd(0, task, task, launch, launch + 190, executor: "driver",
                metrics: $$"""{"Executor Run Time":150,"Executor CPU Time":9000000,"Executor Deserialize Time":{{deserializeMs}},"Executor Deserialize CPU Time":2000000}""");
        }

        log.StageCompleted(0, tasks + 1, T, T + ((tasks + 1) * 200)).JobEnd(0, T + ((tasks + 1) * 200));
        var application = log.Read();
        var turns = new CpuTurns(application, new HeldSlots(application));

        Assert.Equal(expected, turns.Stretch, precision: 6);
        Assert.Equal(11, turns.CpuMs(0), precision: 6);
    }
}
