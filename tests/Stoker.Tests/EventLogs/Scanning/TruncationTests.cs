using Stoker.Fuzz;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>A log that is cut off at any byte gives all complete lines and at most one issue, which says where.</summary>
public sealed class TruncationTests
{
    [Fact]
    public void Read_SmallLogCutAtEveryByte_GivesAllCompleteLines()
    {
        var log = SmallLog.Bytes;
        var whole = new Dictionary<int, string>();
        for (var length = 0; length <= log.Length; length++)
        {
            var application = MemoryLog.Read(log[..length], 997);
            var complete = CompleteLength(log, length);
            CheckIssues(application, log, length, complete);
            if (!whole.TryGetValue(complete, out var expected))
            {
                whole.Add(complete, expected = ApplicationDigest.Text(MemoryLog.Read(log[..complete])));
            }

            var report = application.Reading;
            var withoutTail = application with { Reading = MemoryLog.Read(log[..complete]).Reading };
            Assert.Equal(expected, ApplicationDigest.Text(withoutTail));
            Assert.Equal(length, report.PlainBytes);
        }
    }

    [Fact]
    public void Read_BigLogCutAtRandomBytes_GivesAllCompleteLines()
    {
        var log = CorpusLogs.Read("rapids-tools/spark-events-qualification/join_missing_sql_end");
        var random = new Random(9);
        for (var cut = 0; cut < 1000; cut++)
        {
            var length = random.Next(log.Length);
            CheckIssues(MemoryLog.Read(log[..length], 100_003, threads: 2), log, length, CompleteLength(log, length));
        }
    }

    /// <summary>A cut right before a line feed leaves a whole line.</summary>
    private static int CompleteLength(byte[] log, int length) =>
        length == log.Length || log[length] == (byte)'\n' ? length : log.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;

    private static void CheckIssues(Application application, byte[] log, int length, int complete)
    {
        var report = application.Reading;
        var completeLines = log.AsSpan(0, complete).Count((byte)'\n') + (complete > 0 && log[complete - 1] != (byte)'\n' ? 1 : 0);
        if (complete == length)
        {
            Assert.Empty(report.Issues);
            Assert.False(report.IsTruncated);
            Assert.Equal(completeLines, report.Lines);
        }
        else
        {
            var issue = Assert.Single(report.Issues);
            Assert.Equal((ParseIssueKind.TruncatedLine, "events_1", completeLines + 1L, (long)complete), (issue.Kind, issue.File, issue.Line, issue.Offset));
            Assert.True(report.IsTruncated);
            Assert.Equal(completeLines + 1, report.Lines);
        }
    }
}
