using Stoker.Simulation.Changes;

namespace Stoker.Tests.Simulation;

public sealed class PartitionLoadTests
{
    // 1.2 GB where 600 MB are given: twice the share, above the 1.5 times from which it is sure to spill. At 200 MB/s 6 s, at 100 MB/s 12.
    [Fact]
    public void SpillMs_MoreThanItsShare_TakesWritingAndReading()
    {
        var load = new PartitionLoad(1_200_000_000, 600_000_000, IsHeld: true);

        Assert.Equal((6_000.0, 12_000.0), (load.SpillMs(isSlow: false), load.SpillMs(isSlow: true)));
    }

    [Fact]
    public void SpillMs_NearItsShare_TakesNothing() => Assert.Equal(0, new PartitionLoad(800_000_000, 600_000_000, IsHeld: true).SpillMs(isSlow: true));
}
