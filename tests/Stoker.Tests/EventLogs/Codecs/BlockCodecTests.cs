using Stoker.EventLogs.Codecs;
using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>What holds for all formats made of blocks.</summary>
public class BlockCodecTests
{
    // Small, so that a log of a few KB crosses every border.
    private static readonly SegmentSizes Small = new(First: 300, Target: 2000, Limit: 1 << 20);

    // What Spark writes first is a frame of one event, and the first segment holds many: one damaged block never is all there is to see.
    private static readonly SegmentSizes SeveralBlocks = new(First: 3000, Target: 3000, Limit: 1 << 20);

    public static TheoryData<string> Codecs => TestEncoders.Names;

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_WholeLog_GivesThePlainText(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(200));
        var content = FeedContent.ReadPiped(log.Stored, sizes: Small);
        Assert.Equal(log.Plain, content.Bytes);
        Assert.Empty(content.Issues);
        Assert.Equal(log.Stored.Length, content.InputBytes);
        Assert.True(content.SegmentsCount > 5);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_BySeveralThreads_GivesWhatOneThreadGets(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(20_000), blockSize: 16 * 1024);
        var content = FeedContent.ReadPiped(log.Stored, threads: 4, new SegmentSizes(1000, 40_000, 1 << 20));
        Assert.Equal(log.Plain, content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_StreamsOneAfterTheOther_ReadsAllOfThem(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(50));
        var content = FeedContent.ReadPiped([.. log.Stored, .. log.Stored, .. log.Stored], sizes: Small);
        Assert.Equal([.. log.Plain, .. log.Plain, .. log.Plain], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_CutAtAnyByte_GivesAPrefixAndSaysSo(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(40));
        for (var cut = 0; cut < log.Stored.Length; cut++)
        {
            var content = FeedContent.ReadPiped(log.Stored[..cut], sizes: Small);
            var wholeBlocks = log.Borders.Where(border => border.Key <= cut).Max(border => border.Value);
            Assert.True(log.Plain.AsSpan().StartsWith(content.Bytes), $"cut at {cut}: not a prefix");
            Assert.True(content.Bytes.Length >= wholeBlocks, $"cut at {cut}: {content.Bytes.Length} of {wholeBlocks} bytes");
            // Between two blocks nothing shows that there was more, but for lz4, which has an end mark.
            var isClean = log.Borders.ContainsKey(cut) && (codec != "lz4" || cut == 0);
            Assert.Equal(isClean ? [] : [ParseIssueKind.TruncatedStream], content.Issues.Select(issue => issue.Kind));
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_AnyBitFlipped_KeepsTheRestOfTheLog(string codec)
    {
        var log = TestEncoders.Encode(codec, StoredText.Lines(80), blockSize: 1024);
        var lines = log.Plain.AsSpan().Count((byte)'\n');
        var original = System.Text.Encoding.UTF8.GetString(log.Plain).Split('\n').ToHashSet();
        using var pool = new BlockGroupPool();
        for (var bit = 0; bit < log.Stored.Length * 8; bit++)
        {
            var damaged = log.Stored.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            var content = ReadDamaged(damaged, pool);
            Assert.InRange(content.Bytes.Length, 0, 4 * log.Plain.Length);
            var kept = content.Text.Split('\n').Count(line => line.Length > 0 && original.Contains(line));
            // 1024 bytes hold some 10 lines, and two are cut. A wrong length can cost a second and a third block. snappy cannot be picked up
            // again after one.
            Assert.True(codec == "snappy" || kept >= lines - 33, $"bit {bit}: {kept} of {lines} lines");
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryFill_RandomBytesBehindAHead_EndsAndStaysBounded(string codec)
    {
        var random = new Random(7);
        var head = TestEncoders.Encode(codec, StoredText.Lines(3)).Stored;
        for (var round = 0; round < 200; round++)
        {
            var noise = new byte[random.Next(1, 20_000)];
            random.NextBytes(noise);
            var content = FeedContent.ReadPiped([.. head, .. noise], sizes: Small);
            Assert.InRange(content.LargestSegment, 0, 2 << 20);
            Assert.NotEmpty(content.Issues);
        }
    }

    private static FeedContent ReadDamaged(byte[] stored, BlockGroupPool pool)
    {
        try
        {
            using var feed = new LogFeed([new LogPart(new StandardInput(() => new MemoryStream(stored)))], SeveralBlocks, pool);
            return FeedContent.Read(feed);
        }
        catch (SourceException exception)
        {
            // The one bit that matters to a log of one block whose magic it hits.
            Assert.Equal(SourceErrorKind.NotALog, exception.Kind);
            return new FeedContent([], [], 0, 0, 0, 0);
        }
    }
}
