using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

public class ZstdTests
{
    // A frame of more than 128 KiB is large under this limit.
    private static readonly SegmentSizes LowLimit = new(First: 10_000, Target: 50_000, Limit: 100_000);

    [Fact]
    public void TryFill_ThousandsOfFramesOfOneLine_GivesAllLines()
    {
        var line = StoredText.Lines(1);
        var frame = TestEncoders.ZstdFrame(line);
        byte[] stored = [.. Enumerable.Repeat(frame, 20_000).SelectMany(bytes => bytes)];
        var content = FeedContent.ReadPiped(stored, threads: 3);
        Assert.Equal(20_000 * line.Length, content.Bytes.Length);
        Assert.All(content.Bytes.Chunk(line.Length), read => Assert.Equal(line, read));
        Assert.Empty(content.Issues);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryFill_OneHugeFrame_StreamsIt(bool checksum)
    {
        var plain = StoredText.Lines(20_000);
        var content = FeedContent.ReadPiped(TestEncoders.ZstdFrame(plain, checksum), threads: 3, LowLimit);
        Assert.Equal(plain, content.Bytes);
        Assert.Empty(content.Issues);
        Assert.InRange(content.LargestSegment, 1, 50_000);
    }

    [Fact]
    public void TryFill_HugeFrameCut_GivesThePrefix()
    {
        var plain = StoredText.Lines(5_000);
        var stored = TestEncoders.ZstdFrame(plain);
        for (var cut = 5; cut < stored.Length; cut += 97)
        {
            var content = FeedContent.ReadPiped(stored[..cut], sizes: LowLimit);
            Assert.True(plain.AsSpan().StartsWith(content.Bytes), $"cut at {cut}: not a prefix");
            Assert.Equal([ParseIssueKind.TruncatedStream], content.Issues.Select(issue => issue.Kind));
        }
    }

    [Fact]
    public void TryFill_HugeFrameWithFlippedBits_EndsAndStaysBounded()
    {
        var plain = StoredText.Lines(5_000);
        byte[] stored = [.. TestEncoders.ZstdFrame(plain, checksum: true), .. TestEncoders.ZstdFrame(StoredText.Lines(5))];
        for (var bit = 40; bit < stored.Length * 8; bit += 1009)
        {
            var damaged = stored.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var content = FeedContent.ReadPiped(damaged, sizes: LowLimit);
            Assert.InRange(content.LargestSegment, 0, 1 << 20);
        }
    }

    [Fact]
    public void TryFill_SkippableFrames_AreSkipped()
    {
        var (one, two) = (StoredText.Lines(2), StoredText.Lines(3));
        byte[] stored =
        [
            .. TestEncoders.ZstdSkippable(0), .. TestEncoders.ZstdFrame(one), .. TestEncoders.ZstdSkippable(10_000), .. TestEncoders.ZstdFrame(two),
            .. TestEncoders.ZstdSkippable(3),
        ];
        var content = FeedContent.ReadPiped(stored);
        Assert.Equal([.. one, .. two], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void TryFill_SkippableFrameCut_SaysSo()
    {
        var content = FeedContent.ReadPiped([.. TestEncoders.ZstdFrame(StoredText.Lines(2)), .. TestEncoders.ZstdSkippable(100)[..50]]);
        Assert.Equal(StoredText.Lines(2), content.Bytes);
        Assert.Equal([ParseIssueKind.TruncatedStream], content.Issues.Select(issue => issue.Kind));
    }
}
