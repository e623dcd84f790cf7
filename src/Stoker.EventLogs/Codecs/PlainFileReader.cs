using Stoker.EventLogs.Sources;
using Stoker.Model.Reading;

namespace Stoker.EventLogs.Codecs;

/// <summary>Reads an uncompressed file on disk: regions are claimed by counting and read by position, each thread for itself.</summary>
internal sealed class PlainFileReader(FileStream file, SegmentSizes sizes, string name) : IContentReader
{
    // Fixed at the start: a log that is being written would otherwise never end.
    private readonly long _length = RandomAccess.GetLength(file.SafeFileHandle);
    private long _next;
    private int _target = sizes.First;

    // One for the reader itself and one for each region being read; the file is closed by whoever is last.
    private int _users = 1;

    /// <inheritdoc/>
    public ISegmentFill? Claim(Segment segment, CancellationToken cancellationToken)
    {
        if (_next >= _length)
        {
            return null;
        }
        var region = new Region(this, _next, (int)Math.Min(_target, _length - _next));
        _next += region.Length;
        _target = (int)Math.Min(2L * _target, sizes.Target);
        segment.InputBytes = region.Length;
        Interlocked.Increment(ref _users);
        return region;
    }

    /// <inheritdoc/>
    public void Dispose() => Leave();

    private void Read(Region region, Segment segment)
    {
        try
        {
            segment.MakeRoom(region.Length);
            while (segment.Length < region.Length)
            {
                var count = RandomAccess.Read(file.SafeFileHandle, segment.Buffer.AsSpan(segment.Length, region.Length - segment.Length), region.Start + segment.Length);
                if (count == 0)
                {
                    throw new EndOfStreamException($"The file became shorter while it was read: at first it had {_length} bytes");
                }
                segment.Length += count;
            }
        }
        catch (IOException exception)
        {
            // A disk that failed, or a file that became shorter while it was read. The rest is still worth reading.
            var at = region.Start + segment.Length;
            segment.Issue = new ParseIssue(ParseIssueKind.DamagedBlock, name, null, at,
                $"Bytes {at} to {region.Start + region.Length} of the file could not be read ({SystemWords.Of(exception)}); what stands before and after was used. Copy or read it again.");
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            file.Dispose();
        }
    }

    private sealed class Region(PlainFileReader owner, long start, int length) : ISegmentFill
    {
        public long Start => start;

        public int Length => length;

        public void Fill(Segment segment, CancellationToken cancellationToken) => owner.Read(this, segment);
    }
}
