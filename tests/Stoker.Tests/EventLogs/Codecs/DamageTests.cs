using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

public class DamageTests
{
    private static readonly SegmentSizes Small = new(First: 300, Target: 300, Limit: 1 << 20);

    [Theory]
    [InlineData("zstd")]
    [InlineData("lz4")]
    [InlineData("lzf")]
    public void TryFill_BlockWithoutItsMagic_ReportsTheGapAndGoesOnBehindIt(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(80), blockSize: 1024);
        // The third block: plain bytes 2048 to 3071 are lost, all others are there.
        var third = log.Borders.First(border => border.Value == 2048).Key;
        log.Stored[third] ^= 0xFF;
        var content = FeedContent.ReadPiped(log.Stored, sizes: Small);
        Assert.Equal([.. log.Plain[..2048], .. log.Plain[3072..]], content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
        Assert.Equal(1, content.GapsCount);
    }

    [Fact]
    public void TryFill_Lz4BlockWithWrongChecksum_IsLeftOut()
    {
        var log = TestEncoders.Encode("lz4", StoredText.Lines(80), blockSize: 1024);
        var third = log.Borders.First(border => border.Value == 2048).Key;
        log.Stored[third + 17] ^= 1;
        var content = FeedContent.ReadPiped(log.Stored, sizes: Small);
        Assert.Equal([.. log.Plain[..2048], .. log.Plain[3072..]], content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
        Assert.Equal(1, content.GapsCount);
    }

    [Fact]
    public void TryFill_Lz4ChecksumWithItsHighBits_IsNotWhatLz4JavaWrites()
    {
        // lz4-java masks the hash with 0x0FFFFFFF: a block that keeps the four high bits is none of its.
        var block = TestEncoders.Lz4Block(StoredText.Lines(3));
        block[20] |= 0xF0;
        var content = FeedContent.ReadPiped([.. TestEncoders.Lz4Block(StoredText.Lines(1)), .. block, .. TestEncoders.Lz4EndMark], sizes: Small);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void TryFill_SnappyAfterDamage_GoesOnAtTheNextStream()
    {
        var log = TestEncoders.Encode("snappy", StoredText.Lines(20));
        var damaged = log.Stored.ToArray();
        damaged[16] = 0x70;
        var content = FeedContent.ReadPiped([.. log.Stored, .. damaged, .. log.Stored], sizes: Small);
        Assert.Equal([.. log.Plain, .. log.Plain], content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
        Assert.Equal(1, content.GapsCount);
    }
}
