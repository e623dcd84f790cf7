using Stoker.EventLogs.Codecs;

namespace Stoker.EventLogs.Sources;

/// <summary>A stream that can be read once, of which the beginning is kept until it was looked at, and then read again.</summary>
internal sealed class RewindableStream(Stream stream) : ForwardStream
{
    private readonly MemoryStream _kept = new();
    private bool _keeps = true;

    /// <summary>Begins again, for a further look.</summary>
    public void Rewind() => _kept.Position = 0;

    /// <summary>Begins again for the last time: what is read from here on is not kept.</summary>
    public void RewindForGood()
    {
        Rewind();
        _keeps = false;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var again = _kept.Read(buffer);
        if (again > 0)
        {
            return again;
        }
        var count = stream.Read(buffer);
        if (_keeps)
        {
            _kept.Write(buffer[..count]);
        }
        else if (_kept.Capacity > 0)
        {
            _kept.SetLength(0);
            _kept.Capacity = 0;
        }
        return count;
    }

    /// <inheritdoc/>
    /// <remarks>A look disposes what it looked through; the stream is needed until it was read.</remarks>
    protected override void Dispose(bool disposing)
    {
        if (!_keeps)
        {
            stream.Dispose();
        }
        base.Dispose(disposing);
    }
}
