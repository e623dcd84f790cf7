using Stoker.Model;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class HostSupplyTests
{
    // Eight tasks of 10 s at once that use 80 % of a CPU each: 6.4 CPUs, on two hosts 3.2.
    [Theory]
    [InlineData(1, 6.4)]
    [InlineData(2, 3.2)]
    public void Cpus_StageThatComputes_AsManyAsItUsed(int hosts, double expected) =>
        Assert.Equal(expected, new HostSupply(Two(others: 10_000), hosts).Cpus, 9);

    // The stage that computed ran for 80 s of slots; it is a twelfth of all when the other waits for 880.
    [Theory]
    [InlineData(90_000, 6.4)]
    [InlineData(110_000, 0.08)]
    public void Cpus_StageTooShort_TellsNothing(long others, double expected) =>
        Assert.Equal(expected, new HostSupply(Two(others), 1).Cpus, 2);

    [Fact]
    public void ShareOf_TasksAtOnce_TheirPartAndNeverMoreThanOne() =>
        Assert.Equal((1, 0.4), (new HostSupply(Two(10_000), 1).ShareOf(4), new HostSupply(Two(10_000), 1).ShareOf(16)));

    /// <summary>A stage of eight tasks that compute for 10 s, and one of eight that wait as long as given and use 1 % of a CPU.</summary>
    private static Application Two(long others)
    {
        const long T = 1_700_000_000_000;
        var log = new LogBuilder().ApplicationStart("app", "two", T).ExecutorAdded("1", T, cores: 8).JobStart(0, T, [(0, 8), (1, 8)]);
        Stage(0, T, 10_000, cpuMs: 8_000);
        Stage(1, T + 10_000, others, cpuMs: others / 100);
        return log.JobEnd(0, T + 10_000 + others).ApplicationEnd(T + 10_000 + others).Read();

        void Stage(int stage, long from, long lasts, long cpuMs)
        {
            log.StageSubmitted(stage, 8, from);
            for (var task = 0; task < 8; task++)
            {
                log.TaskStart(stage, (stage * 8) + task, task, from)
                    .TaskEnd(stage, (stage * 8) + task, task, from, from + lasts, metrics: $$"""{"Executor Run Time":{{lasts}},"Executor CPU Time":{{cpuMs}}000000}""");
            }

            log.StageCompleted(stage, 8, from, from + lasts);
        }
    }
}
