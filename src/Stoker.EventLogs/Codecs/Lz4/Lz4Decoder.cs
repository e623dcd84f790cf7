using System.Buffers.Binary;
using K4os.Compression.LZ4;
using K4os.Hash.xxHash;

namespace Stoker.EventLogs.Codecs.Lz4;

/// <summary>Decodes lz4-java blocks and checks them: a block with a wrong checksum is left out whole.</summary>
internal sealed class Lz4Decoder : IBlockDecoder
{
    private const uint Seed = 0x9747_B28C;

    // lz4-java keeps 28 bits of the hash.
    private const uint ChecksumMask = 0x0FFF_FFFF;

    private readonly XXH32 _hash = new(Seed);

    /// <inheritdoc/>
    public BlockOutcome Decode(ReadOnlySpan<byte> block, Span<byte> target, out int written)
    {
        written = 0;
        var plainLength = BinaryPrimitives.ReadInt32LittleEndian(block[Lz4Format.PlainLengthAt..]);
        if (target.Length < plainLength)
        {
            return BlockOutcome.TargetTooSmall;
        }
        var plain = target[..plainLength];
        var payload = block[Lz4Format.HeaderLength..];
        if ((block[Lz4Format.TokenAt] & 0xF0) == Lz4Format.MethodStored)
        {
            payload.CopyTo(plain);
        }
        else if (LZ4Codec.Decode(payload, plain) != plainLength)
        {
            return BlockOutcome.Damaged;
        }
        if (Checksum(plain) != BinaryPrimitives.ReadUInt32LittleEndian(block[Lz4Format.ChecksumAt..]))
        {
            return BlockOutcome.Damaged;
        }
        written = plainLength;
        return BlockOutcome.Whole;
    }

    /// <inheritdoc/>
    public int Salvage(ReadOnlySpan<byte> block, Span<byte> target) => 0;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private uint Checksum(ReadOnlySpan<byte> plain)
    {
        _hash.Reset(Seed);
        _hash.Update(plain);
        return _hash.Digest() & ChecksumMask;
    }
}
