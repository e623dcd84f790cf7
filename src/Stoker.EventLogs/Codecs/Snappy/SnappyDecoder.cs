namespace Stoker.EventLogs.Codecs.Snappy;

/// <summary>Decodes raw snappy blocks.</summary>
internal sealed class SnappyDecoder : IBlockDecoder
{
    /// <summary>Reads the plain length that a raw block begins with.</summary>
    public static bool TryReadPlainLength(ReadOnlySpan<byte> block, out int plainLength)
    {
        var value = 0L;
        for (var index = 0; index < Math.Min(block.Length, 5); index++)
        {
            value |= (long)(block[index] & 0x7F) << (7 * index);
            if ((block[index] & 0x80) == 0)
            {
                plainLength = (int)Math.Min(value, int.MaxValue);
                return true;
            }
        }
        plainLength = 0;
        return false;
    }

    /// <inheritdoc/>
    public BlockOutcome Decode(ReadOnlySpan<byte> block, Span<byte> target, out int written)
    {
        written = 0;
        var payload = block[SnappyFormat.LengthLength..];
        if (!TryReadPlainLength(payload, out var plainLength))
        {
            return BlockOutcome.Damaged;
        }
        if (target.Length < plainLength)
        {
            return BlockOutcome.TargetTooSmall;
        }
        try
        {
            written = Snappier.Snappy.Decompress(payload, target[..plainLength]);
            return BlockOutcome.Whole;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            written = 0;
            return BlockOutcome.Damaged;
        }
    }

    /// <inheritdoc/>
    public int Salvage(ReadOnlySpan<byte> block, Span<byte> target) => 0;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
