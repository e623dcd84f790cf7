using ZstdSharp;

namespace Stoker.EventLogs.Codecs.Zstd;

/// <summary>Decodes whole frames straight into their place. The context (some 160 KB of tables) is kept from frame to frame.</summary>
internal sealed class ZstdDecoder : IBlockDecoder
{
    private readonly Decompressor _decompressor = new();

    /// <inheritdoc/>
    public BlockOutcome Decode(ReadOnlySpan<byte> block, Span<byte> target, out int written)
    {
        try
        {
            return _decompressor.TryUnwrap(block, target, out written) ? BlockOutcome.Whole : BlockOutcome.TargetTooSmall;
        }
        catch (ZstdException)
        {
            written = 0;
            return BlockOutcome.Damaged;
        }
    }

    /// <inheritdoc/>
    public int Salvage(ReadOnlySpan<byte> block, Span<byte> target)
    {
        _decompressor.ResetStream();
        using var window = new InputWindow(new MemoryStream(block.ToArray(), writable: false));
        using var frame = new LargeZstdFrame(window, _decompressor);
        frame.Read(target, out var written);
        _decompressor.ResetStream();
        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => _decompressor.Dispose();
}
