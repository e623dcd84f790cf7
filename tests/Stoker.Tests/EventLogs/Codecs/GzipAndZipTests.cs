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
            // Known gap: .NET reports a stream cut behind its header only with its switch UseStrictValidation.
            Assert.True(cut is 0 or > 17 || content.Issues.Count == 1, $"cut at {cut}: {content.Issues.Count} issues");
            Assert.All(content.Issues, issue => Assert.Equal(ParseIssueKind.TruncatedStream, issue.Kind));
        }
    }

    [Fact]
    public void TryFill_GzipWithAnyBitFlipped_NeverThrows()
    {
        var stored = Gzip(StoredText.Lines(60));
        for (var bit = 24; bit < stored.Length * 8; bit++)
        {
            var damaged = stored.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            ReadOrRefuse(damaged);
        }
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
