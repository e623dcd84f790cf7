using System.IO.Compression;
using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;
using Stoker.Tests.EventLogs.Sources;

namespace Stoker.Tests.EventLogs.Codecs;

public sealed class GzipAndZipTests : IDisposable
{
    private static readonly SegmentSizes Small = new(First: 300, Target: 2000, Limit: 1 << 20);
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TryFill_GzipOfSeveralMembers_ReadsAllOfThem()
    {
        var content = FeedContent.ReadPiped([.. Gzip(StoredText.Lines(50)), .. Gzip(StoredText.Lines(7)), .. Gzip([]), .. Gzip(StoredText.Lines(1))], threads: 2, Small);
        Assert.Equal([.. StoredText.Lines(50), .. StoredText.Lines(7), .. StoredText.Lines(1)], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void TryFill_GzipCutAtAnyByte_GivesAPrefix()
    {
        var first = Gzip(StoredText.Lines(40));
        byte[] stored = [.. first, .. Gzip(StoredText.Lines(20))];
        byte[] plain = [.. StoredText.Lines(40), .. StoredText.Lines(20)];
        for (var cut = 0; cut < stored.Length; cut++)
        {
            var content = FeedContent.ReadPiped(stored[..cut], sizes: Small);
            Assert.True(plain.AsSpan().StartsWith(content.Bytes), $"cut at {cut}: not a prefix");
            Assert.True(content.Issues.Count == (cut == 0 || cut == first.Length ? 0 : 1), $"cut at {cut}: {content.Issues.Count} issues");
            Assert.All(content.Issues, issue => Assert.Equal(ParseIssueKind.TruncatedStream, issue.Kind));
        }
    }

    [Fact]
    public void TryFill_GzipWithAnyBitFlipped_SaysSoAndReadsTheNextMember()
    {
        var first = Gzip(StoredText.Lines(60));
        byte[] stored = [.. first, .. Gzip(StoredText.Lines(3))];
        var whole = StoredText.Lines(60).Length + StoredText.Lines(3).Length;
        // Name, time and system in the header mean nothing.
        foreach (var bit in Enumerable.Range(0, first.Length * 8).Where(bit => bit / 8 is not (4 or 5 or 6 or 7 or 8 or 9)))
        {
            var damaged = stored.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            // A flag can mean nothing, or make all there is a name.
            if (bit / 8 <= 3)
            {
                ReadOrRefuse(damaged);
                continue;
            }
            var content = FeedContent.ReadPiped(damaged, sizes: Small);
            // The last byte of the packed text has bits to spare.
            Assert.True(content.Issues.Count == (bit / 8 == first.Length - 9 && content.Bytes.Length == whole ? 0 : 1), $"bit {bit}: {content.Issues.Count} issues");
            Assert.True(content.Bytes.AsSpan().EndsWith(StoredText.Lines(3)), $"bit {bit}");
        }
    }

    [Fact]
    public void TryFill_GzipWithNameAndPadding_IsReadWithoutAWord()
    {
        var plain = StoredText.Lines(30);
        byte[] member = Gzip(plain);
        byte[] stored = [.. member[..3], 0x1C, .. member[4..10], 3, 0, 1, 2, 3, .. "log.json\0by hand\0"u8, .. member[10..], .. member, .. new byte[1000]];
        var content = FeedContent.ReadPiped(stored, sizes: Small);
        Assert.Equal([.. plain, .. plain], content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void TryFill_ZstdInGzip_IsReadThrough()
    {
        var content = FeedContent.ReadPiped(Gzip(TestEncoders.Encode("zstd", StoredText.Lines(90)).Stored), threads: 2, Small);
        Assert.Equal(StoredText.Lines(90), content.Bytes);
    }

    [Fact]
    public void Resolve_ZipCutAtAnyByte_IsRefusedWithWords()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("app-1.zstd").Open();
            entry.Write(TestEncoders.Encode("zstd", SmallLog.Bytes).Stored);
        }
        var stored = bytes.ToArray();
        var path = Path.Join(_folder, "log.zip");
        for (var cut = 8; cut <= stored.Length; cut++)
        {
            File.WriteAllBytes(path, stored[..cut]);
            if (cut == stored.Length)
            {
                Assert.Equal(SmallLog.Text, Read(path).Text);
                continue;
            }
            var error = Assert.Throws<SourceException>(() => Read(path));
            Assert.Contains("cut off", error.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Resolve_ZipWithAnyBitFlipped_NeverFailsWithoutWords()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("app-1").Open();
            entry.Write(StoredText.Lines(30));
        }
        var stored = bytes.ToArray();
        var path = Path.Join(_folder, "log.zip");
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var damaged = stored.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);
            try
            {
                Assert.InRange(Read(path).Bytes.Length, 0, 1 << 20);
            }
            catch (SourceException exception)
            {
                Assert.NotEmpty(exception.Remedy);
            }
        }
    }

    [Fact]
    public void TryFill_ZipEntryThatChanged_KeepsItAndSaysSo()
    {
        var plain = StoredText.Lines(30);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("app-1", CompressionLevel.NoCompression).Open();
            entry.Write(plain);
        }
        var stored = bytes.ToArray();
        stored[stored.AsSpan().IndexOf("Stage ID"u8)] ^= 1;
        var path = Path.Join(_folder, "log.zip");
        File.WriteAllBytes(path, stored);
        var content = Read(path);
        Assert.Equal(plain.Length, content.Bytes.Length);
        Assert.Equal([ParseIssueKind.DamagedBlock], content.Issues.Select(issue => issue.Kind));
    }

    private static FeedContent Read(string path)
    {
        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken);
        using var feed = resolved.Chosen.Single().Open(TestContext.Current.CancellationToken);
        return FeedContent.Read(feed);
    }

    private static void ReadOrRefuse(byte[] stored)
    {
        try
        {
            Assert.InRange(FeedContent.ReadPiped(stored, sizes: Small).Bytes.Length, 0, 1 << 20);
        }
        catch (SourceException exception)
        {
            Assert.Equal(SourceErrorKind.NotALog, exception.Kind);
        }
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }
        return bytes.ToArray();
    }
}
