using System.Text;
using Stoker.Fuzz;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>Lines that are no events: each is reported with its file, line and byte, and reading goes on.</summary>
public sealed class DirtyLineTests
{
    private const string Start = """{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"id","Timestamp":5,"User":"u"}""" + "\n";
    private const string End = """{"Event":"SparkListenerApplicationEnd","Timestamp":9}""" + "\n";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(4096)]
    public void Read_ByteOrderMark_FirstLineCounts(int segmentLength)
    {
        var application = MemoryLog.Read(Encoding.UTF8.GetBytes("\uFEFF" + Start + End), segmentLength, threads: 2);

        Assert.Equal(("a", 0L), (application.Name, application.Reading.IssueCount));
    }

    [Theory]
    [InlineData("", ParseIssueKind.EmptyLine, "The line is empty; the History Server would stop reading here without a word.")]
    [InlineData("  \r", ParseIssueKind.EmptyLine, "The line is empty; the History Server would stop reading here without a word.")]
    [InlineData("hello", ParseIssueKind.MalformedLine, "The line is no JSON object; it was skipped.")]
    [InlineData("[1]", ParseIssueKind.MalformedLine, "The line is no JSON object; it was skipped.")]
    [InlineData("\0\0\0", ParseIssueKind.MalformedLine, "The line holds NUL bytes; it was skipped.")]
    [InlineData("{\"Event\":\"SparkListenerJobEnd\",\0}", ParseIssueKind.MalformedLine, "The line holds NUL bytes at byte 31 of the line; it was skipped.")]
    [InlineData("""{"Event":"SparkListenerJobEnd","Job ID":}""", ParseIssueKind.MalformedLine, "The line is not valid JSON at byte 40 of the line; it was skipped.")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":}""", ParseIssueKind.MalformedLine, "The line is not valid JSON at byte 43 of the line; it was skipped.")]
    [InlineData("""{"Event":"SparkListenerJobEnd"}""", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Job ID'. The event was skipped.")]
    [InlineData("""{"Event":"SparkListenerTaskStart","Stage ID":1}""", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Task Info'. The event was skipped.")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Task Info":{"Task ID":1}}""", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Stage ID'. The event was skipped.")]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":1,"Task Info":{"Index":1}}""", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Task ID'. The event was skipped.")]
    [InlineData("{}", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Event'. The event was skipped.")]
    [InlineData("""{"Event":5}""", ParseIssueKind.IncompleteEvent, "The event lacks the key 'Event'. The event was skipped.")]
    public void Read_DirtyLine_IsReportedWithItsPlace(string line, ParseIssueKind kind, string message)
    {
        var log = Encoding.UTF8.GetBytes(Start + line + "\n" + End);
        foreach (var segmentLength in new[] { 1, 7, 64, log.Length })
        {
            var application = MemoryLog.Read(log, segmentLength, threads: 2);
            Assert.Equal(new ParseIssue(kind, "events_1", 2, Start.Length, message), Assert.Single(application.Reading.Issues));
            Assert.Equal((3, true), (application.Reading.Lines, application.IsComplete));
            Assert.Equal(2, application.Reading.Events.Sum(count => count.Count));
        }
    }

    [Theory]
    [InlineData("hello", ParseIssueKind.TruncatedLine, true)]
    [InlineData("""{"Event":"com.vendor.X","a":""", ParseIssueKind.TruncatedLine, true)]
    [InlineData("""{"Event":"SparkListenerJobEnd"}""", ParseIssueKind.IncompleteEvent, false)]
    [InlineData(" ", ParseIssueKind.EmptyLine, false)]
    public void Read_DirtyLastLineWithoutLineFeed_IsReportedForWhatItIs(string line, ParseIssueKind kind, bool isTruncated)
    {
        var application = MemoryLog.Read(Encoding.UTF8.GetBytes(Start + End + line), 50);
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal((kind, 3L, (long)(Start.Length + End.Length)), (issue.Kind, issue.Line, issue.Offset));
        Assert.Equal(isTruncated, application.Reading.IsTruncated);
    }

    [Fact]
    public void Read_IssuesInTheSecondFile_CountLinesAndBytesFromItsStart()
    {
        var application = MemoryLog.Read([Encoding.UTF8.GetBytes(Start + "x\n"), Encoding.UTF8.GetBytes(End + "\ny\n")], 11, threads: 2);
        Assert.Equal(
            [("events_1", 2L, (long)Start.Length), ("events_2", 2L, End.Length), ("events_2", 3L, End.Length + 1)],
            application.Reading.Issues.Select(issue => (issue.File, issue.Line ?? 0, issue.Offset ?? 0)));
    }

    [Fact]
    public void Read_InvalidUtf8_IsReadWithReplacementCharacters()
    {
        var log = Encoding.UTF8.GetBytes(Start.Replace("\"a\"", "\"?\"", StringComparison.Ordinal));
        log[Array.IndexOf(log, (byte)'?')] = 0xFF;
        var application = MemoryLog.Read(log);
        Assert.Empty(application.Reading.Issues);
        Assert.Equal("\uFFFD", application.Name);
    }

    [Fact]
    public void Read_HalfASurrogatePair_KeepsTheTextAsItStands()
    {
        var application = MemoryLog.Read(Encoding.UTF8.GetBytes(Start.Replace("\"a\"", "\"\\ud800\"", StringComparison.Ordinal)));
        Assert.Equal("\\ud800", application.Name);
    }

    [Fact]
    public void Read_MillionEmptyLines_CountsAllAndKeepsTheFirstThousand()
    {
        var log = new byte[1_000_000];
        log.AsSpan().Fill((byte)'\n');
        var report = MemoryLog.Read(log, 100_000, threads: 2).Reading;
        Assert.Equal((1_000_000, 1_000_000, 1000), (report.Lines, report.IssueCount, report.Issues.Count));
        Assert.Equal(Enumerable.Range(0, 1000).Select(line => ((long?)line + 1, (long?)line)), report.Issues.Select(issue => (issue.Line, issue.Offset)));
    }

    [Fact]
    public void Read_NothingButNoise_GivesAnEmptyApplication()
    {
        var noise = new byte[300_000];
        new Random(3).NextBytes(noise);
        var application = MemoryLog.Read(noise, 10_000, threads: 2);
        Assert.Equal((0, 0, ""), (application.Stages.Count, application.Jobs.Count, application.Id));
        Assert.Equal(application.Reading.Lines, application.Reading.IssueCount);
    }

    [Fact]
    public void Read_EmptyLog_GivesAnEmptyApplication()
    {
        var application = MemoryLog.Read(Array.Empty<byte>(), 10);
        Assert.Equal((0L, 0L, "", false), (application.Reading.Lines, application.Reading.IssueCount, application.Id, application.IsComplete));
    }

    [Fact]
    public void Read_FlippedBits_NeverThrows()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var log = SmallLog.Bytes;
            for (var flip = 0; flip <= round % 5; flip++)
            {
                log[random.Next(log.Length)] ^= (byte)(1 << random.Next(8));
            }

            var application = MemoryLog.Read(log, 1500);
            _ = ApplicationDigest.Text(application);
            Assert.All(application.Reading.Issues, issue => Assert.True(IsLineStart(log, issue)));
        }
    }

    /// <summary>An issue's byte is where its line starts.</summary>
    private static bool IsLineStart(byte[] log, ParseIssue issue) =>
        issue.Offset is not { } offset || (log.AsSpan(0, (int)offset).Count((byte)'\n') + 1 == issue.Line && (offset == 0 || log[offset - 1] == (byte)'\n'));
}
