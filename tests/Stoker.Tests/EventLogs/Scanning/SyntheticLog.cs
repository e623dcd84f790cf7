using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;

namespace Stoker.Tests.EventLogs.Scanning;

/// <summary>A log that is made while it is read: for logs that are too large to hold.</summary>
/// <param name="segments">Text of each segment in turn.</param>
internal sealed class SyntheticLog(IEnumerable<ReadOnlyMemory<byte>> segments) : ISegmentFeed
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _segments = segments.GetEnumerator();
    private readonly Lock _lock = new();
    private long _sequence;

    public IReadOnlyList<string> FileNames { get; } = ["synthetic"];

    public long? TotalInputBytes => null;

    public static Application Read(IEnumerable<ReadOnlyMemory<byte>> segments, int threads = 1)
    {
        using var feed = new SyntheticLog(segments);
        return EventLogReader.Read(feed, threads, null, null, TestContext.Current.CancellationToken);
    }

    public bool TryFill(Segment segment, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_segments.MoveNext())
            {
                return false;
            }

            segment.Clear();
            segment.MakeRoom(_segments.Current.Length);
            _segments.Current.CopyTo(segment.Buffer);
            segment.Length = _segments.Current.Length;
            segment.Sequence = _sequence++;
            return true;
        }
    }

    public void Dispose() => _segments.Dispose();
}
