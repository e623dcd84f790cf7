using ZstdSharp;

namespace Stoker.EventLogs.Codecs.Zstd;

/// <summary>
/// Decodes one frame block by block. The decoder is shown one block at a time, so that damage costs the block it is in and nothing before it.
/// The memory it takes is the frame's window, which zstd itself limits to 128 MiB unless told otherwise.
/// </summary>
internal sealed class LargeZstdFrame : ILargeBlock
{
    private readonly InputWindow _window;
    private readonly Decompressor _decompressor;
    private readonly bool _ownsDecompressor;
    private readonly ZstdFrame _frame;
    private readonly BlockStepKind _header;

    // Stored bytes of the current block that the decoder has not taken yet.
    private int _pending;
    private bool _isLast;
    private bool _lacksTrailer;

    public LargeZstdFrame(InputWindow window, Decompressor? decompressor = null)
    {
        _window = window;
        _ownsDecompressor = decompressor is null;
        _decompressor = decompressor ?? new Decompressor();
        _header = ZstdFrame.TryRead(window, 0, out _frame);
        _pending = _frame.HeaderLength;
    }

    /// <inheritdoc/>
    public BlockStep Read(Span<byte> target, out int written)
    {
        written = 0;
        if (_header != BlockStepKind.Block)
        {
            return new BlockStep(_header, 0, 0, "no frame begins here");
        }
        while (written < target.Length)
        {
            if (!TryDecode(target[written..], out var count, out var problem))
            {
                return BlockStep.Damaged(0, 0, problem);
            }
            written += count;
            if (_pending > 0 || written == target.Length)
            {
                continue;
            }
            if (_isLast)
            {
                return _lacksTrailer ? BlockStep.CutOff(0, 0) : BlockStep.End;
            }
            var step = NextBlock();
            if (step.Kind != BlockStepKind.Block)
            {
                return step;
            }
        }
        return BlockStep.Large;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsDecompressor)
        {
            _decompressor.Dispose();
        }
    }

    // Also called without pending input: the decoder may still hold output that did not fit before.
    private bool TryDecode(Span<byte> target, out int written, out string problem)
    {
        try
        {
            _decompressor.UnwrapStream(_window.Span[.._pending], target, out var consumed, out written);
            _window.Advance(consumed);
            _pending -= consumed;
            problem = "the decoder stopped";
            return _pending == 0 || consumed > 0 || written > 0;
        }
        catch (ZstdException exception)
        {
            written = 0;
            problem = exception.Message;
            return false;
        }
    }

    private BlockStep NextBlock()
    {
        if (!_window.Holds(ZstdFrame.BlockHeaderLength))
        {
            return BlockStep.CutOff(0, 0);
        }
        if (!_frame.TryReadBlock(_window.Span, out var length, out _, out _isLast))
        {
            return BlockStep.Damaged(0, 0, "a block in it is of no known kind");
        }
        if (!_window.Holds(length))
        {
            return BlockStep.CutOff(0, 0);
        }
        var trailer = _isLast ? _frame.TrailerLength : 0;
        _lacksTrailer = !_window.Holds(length + trailer);
        _pending = _lacksTrailer ? length : length + trailer;
        return BlockStep.Block(_pending, 0);
    }
}
