namespace Stoker.EventLogs.Codecs;

/// <summary>What is left of a window as a stream, for inflating.</summary>
internal sealed class WindowStream(InputWindow window) : ForwardStream
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">At the end, when the input below had damage.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = window.Read(buffer);
        return count > 0 || buffer.IsEmpty || window.Damage is null ? count : throw new InvalidDataException(window.Damage);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        window.Dispose();
        base.Dispose(disposing);
    }
}
