using System.IO.Compression;
using System.Text;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Tests.EventLogs.Codecs;

namespace Stoker.Tests.EventLogs.Sources.Remote;

public sealed class HistoryServerSourceTests : IDisposable
{
    private const string List = """
        [{"id":"app-2","name":"later","attempts":[{"attemptId":"2","startTimeEpoch":3000,"sparkUser":"ann","completed":true,"appSparkVersion":"4.3.0"},{"attemptId":"1","startTimeEpoch":2000,"completed":true}]},
         {"id":"app-1","name":"earlier","attempts":[{"startTimeEpoch":1000,"completed":true,"appSparkVersion":""}],"driverHost":"x"}]
        """;

    private readonly string _temporary = Directory.CreateTempSubdirectory("stoker-test-").FullName;

    private SourceOptions Options => new() { TemporaryFolder = _temporary, Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public void Resolve_ServerWithoutChoice_DownloadsTheNewestAndDeletesTheDownload()
    {
        using var server = Server();
        using var resolved = EventLogSources.Resolve(server.Address, SourceSelection.Newest, Options, TestContext.Current.CancellationToken);
        var log = resolved.Chosen.Single();
        Assert.Equal(2, resolved.OthersCount);
        Assert.Equal($"{server.Address}/history/app-2/2", log.Location);
        Assert.Equal(new LogHeader("app-2", "2", "later", "ann", DateTimeOffset.FromUnixTimeMilliseconds(3000), "4.3.0"), log.Header);
        Assert.Empty(Directory.GetFiles(_temporary));
        using (var feed = log.Open(TestContext.Current.CancellationToken))
        {
            Assert.Single(Directory.GetFiles(_temporary));
            Assert.Equal(SmallLog.Text, FeedContent.Read(feed, threads: 2).Text);
            Assert.Equal([$"{server.Address}/history/app-2/2/eventlog_v2_app-2/events_1_app-2.zstd"], feed.FileNames);
        }
        Assert.Empty(Directory.GetFiles(_temporary));
    }

    [Theory]
    [InlineData("/history/app-1")]
    [InlineData("/history/app-1/jobs/")]
    [InlineData("/api/v1/applications/app-1/logs")]
    public void Resolve_AddressOfAnApplication_ReadsIt(string path)
    {
        using var server = Server();
        using var resolved = EventLogSources.Resolve(server.Address + path, SourceSelection.Newest, Options, TestContext.Current.CancellationToken);
        Assert.Equal("app-1", EventLogReader.Read(resolved.Chosen.Single(), 1, cancellationToken: TestContext.Current.CancellationToken).Id);
        Assert.Empty(Directory.GetFiles(_temporary));
    }

    [Theory]
    [InlineData("/history/nobody", SourceErrorKind.NotFound, "no such application")]
    [InlineData("/history/app-2/7", SourceErrorKind.NotFound, "Its attempts are 2, 1")]
    [InlineData("/login", SourceErrorKind.Network, "the answer is not the list")]
    public void Resolve_NotThere_SaysSo(string path, SourceErrorKind kind, string words)
    {
        using var server = Server();
        var error = Assert.Throws<SourceException>(() => EventLogSources.Resolve(server.Address + path, SourceSelection.Newest, Options, TestContext.Current.CancellationToken));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Driver_NamesWatchAndWhatToDoToday()
    {
        using var server = new FakeServer((request, response) =>
        {
            if (request.Url?.AbsolutePath == "/")
            {
                response.Redirect("/jobs/");
                response.Close();
                return true;
            }
            return FakeServer.Send(response, """[{"id":"app-9","name":"shell","attempts":[{"startTimeEpoch":1000,"completed":false}]}]""");
        });
        var error = Assert.Throws<SourceException>(() => EventLogSources.Resolve($"{server.Address}/jobs/", SourceSelection.Newest, Options, TestContext.Current.CancellationToken));
        Assert.Equal(SourceErrorKind.LiveDriver, error.Kind);
        Assert.Contains("stoker watch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NobodyListens_SaysWhatToCheck()
    {
        var error = Assert.Throws<SourceException>(() =>
            EventLogSources.Resolve($"http://127.0.0.1:{FakeServer.FreePort()}", SourceSelection.Newest, Options, TestContext.Current.CancellationToken));
        Assert.Equal(SourceErrorKind.Network, error.Kind);
        Assert.Contains("18080", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resolve_SilentServer_GivesUpAfterTheTimeout(bool beginsToAnswer)
    {
        using var server = new FakeServer((_, response) =>
        {
            if (beginsToAnswer)
            {
                response.SendChunked = true;
                response.OutputStream.Write("[{"u8);
                response.OutputStream.Flush();
            }
            return false;
        });
        var error = Assert.Throws<SourceException>(() => EventLogSources.Resolve(
            server.Address, SourceSelection.Newest, Options with { Timeout = TimeSpan.FromSeconds(0.5) }, TestContext.Current.CancellationToken));
        Assert.Equal(SourceErrorKind.Network, error.Kind);
        Assert.Contains("silent for 0.5 s", error.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DownloadCutOff_SaysSoAndLeavesNothingBehind()
    {
        using var server = Server(Zip("app-2")[..^40]);
        using var resolved = EventLogSources.Resolve(server.Address, SourceSelection.Newest, Options, TestContext.Current.CancellationToken);
        var error = Assert.Throws<SourceException>(() => resolved.Chosen.Single().Open(TestContext.Current.CancellationToken));
        Assert.Contains("cut off", error.Why, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temporary));
    }

    [Fact]
    public void Open_NoFolderForDownloads_SaysWhere()
    {
        using var server = Server();
        var options = Options with { TemporaryFolder = Path.Join(_temporary, "gone") };
        using var resolved = EventLogSources.Resolve(server.Address, SourceSelection.Newest, options, TestContext.Current.CancellationToken);
        var error = Assert.Throws<SourceException>(() => resolved.Chosen.Single().Open(TestContext.Current.CancellationToken));
        Assert.Contains("cannot be kept", error.Why, StringComparison.Ordinal);
    }

    private static FakeServer Server(byte[]? newest = null) => new(new Dictionary<string, byte[]>
    {
        ["/api/v1/applications"] = Encoding.UTF8.GetBytes(List),
        ["/login/api/v1/applications"] = "<html>Sign in</html>"u8.ToArray(),
        ["/api/v1/applications/app-1"] = """{"id":"app-1","name":"earlier","attempts":[{"startTimeEpoch":1000,"completed":true}]}"""u8.ToArray(),
        ["/api/v1/applications/app-2"] = """{"id":"app-2","name":"later","attempts":[{"attemptId":"2","completed":true},{"attemptId":"1","completed":true}]}"""u8.ToArray(),
        ["/api/v1/applications/app-2/2/logs"] = newest ?? Zip("app-2"),
        ["/api/v1/applications/app-1/logs"] = Zip("app-1"),
    });

    // As the History Server packs a rolling log: the folder, its marker, its files.
    private static byte[] Zip(string app)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            archive.CreateEntry($"eventlog_v2_{app}/");
            archive.CreateEntry($"eventlog_v2_{app}/appstatus_{app}");
            using var entry = archive.CreateEntry($"eventlog_v2_{app}/events_1_{app}.zstd").Open();
            entry.Write(TestEncoders.Encode("zstd", SmallLog.Bytes).Stored);
        }
        return bytes.ToArray();
    }
}
