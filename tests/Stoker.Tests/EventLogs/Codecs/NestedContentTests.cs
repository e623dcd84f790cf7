using System.IO.Compression;
using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

public class NestedContentTests
{
    private static readonly SegmentSizes Small = new(First: 300, Target: 2000, Limit: 1 << 20);

    [Theory]
    [MemberData(nameof(TestEncoders.Names), MemberType = typeof(TestEncoders))]
    public void Gzip_OfAStoredLog_IsUnpackedTwice(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(300));
        var content = FeedContent.ReadPiped(Gzip(log.Stored), threads: 2, Small);
        Assert.Equal(log.Plain, content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Theory]
    [MemberData(nameof(TestEncoders.Names), MemberType = typeof(TestEncoders))]
    public void Zstd_OfAStoredLog_IsUnpackedTwice(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(300));
        var content = FeedContent.ReadPiped(TestEncoders.ZstdFrame(log.Stored), threads: 2, Small);
        Assert.Equal(log.Plain, content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void Open_CompressedTooManyTimes_IsRefused()
    {
        var stored = StoredText.Lines(3);
        for (var depth = 0; depth < 6; depth++)
        {
            stored = Gzip(stored);
        }
        var refused = Assert.Throws<SourceException>(() => FeedContent.ReadPiped(stored));
        Assert.Equal(SourceErrorKind.Unsupported, refused.Kind);
    }

    [Theory]
    [InlineData("04224D18", SourceErrorKind.Unsupported, "lz4 -dc FILE | stoker analyze -")]
    [InlineData("FD377A585A00", SourceErrorKind.Unsupported, "xz -dc FILE | stoker analyze -")]
    [InlineData("50415231", SourceErrorKind.NotALog, "Pass a Spark event log")]
    [InlineData("7F454C4602010100000000", SourceErrorKind.NotALog, "Pass a Spark event log")]
    [InlineData("00000001000000020000000300000004", SourceErrorKind.NotALog, "Pass a Spark event log")]
    public void Open_FileOfAnotherKind_SaysWhatItIs(string head, SourceErrorKind kind, string remedy)
    {
        var refused = Assert.Throws<SourceException>(() => FeedContent.ReadPiped(Convert.FromHexString(head)));
        Assert.Equal(kind, refused.Kind);
        Assert.Contains(remedy, refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_ThatUnpacksToGigabytes_StaysWithinASegment()
    {
        // 256 MB of zeros behind one event: 250 KB in gzip.
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(StoredText.Lines(1));
            var zeros = new byte[1 << 20];
            for (var index = 0; index < 256; index++)
            {
                gzip.Write(zeros);
            }
        }
        packed.Position = 0;
        using var feed = new LogFeed([new LogPart(new StandardInput(() => packed))]);
        var segment = new Segment();
        var total = 0L;
        while (feed.TryFill(segment, TestContext.Current.CancellationToken))
        {
            total += segment.Length;
        }
        Assert.True(total > 256 << 20);
        Assert.InRange(segment.Buffer.Length, 1, 8 << 20);
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }
        return packed.ToArray();
    }
}
