using Stoker.EventLogs.Codecs;

namespace Stoker.EventLogs.Sources;

/// <summary>Counts the stored bytes that were read, for progress.</summary>
internal sealed class CountingStream(Stream stored) : ForwardStream
{
    private long _count;

    /// <summary>How many bytes were read since this was asked last.</summary>
    public long Take()
    {
        var count = _count;
        _count = 0;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = stored.Read(buffer);
        _count += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stored.Dispose();
        base.Dispose(disposing);
    }
}
