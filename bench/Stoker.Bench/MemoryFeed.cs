using Stoker.EventLogs.Sources;

namespace Stoker.Bench;

/// <summary>A log in memory, so that only scanning and building are measured.</summary>
internal sealed class MemoryFeed(byte[] log, int segmentLength) : ISegmentFeed
{
    private long _next = -1;

    public IReadOnlyList<string> FileNames { get; } = ["memory"];

    public long? TotalInputBytes => log.LongLength;

    public bool TryFill(Segment segment, CancellationToken cancellationToken)
    {
        var sequence = Interlocked.Increment(ref _next);
        var start = sequence * segmentLength;
        if (start >= log.LongLength)
        {
            return false;
        }

        var length = (int)Math.Min(segmentLength, log.LongLength - start);
        if (segment.Buffer.Length < length)
        {
            segment.Buffer = GC.AllocateUninitializedArray<byte>(segmentLength);
        }

        log.AsSpan((int)start, length).CopyTo(segment.Buffer);
        (segment.Length, segment.Sequence, segment.FileIndex, segment.FollowsGap, segment.Issue, segment.InputBytes) = (length, sequence, 0, false, null, length);
        return true;
    }

    public void Dispose()
    {
    }
}
