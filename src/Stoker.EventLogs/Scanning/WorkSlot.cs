using Stoker.EventLogs.Events;
using Stoker.EventLogs.Sources;

namespace Stoker.EventLogs.Scanning;

/// <summary>A segment and what its whole lines say. Owned by one thread at a time.</summary>
internal sealed class WorkSlot
{
    private readonly LineReader _reader;

    public WorkSlot() => _reader = new LineReader(new StringPool(), Batch);

    public Segment Segment { get; } = new();

    public EventBatch Batch { get; } = new();

    /// <summary>Length of the part before the first line feed, which ends a line of an earlier segment; the feed is part of it.</summary>
    public int HeadLength { get; private set; }

    /// <summary>Where the part after the last line feed begins, the start of a line that a later segment ends.</summary>
    public int TailStart { get; private set; }

    /// <summary>Whether the segment has a line feed at all; without one, all of it is head.</summary>
    public bool HasLineEnd => HeadLength > 0;

    /// <summary>Reads the lines that begin and end in the segment.</summary>
    public void Read()
    {
        Batch.Clear();
        var text = Segment.Span;
        HeadLength = text.IndexOf((byte)'\n') + 1;
        TailStart = text.LastIndexOf((byte)'\n') + 1;
        if (TailStart > HeadLength)
        {
            _reader.ReadLines(text[HeadLength..TailStart], HeadLength);
        }
    }
}
