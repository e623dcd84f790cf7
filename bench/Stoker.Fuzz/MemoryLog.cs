using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;

namespace Stoker.Fuzz;

/// <summary>A log in memory, cut into segments wherever a test wants it cut.</summary>
internal sealed class MemoryLog : ISegmentFeed
{
    private readonly List<(int File, byte[] Bytes)> _segments = [];
    private long _next = -1;

    /// <param name="log">The only file.</param>
    /// <param name="segmentLength">Bytes of each segment but the last.</param>
    public MemoryLog(byte[] log, int segmentLength)
        : this([log], segmentLength)
    {
    }

    /// <param name="files">The files in order.</param>
    /// <param name="segmentLength">Bytes of each segment but the last of a file.</param>
    public MemoryLog(IReadOnlyList<byte[]> files, int segmentLength)
    {
        FileNames = [.. files.Select((_, index) => $"events_{index + 1}")];
        for (var file = 0; file < files.Count; file++)
        {
            var log = files[file];
            for (var start = 0; start < log.Length; start += segmentLength)
            {
                _segments.Add((file, log[start..Math.Min(log.Length, start + segmentLength)]));
            }
        }
    }

    public IReadOnlyList<string> FileNames { get; }

    public long? TotalInputBytes => null;

    /// <summary>Reads a log.</summary>
    public static Application Read(byte[] log, int segmentLength = 1 << 20, int threads = 1)
    {
        using var feed = new MemoryLog(log, segmentLength);
        return EventLogReader.Read(feed, threads, null, null, CancellationToken.None);
    }

    /// <summary>Reads a log of several files.</summary>
    public static Application Read(IReadOnlyList<byte[]> files, int segmentLength = 1 << 20, int threads = 1)
    {
        using var feed = new MemoryLog(files, segmentLength);
        return EventLogReader.Read(feed, threads, null, null, CancellationToken.None);
    }

    public bool TryFill(Segment segment, CancellationToken cancellationToken)
    {
        var sequence = Interlocked.Increment(ref _next);
        if (sequence >= _segments.Count)
        {
            return false;
        }

        var (file, bytes) = _segments[(int)sequence];
        segment.Clear();
        (segment.Buffer, segment.Length, segment.Sequence, segment.FileIndex, segment.InputBytes) = (bytes, bytes.Length, sequence, file, bytes.Length);
        return true;
    }

    public void Dispose()
    {
    }
}
