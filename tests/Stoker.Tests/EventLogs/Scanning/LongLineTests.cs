using System.Text;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>Lines of hundreds of megabytes, and lines nested a million deep.</summary>
public sealed class LongLineTests
{
    private const string Start = """{"Event":"SparkListenerApplicationStart","App Name":"a","App ID":"id","Timestamp":5,"User":"u"}""" + "\n";
    private const string End = """{"Event":"SparkListenerApplicationEnd","Timestamp":9}""" + "\n";

    [Fact]
    public void Read_UnknownEventOf100Megabytes_IsCounted()
    {
        var application = Read("""{"Event":"com.vendor.Big","text":" """, 100, "\"}\n");
        Assert.Empty(application.Reading.Issues);
        Assert.Equal([("SparkListenerApplicationEnd", 1, true), ("SparkListenerApplicationStart", 1, true), ("com.vendor.Big", 1, false)],
            application.Reading.Events.Select(count => (count.Name, (int)count.Count, count.IsKnown)));
    }

    [Fact]
    public void Read_TaskEndOf100Megabytes_IsRead()
    {
        var application = Read("""{"Event":"SparkListenerTaskEnd","Stage ID":3,"Vendor":" """, 100, "\",\"Task Info\":{\"Task ID\":7}}\n");
        Assert.Empty(application.Reading.Issues);
        Assert.Equal(7, Assert.Single(application.Stages).Tasks.TaskId(0).Value);
    }

    [Fact]
    public void Read_LineOf300Megabytes_IsSkippedAndReported()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var application = Read("""{"Event":"com.vendor.Big","text":" """, 300, "\"}\n");
        var issue = Assert.Single(application.Reading.Issues);
        Assert.Equal(
            new ParseIssue(ParseIssueKind.LineTooLong, "synthetic", 2, Start.Length, "The line is longer than 256 MiB; it was skipped, as Spark 4.3 does."),
            issue);
        Assert.Equal(3, application.Reading.Lines);
        Assert.Equal((5, 9), (application.StartTime.EpochMilliseconds, application.EndTime?.EpochMilliseconds));

        // The line is held while it might still end: 256 MiB, and as much again while the buffer grows.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 800 << 20);
    }

    [Theory]
    [InlineData("""{"Event":"com.vendor.Deep","x":""", 0)]
    [InlineData("""{"Event":"SparkListenerTaskEnd","Stage ID":3,"Task Info":{"Task ID":7},"x":""", 0)]
    [InlineData("""{"Event":"SparkListenerJobEnd","Job ID":3,"Completion Time":5,"Job Result":{"Result":"JobSucceeded"},"x":""", 1)]
    [InlineData("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":1,"sparkPlanInfo":""", 1)]
    [InlineData("""{"x":""", 1)]
    public void Read_LineNestedAMillionDeep_IsPassedOrReported(string head, int issues)
    {
        const int depth = 1_000_000;
        var line = new StringBuilder(Start).Append(head).Insert(Start.Length + head.Length, "[", depth).Append(']', depth).Append("}\n").Append(End);
        var application = SyntheticLog.Read([Encoding.UTF8.GetBytes(line.ToString())]);
        Assert.Equal(issues, application.Reading.Issues.Count);
        Assert.All(application.Reading.Issues, issue => Assert.Equal((ParseIssueKind.MalformedLine, 2L, (long)Start.Length), (issue.Kind, issue.Line, issue.Offset)));
        Assert.True(application.IsComplete);
    }

    private static Application Read(string head, int megabytes, string tail)
    {
        var megabyte = new byte[1 << 20];
        megabyte.AsSpan().Fill((byte)'x');
        return SyntheticLog.Read(Segments());

        IEnumerable<ReadOnlyMemory<byte>> Segments()
        {
            yield return Encoding.UTF8.GetBytes(Start + head);
            for (var count = 0; count < megabytes; count++)
            {
                yield return megabyte;
            }

            yield return Encoding.UTF8.GetBytes(tail + End);
        }
    }
}
