using System.IO.Compression;
using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs.Codecs;

namespace Stoker.Tests.EventLogs.Sources;

public sealed class StandardInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(TestEncoders.Names), MemberType = typeof(TestEncoders))]
    public void Resolve_AnyCodec_IsToldByContent(string codec) =>
        Assert.Equal(SmallLog.Text, Read(TestEncoders.Encode(codec, SmallLog.Bytes).Stored, SourceSelection.Newest));

    [Fact]
    public void Resolve_WithASelection_LooksIntoTheHeadAndReadsAllOfIt()
    {
        var stored = TestEncoders.Encode("zstd", SmallLog.Bytes).Stored;
        Assert.Equal(SmallLog.Text, Read(stored, new SourceSelection { AppId = "app-1" }));
        var error = Assert.Throws<SourceException>(() => Read(stored, new SourceSelection { AppId = "app-2" }));
        Assert.Equal(SourceErrorKind.NothingSelected, error.Kind);
    }

    [Fact]
    public void Resolve_Zip_IsKeptWhileItIsRead()
    {
        var stored = Zip(("eventlog_v2_app-1/events_10_app-1.zstd", TestEncoders.ZstdFrame("{\"Event\":\"b\"}\n"u8.ToArray())),
            ("eventlog_v2_app-1/events_9_app-1.zstd", TestEncoders.ZstdFrame("{\"Event\":\"a\"}\n"u8.ToArray())), ("eventlog_v2_app-1/appstatus_app-1", []));
        using (var resolved = Resolve(stored, SourceSelection.Newest))
        {
            Assert.Single(Directory.GetFiles(_folder));
            using var feed = resolved.Chosen.Single().Open(TestContext.Current.CancellationToken);
            Assert.Equal("{\"Event\":\"a\"}\n{\"Event\":\"b\"}\n", FeedContent.Read(feed).Text);
        }
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Resolve_ZipOfOtherThings_LeavesNothingBehind()
    {
        Assert.Throws<SourceException>(() => Read(Zip(("readme.txt", "hello"u8.ToArray()), ("b.txt", "x"u8.ToArray())), SourceSelection.Newest));
        Assert.Throws<SourceException>(() => Read(Zip(("app", SmallLog.Bytes))[..200], SourceSelection.Newest));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Resolve_Nothing_HasNoContent() => Assert.Equal("", Read([], SourceSelection.Newest));

    private string Read(byte[] stored, SourceSelection selection)
    {
        using var resolved = Resolve(stored, selection);
        using var feed = resolved.Chosen.Single().Open(TestContext.Current.CancellationToken);
        var content = FeedContent.Read(feed, threads: 2);
        Assert.Empty(content.Issues);
        return content.Text;
    }

    private ResolvedSource Resolve(byte[] stored, SourceSelection selection) => EventLogSources.Resolve("-", selection,
        new SourceOptions { StandardInput = () => new MemoryStream(stored), TemporaryFolder = _folder }, TestContext.Current.CancellationToken);

    private static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }
}
