using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

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
        var written = 0;
        while (true)
        {
            written += SalvageFrame(block, target[written..]);
            // A damaged block size can swallow the frames behind it: go on at any that still shows its magic.
            var next = block.Length > 1 ? block[1..].IndexOf(ZstdFrame.Magic) : -1;
            if (next < 0)
            {
                return written;
            }
            block = block[(next + 1)..];
            written += EndLine(target, written);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _decompressor.Dispose();

    private int SalvageFrame(ReadOnlySpan<byte> block, Span<byte> target)
    {
        _decompressor.ResetStream();
        using var window = new InputWindow(new MemoryStream(block.ToArray(), writable: false));
        using var frame = new LargeZstdFrame(window, _decompressor);
        frame.Read(target, out var written);
        _decompressor.ResetStream();
        return written;
    }

    // What was cut out may have been the rest of a line: the next frame must not be taken for it.
    private static int EndLine(Span<byte> target, int written)
    {
        if (written == 0 || written == target.Length || target[written - 1] == (byte)'\n')
        {
            return 0;
        }
        target[written] = (byte)'\n';
        return 1;
    }
}
