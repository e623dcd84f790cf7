using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Lzf;

/// <summary>compress-lzf's stream: chunks of up to 65535 bytes, "ZV", a type, the stored length, and for encoded chunks the plain length.</summary>
internal sealed class LzfFormat : IBlockFormat
{
    public const int TypeAt = 2;
    public const int StoredLengthAt = 3;
    public const int PlainLengthAt = 5;
    public const int RawHeaderLength = 5;
    public const int EncodedHeaderLength = 7;
    public const int TypeRaw = 0;
    private const int TypeEncoded = 1;

    private static ReadOnlySpan<byte> Magic => "ZV"u8;

    /// <inheritdoc/>
    public Codec Codec => Codec.Lzf;

    /// <inheritdoc/>
    public string BlockName => "lzf chunk";

    /// <inheritdoc/>
    public int StartLength => EncodedHeaderLength + ushort.MaxValue + EncodedHeaderLength;

    /// <inheritdoc/>
    public BlockStep Next(InputWindow window, int at)
    {
        if (!window.Holds(at + 1))
        {
            return BlockStep.End;
        }
        window.Holds(at + EncodedHeaderLength);
        var step = Measure(window.Span[at..]);
        return step.Kind == BlockStepKind.Block && !window.Holds(at + (int)step.StoredLength) ? BlockStep.CutOff(0, 0) : step;
    }

    /// <inheritdoc/>
    /// <remarks>Two letters are found by chance every 64 KiB: another chunk, or the end, must follow.</remarks>
    public int FindStart(ReadOnlySpan<byte> stored)
    {
        for (var from = 0; ;)
        {
            var found = stored[from..].IndexOf(Magic);
            if (found < 0)
            {
                return -1;
            }
            if (IsChunk(stored[(from + found)..]))
            {
                return from + found;
            }
            from += found + 1;
        }
    }

    /// <inheritdoc/>
    public IBlockDecoder CreateDecoder() => new LzfDecoder();

    /// <inheritdoc/>
    public ILargeBlock OpenLarge(InputWindow window) => throw new NotSupportedException("An lzf chunk is never large.");

    private static bool IsChunk(ReadOnlySpan<byte> stored)
    {
        var step = Measure(stored);
        if (step.Kind != BlockStepKind.Block || step.StoredLength > stored.Length)
        {
            return false;
        }
        var behind = stored[(int)step.StoredLength..];
        return behind.IsEmpty || Measure(behind).Kind is BlockStepKind.Block or BlockStepKind.CutOff;
    }

    private static BlockStep Measure(ReadOnlySpan<byte> stored)
    {
        var isMagic = Magic.StartsWith(stored[..Math.Min(stored.Length, Magic.Length)]);
        if (!isMagic || (stored.Length > TypeAt && stored[TypeAt] > TypeEncoded))
        {
            return BlockStep.Damaged(0, 0, "no chunk begins here");
        }
        if (stored.Length < RawHeaderLength || (stored[TypeAt] == TypeEncoded && stored.Length < EncodedHeaderLength))
        {
            return BlockStep.CutOff(0, 0);
        }
        var storedLength = BinaryPrimitives.ReadUInt16BigEndian(stored[StoredLengthAt..]);
        return stored[TypeAt] == TypeRaw
            ? BlockStep.Block(RawHeaderLength + storedLength, storedLength)
            : BlockStep.Block(EncodedHeaderLength + storedLength, BinaryPrimitives.ReadUInt16BigEndian(stored[PlainLengthAt..]));
    }
}
