using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Zstd;

/// <summary>The layout of a zstd frame (RFC 8878): its header, and the 3 byte headers that chain its blocks.</summary>
/// <param name="HeaderLength">Bytes before the first block.</param>
/// <param name="LargestBlock">No block holds more plain bytes than this.</param>
/// <param name="ContentSize">Plain bytes in all, if the header says so. Spark's writer never does.</param>
/// <param name="HasChecksum">True when 4 bytes of checksum follow the last block.</param>
internal readonly record struct ZstdFrame(int HeaderLength, int LargestBlock, ulong? ContentSize, bool HasChecksum)
{
    public const int MagicLength = 4;
    public const int BlockHeaderLength = 3;
    public const int ChecksumLength = 4;

    // Magic, descriptor, window, dictionary id, content size.
    private const int LongestHeader = MagicLength + 1 + 1 + 4 + 8;
    private const int LargestBlockOfAll = 128 * 1024;
    private static ReadOnlySpan<byte> DictionaryLengths => [0, 1, 2, 4];
    private static ReadOnlySpan<byte> ContentSizeLengths => [0, 2, 4, 8];

    public static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>Bytes after the last block.</summary>
    public int TrailerLength => HasChecksum ? ChecksumLength : 0;

    /// <summary>Reads the header of the frame at <paramref name="at"/> in the window.</summary>
    /// <param name="window">The input.</param>
    /// <param name="at">Where the frame's magic stands.</param>
    /// <param name="frame">The header.</param>
    /// <returns><see cref="BlockStepKind.Block"/>, or why there is none.</returns>
    public static BlockStepKind TryRead(InputWindow window, int at, out ZstdFrame frame)
    {
        frame = default;
        window.Holds(at + LongestHeader);
        var stored = window.Span[Math.Min(at, window.Span.Length)..];
        if (stored.Length <= MagicLength)
        {
            return Magic.StartsWith(stored[..Math.Min(stored.Length, MagicLength)]) ? BlockStepKind.CutOff : BlockStepKind.Damaged;
        }
        var descriptor = stored[MagicLength];
        const int reservedBit = 0x08;
        if (!stored.StartsWith(Magic) || (descriptor & reservedBit) != 0)
        {
            return BlockStepKind.Damaged;
        }
        return TryReadSizes(stored, descriptor, out frame) ? BlockStepKind.Block : BlockStepKind.CutOff;
    }

    /// <summary>Reads a block's header.</summary>
    /// <returns>False when no block can look like this.</returns>
    public bool TryReadBlock(ReadOnlySpan<byte> header, out int storedLength, out int plainBound, out bool isLast)
    {
        const int raw = 0, repeated = 1, compressed = 2;
        var bits = header[0] | (header[1] << 8) | (header[2] << 16);
        isLast = (bits & 1) != 0;
        var type = (bits >> 1) & 3;
        var size = bits >> 3;
        storedLength = BlockHeaderLength + (type == repeated ? 1 : size);
        plainBound = type == compressed ? LargestBlock : size;
        return size <= LargestBlock && type is raw or repeated or compressed;
    }

    private static bool TryReadSizes(ReadOnlySpan<byte> stored, byte descriptor, out ZstdFrame frame)
    {
        var isSingleSegment = (descriptor & 0x20) != 0;
        var contentSizeLength = ContentSizeLengths[descriptor >> 6];
        contentSizeLength = contentSizeLength == 0 && isSingleSegment ? (byte)1 : contentSizeLength;
        var contentSizeAt = MagicLength + 1 + (isSingleSegment ? 0 : 1) + DictionaryLengths[descriptor & 3];
        var headerLength = contentSizeAt + contentSizeLength;
        if (stored.Length < headerLength)
        {
            frame = default;
            return false;
        }
        ulong? contentSize = contentSizeLength switch
        {
            0 => null,
            1 => stored[contentSizeAt],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(stored[contentSizeAt..]) + 256UL,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(stored[contentSizeAt..]),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(stored[contentSizeAt..]),
        };
        var window = isSingleSegment ? contentSize.GetValueOrDefault() : WindowSize(stored[MagicLength + 1]);
        var largestBlock = (int)Math.Min(window, LargestBlockOfAll);
        frame = new ZstdFrame(headerLength, largestBlock, contentSize, (descriptor & 0x04) != 0);
        return true;
    }

    private static ulong WindowSize(byte descriptor)
    {
        var power = 1UL << (10 + (descriptor >> 3));
        return power + (power / 8 * (ulong)(descriptor & 7));
    }
}
