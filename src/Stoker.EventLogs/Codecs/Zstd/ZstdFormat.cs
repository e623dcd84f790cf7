using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Zstd;

/// <summary>
/// zstd as a chain of frames. Spark closes a frame at every flush and never writes a content size, so frames are measured by hopping from block
/// header to block header: that touches a few bytes in 128 KiB and decodes nothing.
/// </summary>
internal sealed class ZstdFormat(int limit) : IBlockFormat
{
    private const int SkippableHeaderLength = 8;

    // The walk of the frame it stopped in, so that asking again about a frame costs nothing.
    private (long Offset, BlockStep Step) _last = (-1, default);

    /// <inheritdoc/>
    public Codec Codec => Codec.Zstd;

    /// <inheritdoc/>
    public string BlockName => "zstd frame";

    /// <inheritdoc/>
    public int StartLength => ZstdFrame.MagicLength;

    /// <inheritdoc/>
    public BlockStep Next(InputWindow window, int at)
    {
        var offset = window.Offset + at;
        if (_last.Offset != offset)
        {
            _last = (offset, Walk(window, at));
        }
        return _last.Step;
    }

    /// <inheritdoc/>
    public int FindStart(ReadOnlySpan<byte> stored) => stored.IndexOf(ZstdFrame.Magic);

    /// <inheritdoc/>
    public IBlockDecoder CreateDecoder() => new ZstdDecoder();

    /// <inheritdoc/>
    public ILargeBlock OpenLarge(InputWindow window) => new LargeZstdFrame(window);

    private BlockStep Walk(InputWindow window, int at)
    {
        if (!window.Holds(at + 1))
        {
            return BlockStep.End;
        }
        if (TrySkippable(window, at, out var skippable))
        {
            return skippable;
        }
        return ZstdFrame.TryRead(window, at, out var frame) switch
        {
            BlockStepKind.Block => WalkBlocks(window, at, frame),
            BlockStepKind.CutOff => BlockStep.CutOff(window.Span.Length - at, 0),
            _ => BlockStep.Damaged(0, 0, "no frame begins here"),
        };
    }

    private static bool TrySkippable(InputWindow window, int at, out BlockStep step)
    {
        const uint firstMagic = 0x184D_2A50;
        step = default;
        window.Holds(at + SkippableHeaderLength);
        var stored = window.Span[at..];
        if (stored.Length < ZstdFrame.MagicLength || (BinaryPrimitives.ReadUInt32LittleEndian(stored) & 0xFFFF_FFF0) != firstMagic)
        {
            return false;
        }
        step = stored.Length < SkippableHeaderLength
            ? BlockStep.CutOff(0, 0)
            : BlockStep.Nothing(SkippableHeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(stored[ZstdFrame.MagicLength..]));
        return true;
    }

    private BlockStep WalkBlocks(InputWindow window, int at, ZstdFrame frame)
    {
        var length = frame.HeaderLength;
        var plain = 0L;
        var isLast = false;
        while (!isLast)
        {
            if (!window.Holds(at + length + ZstdFrame.BlockHeaderLength))
            {
                return BlockStep.CutOff(window.Span.Length - at, (int)plain);
            }
            if (!frame.TryReadBlock(window.Span[(at + length)..], out var blockLength, out var blockBound, out isLast))
            {
                return BlockStep.Damaged(length, (int)plain, "a block in it is of no known kind");
            }
            length += blockLength;
            plain += blockBound;
            if (plain > limit)
            {
                return BlockStep.Large;
            }
        }
        length += frame.TrailerLength;
        // A content size that lies below what the blocks hold makes decoding fail, and the frame is then decoded as a damaged one.
        var bound = (int)Math.Min((ulong)plain, frame.ContentSize ?? (ulong)plain);
        return window.Holds(at + length) ? BlockStep.Block(length, bound) : BlockStep.CutOff(window.Span.Length - at, (int)plain);
    }
}
