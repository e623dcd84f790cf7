namespace Stoker.EventLogs.Codecs.Gzip;

/// <summary>
/// Hands a decoder small pieces of the window and moves the window only when it comes back for more: what it took too much can be found again.
/// </summary>
internal sealed class DeflateInput(InputWindow window) : ForwardStream
{
    // Small enough that finding the trailer in the last piece costs nothing, large enough that a piece costs nothing.
    private const int PieceLength = 8 * 1024;

    /// <summary>Length of the last piece; it still stands at the start of the window.</summary>
    public int Given { get; private set; }

    /// <summary>True when the decoder wanted more than there was.</summary>
    public bool WantedMore { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!window.Holds(Given + 1))
        {
            // The last piece stays, to be searched: damage can make a decoder run through the members behind.
            WantedMore = true;
            return 0;
        }
        window.Advance(Given);
        Given = Math.Min(Math.Min(buffer.Length, PieceLength), window.Span.Length);
        window.Span[..Given].CopyTo(buffer);
        return Given;
    }
}
