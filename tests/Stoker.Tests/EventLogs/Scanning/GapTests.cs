using System.Text;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>Bytes that the source could not read: no line is joined across the hole.</summary>
public sealed class GapTests
{
    private const string First = """{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"id","Timestamp":5,"User":"u"}""" + "\n";
    private const string Second = """{"Event":"SparkListenerApplicationEnd","Timestamp":9}""" + "\n";

    [Fact]
    public void Read_GapInsideLines_ReportsTheLineBeforeItOnce()
    {
        var application = Read([(0, First + "{\"Event\":\"Spark", false), (0, "Properties\":{}}\n" + Second, true)]);
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal((ParseIssueKind.TruncatedLine, "a", 2L, (long)First.Length), (issue.Kind, issue.File, issue.Line, issue.Offset));
        Assert.True(application.IsComplete);
    }

    [Fact]
    public void Read_GapBetweenLines_LosesNoLine()
    {
        var application = Read([(0, First, false), (0, Second, true)]);
        Assert.Empty(application.Reading.Issues);
        Assert.Equal((2L, true), (application.Reading.Lines, application.IsComplete));
    }

    [Fact]
    public void Read_GapAtTheEndOfAFile_DoesNotHideIssuesOfTheNextFile()
    {
        var application = Read([(0, First, false), (0, "", true), (1, "bad\n" + Second, false)]);
        Assert.Equal(("b", 1L, 0L), Assert.Single(application.Reading.Issues.Select(issue => (issue.File, issue.Line ?? -1, issue.Offset ?? -1))));
    }

    [Fact]
    public void Read_IssueOfTheSource_GetsTheLineWhereItHappened()
    {
        var trouble = new ParseIssue(ParseIssueKind.DamagedBlock, "a", null, 17, "A block is damaged.");
        var application = Read([(0, First, false), (0, Second, false)], trouble);
        Assert.Equal(trouble with { Line = 3 }, Assert.Single(application.Reading.Issues));
    }

    private static Application Read((int File, string Text, bool FollowsGap)[] segments, ParseIssue? lastIssue = null)
    {
        using var feed = new Feed(segments, lastIssue);
        return EventLogReader.Read(feed, 1, null, null, CancellationToken.None);
    }

    private sealed class Feed((int File, string Text, bool FollowsGap)[] segments, ParseIssue? lastIssue) : ISegmentFeed
    {
        private int _next;

        public IReadOnlyList<string> FileNames { get; } = ["a", "b"];

        public long? TotalInputBytes => null;

        public bool TryFill(Segment segment, CancellationToken cancellationToken)
        {
            if (_next == segments.Length)
            {
                return false;
            }

            var (file, text, followsGap) = segments[_next];
            segment.Clear();
            segment.Buffer = Encoding.UTF8.GetBytes(text);
            (segment.Length, segment.FileIndex, segment.FollowsGap, segment.Sequence) = (segment.Buffer.Length, file, followsGap, _next++);
            segment.Issue = _next == segments.Length ? lastIssue : null;
            return true;
        }

        public void Dispose()
        {
        }
    }
}
