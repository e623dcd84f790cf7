using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class HostCpuColdTests
{
    // A fifth of a CPU each while they start: twice the executors with twice the slots start in twice the time; twice the slots in as many executors in
    // 0.7 + 0.3 x 2 = 1.3 times; a start is never faster than its CPU time. Half of the way (in log time) between starved (0.35) and not (0.7) is 0.525: the root of 4.
    [Theory]
    [InlineData(0.2, 2, 2, 2)]
    [InlineData(0.2, 1, 2, 1.3)]
    [InlineData(0.2, 0.0625, 0.0625, 0.2)]
    [InlineData(0.525, 4, 4, 2)]
    [InlineData(0.9, 4, 4, 1)]
    public void ColdStretch_SlotsStartOnOneHost_ShareItsCpus(double share, double executors, double slots, double expected) =>
        Assert.Equal(expected, HostCpu.ColdStretch(share, executors, slots), precision: 9);
}
