using Stoker.Model.Reading;

namespace Stoker.EventLogs.Sources;

/// <summary>
/// A stretch of uncompressed event log bytes, filled by an <see cref="ISegmentFeed"/>. A line may begin in one segment and end in a later one;
/// a segment never holds bytes of two files. Owned by one thread at a time and filled again when done with.
/// </summary>
internal sealed class Segment
{
    /// <summary>The bytes; only the first <see cref="Length"/> count. A feed may replace the array by a larger one.</summary>
    public byte[] Buffer { get; set; } = [];

    /// <summary>How many bytes of <see cref="Buffer"/> are filled. 0 is allowed (a file without content, or one that only brought a problem).</summary>
    public int Length { get; set; }

    /// <summary>Position in the feed: 0, 1, 2, … without gaps, in log order.</summary>
    public long Sequence { get; set; }

    /// <summary>Index of the file in the feed's list of files.</summary>
    public int FileIndex { get; set; }

    /// <summary>True when bytes are missing between the previous segment of this file and this one, so that no line may be joined across.</summary>
    public bool FollowsGap { get; set; }

    /// <summary>Bytes of input (compressed, as stored) that this segment used up; for progress.</summary>
    public long InputBytes { get; set; }

    /// <summary>What went wrong while this segment was made; the bytes are what could be read before it.</summary>
    public ParseIssue? Issue { get; set; }

    /// <summary>The filled part.</summary>
    public ReadOnlySpan<byte> Span => Buffer.AsSpan(0, Length);

    /// <summary>The part of <see cref="Buffer"/> that is not filled yet.</summary>
    public Span<byte> Free => Buffer.AsSpan(Length);

    /// <summary>Empties the segment before it is filled again; <see cref="Buffer"/> stays.</summary>
    public void Clear()
    {
        Length = 0;
        FileIndex = 0;
        FollowsGap = false;
        InputBytes = 0;
        Issue = null;
    }

    /// <summary>Makes <see cref="Buffer"/> hold at least this many bytes; what is filled stays.</summary>
    public void MakeRoom(int capacity)
    {
        if (Buffer.Length >= capacity)
        {
            return;
        }
        var larger = GC.AllocateUninitializedArray<byte>(capacity);
        Span.CopyTo(larger);
        Buffer = larger;
    }
}
