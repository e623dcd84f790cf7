using System.Diagnostics;
using System.IO.Compression;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Sources;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("readme.txt")]
    [InlineData("inner/picture.png")]
    public void Resolve_FolderWithoutLogs_SaysThatThereIsNone(string? other)
    {
        if (other is not null)
        {
            Write(other, "\u0001\u0002no log");
        }
        var error = Assert.Throws<SourceException>(() => Resolve(_folder));
        Assert.Equal(SourceErrorKind.NothingSelected, error.Kind);
        Assert.Contains("there is no event log in it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NothingThere_IsNotFound() =>
        Assert.Equal(SourceErrorKind.NotFound, Assert.Throws<SourceException>(() => Resolve(Path.Join(_folder, "nothing"))).Kind);

    [Fact]
    public void Resolve_LinkToItself_SaysWhyItCannotBeOpened()
    {
        var link = Path.Join(_folder, "loop");
        File.CreateSymbolicLink(link, link);
        var error = Assert.Throws<SourceException>(() => Resolve(link));
        Assert.Equal(SourceErrorKind.Unreadable, error.Kind);
        Assert.Contains("it cannot be opened (Too many levels of symbolic links)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileWhoseBytesCannotBeRead_IsNoFault()
    {
        // No page stands at address 0.
        var log = new LogFeed([new LogPart(new LocalFile("/proc/self/mem", null))]);
        using (log)
        {
            var application = EventLogReader.Read(log, threads: 1, null, null, TestContext.Current.CancellationToken);
            Assert.Contains("It could not be read to its end (Input/output error", Assert.Single(application.Reading.Issues).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_BinaryFile_IsNotALog()
    {
        File.WriteAllBytes(Path.Join(_folder, "noise"), [.. Enumerable.Range(0, 4000).Select(index => (byte)(index * 7))]);
        using var resolved = Resolve(Path.Join(_folder, "noise"));
        var error = Assert.Throws<SourceException>(() => resolved.Chosen.Single().Open(TestContext.Current.CancellationToken));
        Assert.Equal(SourceErrorKind.NotALog, error.Kind);
    }

    [Fact]
    public void Open_EmptyFile_HasNoContentAndNoIssue()
    {
        Write("empty", "");
        var content = Read(Path.Join(_folder, "empty"));
        Assert.Empty(content.Bytes);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void Resolve_UnreadableFile_SaysWhoMayReadIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The superuser may read everything.");
        var path = Write("app-1", SmallLog.Text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }
        Assert.Equal(SourceErrorKind.NoPermission, Assert.Throws<SourceException>(() => Read(path)).Kind);
        Write("app-2", Log("app-2", 5));
        using var resolved = Resolve(_folder);
        Assert.Equal([ParseIssueKind.MissingFile], resolved.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void Resolve_ManyLogs_IsFast()
    {
        for (var index = 0; index < 2000; index++)
        {
            Write($"day-{index % 20}/app-{index}", Log($"app-{index}", index));
        }
        var watch = Stopwatch.StartNew();
        using var resolved = Resolve(_folder);
        Assert.Equal(1999, resolved.OthersCount);
        Assert.Equal("app-1999", resolved.Chosen.Single().Header.AppId);
        // Some 0.3 s where nothing else runs.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("a b#c%20.log")]
    [InlineData("größe ✓")]
    [InlineData("app-1.zstd")]
    [InlineData("-")]
    [InlineData("app-1.inprogress")]
    [InlineData("events_x_1.lz4.compact")]
    public void Resolve_OddName_IsReadByItsContent(string name)
    {
        var path = Write(name, SmallLog.Text);
        Assert.Equal(SmallLog.Text, Read(path).Text);
        Assert.Equal(SmallLog.Text, Read(_folder).Text);
    }

    [Fact]
    public void Resolve_Links_AreFollowedOnceAndLoopsEnd()
    {
        Write("logs/app-1", Log("app-1", 1));
        File.CreateSymbolicLink(Path.Join(_folder, "logs", "dangling"), Path.Join(_folder, "gone"));
        Directory.CreateSymbolicLink(Path.Join(_folder, "logs", "loop"), _folder);
        Directory.CreateSymbolicLink(Path.Join(_folder, "logs", "self"), Path.Join(_folder, "logs"));
        using var resolved = Resolve(_folder);
        Assert.Equal("app-1", resolved.Chosen.Single().Header.AppId);
        Assert.Equal(0, resolved.OthersCount);
        using var linked = Resolve(Path.Join(_folder, "logs", "self"));
        Assert.Single(linked.Chosen);
    }

    [Fact]
    public void Resolve_DatabricksFolder_ReadsDatedFilesInOrderAndTheCurrentOneLast()
    {
        Write("eventlog", "{\"Event\":\"c\"}\n");
        WriteGzip("eventlog-2024-01-02--10-00.gz", "{\"Event\":\"b\"}\n");
        WriteGzip("eventlog-2024-01-02--09-50.gz", "{\"Event\":\"a\"}\n");
        var content = Read(_folder);
        Assert.Equal("{\"Event\":\"a\"}\n{\"Event\":\"b\"}\n{\"Event\":\"c\"}\n", content.Text);
        Assert.Empty(content.Issues);
    }

    [Fact]
    public void Resolve_RollingFolder_OrdersByNumberAndStartsAtTheLastCompaction()
    {
        foreach (var name in (string[])["events_9_a", "events_10_a", "events_11_a", "events_9_a.compact", "appstatus_a.inprogress", ".events_9_a.crc"])
        {
            Write($"eventlog_v2_a/{name}", name.StartsWith("events", StringComparison.Ordinal) ? $"{{\"Event\":\"{name}\"}}\n" : "");
        }
        var content = Read(Path.Join(_folder, "eventlog_v2_a"));
        Assert.Equal("{\"Event\":\"events_9_a.compact\"}\n{\"Event\":\"events_10_a\"}\n{\"Event\":\"events_11_a\"}\n", content.Text);
        Assert.Equal([ParseIssueKind.CompactedLog], content.Issues.Select(issue => issue.Kind));
    }

    [Fact]
    public void Resolve_RollingFolderWithAGap_ReadsOnAndSaysSo()
    {
        Write("eventlog_v2_a/events_1_a", "{\"Event\":\"1\"}\n");
        Write("eventlog_v2_a/events_4_a", "{\"Event\":\"4\"}\n");
        var content = Read(_folder);
        Assert.Equal("{\"Event\":\"1\"}\n{\"Event\":\"4\"}\n", content.Text);
        Assert.Contains("Files 2 to 3", content.Issues.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Attempts_AreChosenOneByOne()
    {
        Write("app-1_1", Log("app-1", 1, "1"));
        Write("app-1_2", Log("app-1", 2, "2"));
        using var newest = Resolve(_folder);
        Assert.Equal(("2", 1), (newest.Chosen.Single().Header.AttemptId, newest.OthersCount));
        using var first = Resolve(_folder, new SourceSelection { AppId = "app-1", AttemptId = "1" });
        Assert.Equal("1", first.Chosen.Single().Header.AttemptId);
        Assert.Equal(SourceErrorKind.NothingSelected, Assert.Throws<SourceException>(() => Resolve(_folder, new SourceSelection { AppId = "app-3" })).Kind);
    }

    [Fact]
    public void Resolve_CopyOfALog_CountsOnceAndIsReported()
    {
        Write("app-1.inprogress", Log("app-1", 1));
        var larger = Write("app-1", Log("app-1", 1) + "{\"Event\":\"SparkListenerApplicationEnd\",\"Timestamp\":9}\n");
        using var resolved = Resolve(_folder);
        Assert.Equal((larger, 0), (resolved.Chosen.Single().Location, resolved.OthersCount));
        Assert.Equal([ParseIssueKind.DuplicateLog], resolved.Issues.Select(issue => issue.Kind));
    }

    private static string Log(string app, long start, string? attempt = null) =>
        "{\"Event\":\"SparkListenerLogStart\",\"Spark Version\":\"3.5.9\"}\n"
        + $"{{\"Event\":\"SparkListenerApplicationStart\",\"App Name\":\"n\",\"App ID\":\"{app}\",\"Timestamp\":{start + 1000}"
        + (attempt is null ? "" : $",\"App Attempt ID\":\"{attempt}\"") + "}\n";

    private static ResolvedSource Resolve(string source, SourceSelection? selection = null) =>
        EventLogSources.Resolve(source, selection ?? SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken);

    private static FeedContent Read(string source)
    {
        using var resolved = Resolve(source);
        using var feed = resolved.Chosen.Single().Open(TestContext.Current.CancellationToken);
        return FeedContent.Read(feed);
    }

    private string Write(string name, string text)
    {
        var path = Path.Join(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllText(path, text);
        return path;
    }

    private void WriteGzip(string name, string text)
    {
        using var gzip = new GZipStream(File.Create(Path.Join(_folder, name)), CompressionLevel.Fastest);
        gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
