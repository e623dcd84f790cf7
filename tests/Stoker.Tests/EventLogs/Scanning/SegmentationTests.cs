using System.Text;
using CsCheck;
using Stoker.Fuzz;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>How a log is cut into segments, and how many threads read it, must not show in the model.</summary>
public sealed class SegmentationTests
{
    [Fact]
    public void Read_SmallLogInSegmentsOfAnyLength_GivesTheSameApplication()
    {
        var log = SmallLog.Bytes;
        var expected = ApplicationDigest.Text(MemoryLog.Read(log, log.Length));
        for (var length = 1; length < 600; length++)
        {
            Assert.Equal(expected, ApplicationDigest.Text(MemoryLog.Read(log, length)));
        }
    }

    [Fact]
    public void Read_CorpusLogs_OnAnyNumberOfThreads_GivesTheSameApplication()
    {
        foreach (var (name, plain) in CorpusLogs.All(maximumBytes: 4 << 20))
        {
            var expected = ApplicationDigest.Hash(MemoryLog.Read(plain, plain.Length));
            foreach (var (threads, length) in new[] { (1, 4093), (2, 10_007), (5, 65_521) })
            {
                Assert.Equal((name, expected), (name, ApplicationDigest.Hash(MemoryLog.Read(plain, length, threads))));
            }
        }
    }

    [Fact]
    public void Read_MixOfVersionsInRandomSegments_GivesTheSameApplication()
    {
        // Lines of several Spark versions in one log: what a thread learned from one line must not leak into another.
        var log = Mix();
        var expected = ApplicationDigest.Text(MemoryLog.Read(log, log.Length));
        Gen.Select(Gen.Int[200, 200_000], Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(5))).Sample(
            (length, threads) => ApplicationDigest.Text(MemoryLog.Read(log, length, threads)) == expected, iter: 40, threads: 1);
    }

    [Fact]
    public void Read_LogWithWindowsLineEnds_GivesTheSameApplication()
    {
        var log = SmallLog.Bytes;
        var windows = Encoding.UTF8.GetBytes(SmallLog.Text.Replace("\n", "\r\n", StringComparison.Ordinal));
        var expected = MemoryLog.Read(log);
        var actual = MemoryLog.Read(windows, 777);
        Assert.Empty(actual.Reading.Issues);
        Assert.Equal(ApplicationDigest.Text(expected with { Reading = actual.Reading }), ApplicationDigest.Text(actual));
    }

    [Fact]
    public void Read_LogWithoutLastLineFeed_ReadsTheLastLine()
    {
        var log = SmallLog.Bytes;
        Assert.Equal((byte)'\n', log[^1]);
        var expected = MemoryLog.Read(log);
        var actual = MemoryLog.Read(log[..^1], 1000);
        Assert.Empty(actual.Reading.Issues);
        Assert.False(actual.Reading.IsTruncated);
        Assert.Equal(expected.Reading.Lines, actual.Reading.Lines);
        Assert.Equal(ApplicationDigest.Text(expected with { Reading = actual.Reading }), ApplicationDigest.Text(actual));
    }

    [Fact]
    public void Read_LogInSeveralFiles_GivesTheSameApplication()
    {
        var text = SmallLog.Text;
        var cut = text.IndexOf('\n', text.Length / 2) + 1;
        var expected = MemoryLog.Read(SmallLog.Bytes);
        var actual = MemoryLog.Read([Encoding.UTF8.GetBytes(text[..cut]), Encoding.UTF8.GetBytes(text[cut..])], 500, threads: 2);
        Assert.Equal(["events_1", "events_2"], actual.Reading.Files);
        Assert.Equal(ApplicationDigest.Text(expected with { Reading = actual.Reading }), ApplicationDigest.Text(actual));
    }

    private static byte[] Mix()
    {
        string[] names =
        [
            "spark-history-server/spark-events/application_1553914137147_0018",
            "spark-history-server/spark-events/local-1642039451826",
            "rapids-tools/spark-events-qualification/python_udf_eventlog",
            "spark-history-server/spark-events/app-20161115172038-0000",
        ];
        var logs = names.Select(name => CorpusLogs.Lines(CorpusLogs.Read(name)).ToArray()).ToArray();
        using var mix = new MemoryStream();
        for (var line = 0; line < logs.Max(log => log.Length); line++)
        {
            foreach (var log in logs.Where(log => line < log.Length))
            {
                mix.Write(log[line].Span);
                mix.WriteByte((byte)'\n');
            }
        }

        return mix.ToArray();
    }
}
