using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Sources;

/// <summary>What a feed gave, put together again, with the checks that every feed must pass.</summary>
internal sealed record FeedContent(byte[] Bytes, IReadOnlyList<ParseIssue> Issues, int SegmentsCount, int LargestSegment, long InputBytes, int GapsCount)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>Reads a feed to its end with several threads.</summary>
    public static FeedContent Read(ISegmentFeed feed, int threads = 1)
    {
        var segments = new List<(long Sequence, byte[] Bytes, ParseIssue? Issue, long InputBytes, int FileIndex, bool FollowsGap)>();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var segment = new Segment();
            while (feed.TryFill(segment, TestContext.Current.CancellationToken))
            {
                lock (segments)
                {
                    segments.Add((segment.Sequence, segment.Span.ToArray(), segment.Issue, segment.InputBytes, segment.FileIndex, segment.FollowsGap));
                }
            }
        });
        segments.Sort((left, right) => left.Sequence.CompareTo(right.Sequence));
        Assert.Equal(Enumerable.Range(0, segments.Count).Select(index => (long)index), segments.Select(segment => segment.Sequence));
        Assert.All(segments, segment => Assert.InRange(segment.FileIndex, 0, feed.FileNames.Count - 1));
        return new FeedContent(
            [.. segments.SelectMany(segment => segment.Bytes)],
            [.. segments.Select(segment => segment.Issue).OfType<ParseIssue>()],
            segments.Count,
            segments.Max(segment => (int?)segment.Bytes.Length) ?? 0,
            segments.Sum(segment => segment.InputBytes),
            segments.Count(segment => segment.FollowsGap));
    }

    /// <summary>Reads a log that is held in memory, as a pipe would give it.</summary>
    public static FeedContent ReadPiped(byte[] stored, int threads = 1, SegmentSizes? sizes = null)
    {
        using var feed = new LogFeed([new LogPart(new StandardInput(() => new MemoryStream(stored)))], sizes);
        return Read(feed, threads);
    }
}
