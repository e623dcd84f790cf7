using System.Buffers.Binary;
using Snappier;

namespace Stoker.EventLogs.Codecs.Snappy;

/// <summary>
/// snappy-java's stream (SnappyOutputStream): a 16 byte header, then chunks with a big-endian length before each. There is no checksum and no
/// chunk magic, so after damage only the header of a further stream can be found.
/// </summary>
internal sealed class SnappyFormat : IBlockFormat
{
    public const int LengthLength = 4;
    private const int HeaderLength = 16;

    // snappy-java writes 32 KiB unless told otherwise. A longer chunk than this is a damaged length.
    private const int LargestPlain = 8 * 1024 * 1024;

    public static ReadOnlySpan<byte> Magic => [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00];

    /// <inheritdoc/>
    public Codec Codec => Codec.Snappy;

    /// <inheritdoc/>
    public string BlockName => "snappy chunk";

    /// <inheritdoc/>
    public int StartLength => Magic.Length;

    /// <inheritdoc/>
    public BlockStep Next(InputWindow window, int at)
    {
        if (!window.Holds(at + 1))
        {
            return BlockStep.End;
        }
        if (!window.Holds(at + LengthLength))
        {
            return BlockStep.CutOff(0, 0);
        }
        // A length is never negative: a first byte of 0x82 is the header of a stream.
        return window.Span[at] == Magic[0] ? ReadHeader(window, at) : ReadChunk(window, at);
    }

    /// <inheritdoc/>
    public int FindStart(ReadOnlySpan<byte> stored) => stored.IndexOf(Magic);

    /// <inheritdoc/>
    public IBlockDecoder CreateDecoder() => new SnappyDecoder();

    /// <inheritdoc/>
    public ILargeBlock OpenLarge(InputWindow window) => throw new NotSupportedException("A snappy chunk is never large.");

    private static BlockStep ReadHeader(InputWindow window, int at)
    {
        var isWhole = window.Holds(at + HeaderLength);
        var header = window.Span[at..];
        if (!header.StartsWith(Magic[..Math.Min(header.Length, Magic.Length)]))
        {
            return BlockStep.Damaged(0, 0, "its length makes no sense");
        }
        return isWhole ? BlockStep.Nothing(HeaderLength) : BlockStep.CutOff(0, 0);
    }

    private static BlockStep ReadChunk(InputWindow window, int at)
    {
        const int longestLength = 5;
        var storedLength = BinaryPrimitives.ReadInt32BigEndian(window.Span[at..]);
        if (storedLength < 1 || storedLength > Snappier.Snappy.GetMaxCompressedLength(LargestPlain))
        {
            return BlockStep.Damaged(0, 0, "its length makes no sense");
        }
        window.Holds(at + LengthLength + Math.Min(storedLength, longestLength));
        var block = window.Span[(at + LengthLength)..];
        if (!SnappyDecoder.TryReadPlainLength(block[..Math.Min(block.Length, storedLength)], out var plainLength))
        {
            return block.Length < Math.Min(storedLength, longestLength) ? BlockStep.CutOff(0, 0) : BlockStep.Damaged(0, 0, "its length makes no sense");
        }
        if (plainLength > LargestPlain)
        {
            return BlockStep.Damaged(0, 0, "its length makes no sense");
        }
        return window.Holds(at + LengthLength + storedLength)
            ? BlockStep.Block(LengthLength + storedLength, plainLength)
            : BlockStep.CutOff(0, 0);
    }
}
