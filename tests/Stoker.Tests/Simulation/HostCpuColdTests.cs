using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class HostCpuColdTests
{
    // A fifth of a CPU each while they start: twice as many start in twice the time, half as many in half of it, and no start is faster than its CPU time.
    // Half of the CPU each is halfway (in log time) between starved (0.35) and not (0.7): (0.7 - 0.525) / 0.35 = 0.5, so the root of 4.
    [Theory]
    [InlineData(0.2, 4, 8, 2)]
    [InlineData(0.2, 4, 2, 0.5)]
    [InlineData(0.2, 16, 1, 0.2)]
    [InlineData(0.525, 4, 16, 2)]
    [InlineData(0.9, 4, 16, 1)]
    public void ColdStretch_SlotsStartOnOneHost_ShareItsCpus(double share, double before, double after, double expected) =>
        Assert.Equal(expected, HostCpu.ColdStretch(share, before, after), precision: 9);
}
