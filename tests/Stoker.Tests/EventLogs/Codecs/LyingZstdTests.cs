using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>Frames whose headers promise what is not so.</summary>
public class LyingZstdTests
{
    [Fact]
    public void TryFill_ContentSizeThatIsWrong_KeepsWhatFollows()
    {
        var frame = TestEncoders.ZstdFrame(StoredText.Lines(300), contentSize: true);
        // Of a frame of one segment: two bytes (minus 256), behind magic and descriptor.
        Assert.Equal(0x60, frame[4] & 0xE0);
        frame[6] ^= 0x10;
        var content = FeedContent.ReadPiped([.. frame, .. TestEncoders.ZstdFrame(StoredText.Lines(2))]);
        Assert.True(content.Bytes.AsSpan().EndsWith(StoredText.Lines(2)));
        Assert.Single(content.Issues);
    }

    [Fact]
    public void TryFill_WindowOfTerabytes_IsRefusedOnceAndTheNextFrameRead()
    {
        // Magic, a descriptor without flags, a window of 2 TiB, five raw blocks of 128 KiB, and a last one of 3 bytes.
        const int size = 128 * 1024;
        var blocks = Enumerable.Repeat<byte[]>([size << 3 & 0xFF, size << 3 >> 8 & 0xFF, size << 3 >> 16, .. new byte[size]], 5).SelectMany(block => block);
        byte[] stored = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xF8, .. blocks, 0x19, 0, 0, 1, 2, 3, .. TestEncoders.ZstdFrame(StoredText.Lines(4))];
        var content = FeedContent.ReadPiped(stored, sizes: new SegmentSizes(First: 1000, Target: 100_000, Limit: 256 * 1024));
        Assert.Equal(StoredText.Lines(4), content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void TryFill_MagicsAndNothingElse_IsOneIssue()
    {
        byte[] stored = [.. Enumerable.Repeat<byte[]>([0x28, 0xB5, 0x2F, 0xFD], 50_000).SelectMany(magic => magic), .. TestEncoders.ZstdFrame(StoredText.Lines(4))];
        var content = FeedContent.ReadPiped(stored);
        Assert.True(content.Bytes.AsSpan().EndsWith(StoredText.Lines(4)));
        Assert.InRange(content.SegmentsCount, 1, 3);
    }
}
