using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Lz4;

/// <summary>
/// lz4-java's stream (LZ4BlockOutputStream): blocks with a 21 byte header — magic, token, stored length, plain length, checksum — and an empty
/// block as end mark. Streams may follow each other.
/// </summary>
internal sealed class Lz4Format : IBlockFormat
{
    public const int HeaderLength = 21;
    public const int TokenAt = 8;
    public const int StoredLengthAt = 9;
    public const int PlainLengthAt = 13;
    public const int ChecksumAt = 17;
    public const int MethodStored = 0x10;
    public const int MethodLz4 = 0x20;

    // The low half of the token is log2 of the block size minus this.
    private const int SmallestBlockPower = 10;

    // Whether the stream still lacks its end mark.
    private bool _isOpen;

    public static ReadOnlySpan<byte> Magic => "LZ4Block"u8;

    /// <inheritdoc/>
    public Codec Codec => Codec.Lz4;

    /// <inheritdoc/>
    public string BlockName => "lz4 block";

    /// <inheritdoc/>
    public int StartLength => Magic.Length;

    /// <inheritdoc/>
    public BlockStep Next(InputWindow window, int at)
    {
        if (!window.Holds(at + 1))
        {
            // A log that is still being written has no end mark.
            return _isOpen ? BlockStep.CutOff(0, 0) : BlockStep.End;
        }
        if (!window.Holds(at + HeaderLength))
        {
            var rest = window.Span[at..];
            var isMagic = rest.Length < Magic.Length ? Magic.StartsWith(rest) : rest.StartsWith(Magic);
            return isMagic ? BlockStep.CutOff(0, 0) : BlockStep.Damaged(0, 0, "no block begins here");
        }
        return Read(window, at);
    }

    /// <inheritdoc/>
    public int FindStart(ReadOnlySpan<byte> stored) => stored.IndexOf(Magic);

    /// <inheritdoc/>
    public IBlockDecoder CreateDecoder() => new Lz4Decoder();

    /// <inheritdoc/>
    public ILargeBlock OpenLarge(InputWindow window) => throw new NotSupportedException("An lz4 block has at most 32 MiB.");

    private BlockStep Read(InputWindow window, int at)
    {
        var header = window.Span.Slice(at, HeaderLength);
        var token = header[TokenAt];
        var storedLength = BinaryPrimitives.ReadInt32LittleEndian(header[StoredLengthAt..]);
        var plainLength = BinaryPrimitives.ReadInt32LittleEndian(header[PlainLengthAt..]);
        var largest = 1 << (SmallestBlockPower + (token & 0x0F));
        if (!header.StartsWith(Magic) || !IsPossible(token & 0xF0, storedLength, plainLength, largest))
        {
            return BlockStep.Damaged(0, 0, "its header makes no sense");
        }
        _isOpen = plainLength > 0;
        if (plainLength == 0)
        {
            return BlockStep.Nothing(HeaderLength);
        }
        return window.Holds(at + HeaderLength + storedLength)
            ? BlockStep.Block(HeaderLength + storedLength, plainLength)
            : BlockStep.CutOff(0, 0);
    }

    private static bool IsPossible(int method, int storedLength, int plainLength, int largest) => method switch
    {
        MethodStored => storedLength == plainLength && plainLength >= 0 && plainLength <= largest,
        // The writer stores a block that did not become smaller.
        MethodLz4 => storedLength > 0 && storedLength < plainLength && plainLength <= largest,
        _ => false,
    };
}
