using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class HostCpuColdTests
{
    // A fifth of a CPU each while they start; an executor costs three slots. 2 executors of 2 slots: 10; 4 of 2: 20; 2 of 4: 14; 1 of 1 from 16 of 16: 4 / 64, but a
    // start is never faster than its CPU time. Half of the way (in log time) between starved (0.35) and not (0.7) is 0.525: the root of 4.
    [Theory]
    [InlineData(0.2, 2, 4, 4, 8, 2)]
    [InlineData(0.2, 2, 4, 2, 8, 1.4)]
    [InlineData(0.2, 16, 16, 1, 1, 0.2)]
    [InlineData(0.525, 1, 1, 4, 4, 2)]
    [InlineData(0.9, 1, 1, 4, 4, 1)]
    public void FirstStretch_SlotsStartOnOneHost_ShareItsCpus(double share, double executors, double slots, double executorsAfter, double slotsAfter, double expected) =>
        Assert.Equal(expected, HostCpu.FirstStretch(share, (executors, slots), (executorsAfter, slotsAfter)), precision: 9);
}
