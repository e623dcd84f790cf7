using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>What is peculiar to the framings of the Java libraries.</summary>
public class JavaFramingTests
{
    [Fact]
    public void Lz4_StoredBlocks_AreCopied()
    {
        var plain = StoredText.Lines(10);
        byte[] stored = [.. TestEncoders.Lz4Block(plain, stored: true), .. TestEncoders.Lz4Block(plain), .. TestEncoders.Lz4EndMark];
        var content = FeedContent.ReadPiped(stored);
        Assert.Equal([.. plain, .. plain], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void Lz4_WrongChecksum_LeavesTheBlockOut()
    {
        var (first, second) = (StoredText.Lines(10), StoredText.Lines(20));
        var damaged = TestEncoders.Lz4Block(first);
        damaged[17] ^= 1;
        var content = FeedContent.ReadPiped([.. damaged, .. TestEncoders.Lz4Block(second), .. TestEncoders.Lz4EndMark]);
        Assert.Equal(second, content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
        Assert.Equal(1, content.GapsCount);
    }

    [Fact]
    public void Lz4_DamagedBlockBetweenOthers_EndsTheCutLine()
    {
        // 100 bytes end in the middle of a line.
        var plain = StoredText.Lines(10);
        var damaged = TestEncoders.Lz4Block(plain[100..200]);
        damaged[^1] ^= 1;
        var content = FeedContent.ReadPiped([.. TestEncoders.Lz4Block(plain[..100]), .. damaged, .. TestEncoders.Lz4Block(plain[200..]), .. TestEncoders.Lz4EndMark]);
        Assert.Equal([.. plain[..100], (byte)'\n', .. plain[200..]], content.Bytes);
    }

    [Fact]
    public void Lz4_WithoutEndMark_IsStillBeingWritten()
    {
        var plain = StoredText.Lines(10);
        var content = FeedContent.ReadPiped(TestEncoders.Lz4Block(plain));
        Assert.Equal(plain, content.Bytes);
        Assert.Equal([ParseIssueKind.TruncatedStream], content.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void Snappy_ChunkLengthDamaged_GoesOnAtTheNextStream()
    {
        var (first, second) = (StoredText.Lines(10), StoredText.Lines(20));
        var damaged = TestEncoders.SnappyChunk(first);
        damaged[0] = 0x7F;
        var content = FeedContent.ReadPiped([.. TestEncoders.SnappyHeader, .. damaged, .. TestEncoders.SnappyHeader, .. TestEncoders.SnappyChunk(second)]);
        Assert.Equal(second, content.Bytes);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void Lzf_RawChunks_AreCopied()
    {
        var plain = StoredText.Lines(10);
        var content = FeedContent.ReadPiped([.. TestEncoders.LzfRawChunk(plain), .. TestEncoders.LzfChunk(plain), .. TestEncoders.LzfRawChunk(plain)]);
        Assert.Equal([.. plain, .. plain, .. plain], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void Lzf_RunsThatOverlapThemselves_AreRepeated()
    {
        var plain = System.Text.Encoding.UTF8.GetBytes($$"""{"Event":"{{new string('a', 5000)}}"}""" + "\n");
        var content = FeedContent.ReadPiped(TestEncoders.LzfChunk(plain));
        Assert.Equal(plain, content.Bytes);
    }
}
