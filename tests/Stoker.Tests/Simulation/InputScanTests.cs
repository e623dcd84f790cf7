using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class InputScanTests
{
    private const long Most = 128L << 20;
    private const long OpenCost = 4L << 20;

    // Measured on Spark 4.3.0: 4 files of 15 011 073 bytes gave 2, 4 and 8 partitions on 2, 4 and 8 cores. By hand for 8: (4 x (15 011 073 + 4 194 304)) / 8
    // = 9 602 688, so each file is a whole piece and a rest of 5 408 385; two rests and their open cost are more than a split: 4 + 4.
    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    public void Partitions_FourFiles_AsSparkCutThem(int cores, long expected) => Assert.Equal(expected, new InputScan(4, 4 * 15_011_073).Partitions(cores, Most, OpenCost));

    // 1000 files of 1 MiB on 4 cores: (1000 x 5 MiB) / 4 = 1250 MiB, so the limit of 128 MiB holds; 25 files x 5 MiB = 125, and the next of 1 MiB still
    // fits (126 <= 128): 26 in each, 39 partitions (38 x 26 = 988).
    [Fact]
    public void Partitions_ManySmallFiles_ArePackedWithTheirOpenCost() => Assert.Equal(39, new InputScan(1000, 1000L << 20).Partitions(4, Most, OpenCost));

    // One file of 1 GiB in splits of 128 MiB; twice the size of a split halves their number.
    [Theory]
    [InlineData(128, 8)]
    [InlineData(256, 4)]
    public void Partitions_OneLargeFile_FollowsMaxPartitionBytes(long mebibytes, long expected) => Assert.Equal(expected, new InputScan(1, 1L << 30).Partitions(2, mebibytes << 20, OpenCost));
}
