using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Lzf;

/// <summary>
/// Decodes LZF chunks. A control byte below 32 starts a run of literals; any other holds a length (3 bits, more in a further byte) and a
/// distance back (13 bits).
/// </summary>
internal sealed class LzfDecoder : IBlockDecoder
{
    private const int LongestRunControl = 31;
    private const int LengthFollows = 7;
    private const int ShortestReference = 2;

    /// <inheritdoc/>
    public BlockOutcome Decode(ReadOnlySpan<byte> block, Span<byte> target, out int written)
    {
        written = 0;
        var isRaw = block[LzfFormat.TypeAt] == LzfFormat.TypeRaw;
        var payload = block[(isRaw ? LzfFormat.RawHeaderLength : LzfFormat.EncodedHeaderLength)..];
        var plainLength = isRaw ? payload.Length : BinaryPrimitives.ReadUInt16BigEndian(block[LzfFormat.PlainLengthAt..]);
        if (target.Length < plainLength)
        {
            return BlockOutcome.TargetTooSmall;
        }
        if (isRaw)
        {
            payload.CopyTo(target);
        }
        else if (!TryExpand(payload, target[..plainLength]))
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

    private static bool TryExpand(ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        int from = 0, to = 0;
        while (from < stored.Length)
        {
            int control = stored[from++];
            if (control <= LongestRunControl)
            {
                var run = control + 1;
                if (run > stored.Length - from || run > plain.Length - to)
                {
                    return false;
                }
                stored.Slice(from, run).CopyTo(plain[to..]);
                from += run;
                to += run;
            }
            else if (!TryCopyBack(stored, ref from, control, plain, ref to))
            {
                return false;
            }
        }
        return to == plain.Length;
    }

    private static bool TryCopyBack(ReadOnlySpan<byte> stored, ref int from, int control, Span<byte> plain, ref int to)
    {
        var length = control >> 5;
        if (length == LengthFollows)
        {
            length += from < stored.Length ? stored[from++] : 0;
        }
        length += ShortestReference;
        if (from >= stored.Length)
        {
            return false;
        }
        var distance = ((control & 0x1F) << 8) + stored[from++] + 1;
        if (distance > to || length > plain.Length - to)
        {
            return false;
        }
        var source = to - distance;
        if (distance >= length)
        {
            plain.Slice(source, length).CopyTo(plain[to..]);
        }
        else
        {
            // The copy runs into itself: that is how runs are written.
            for (var index = 0; index < length; index++)
            {
                plain[to + index] = plain[source + index];
            }
        }
        to += length;
        return true;
    }
}
