using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs.Gzip;

/// <summary>The header of a gzip member (RFC 1952): 10 bytes, then what its flags announce.</summary>
internal static class GzipHeader
{
    private const int FixedLength = 10;
    private const int FlagsAt = 3;
    private const int HasChecksum = 0x02;
    private const int HasExtra = 0x04;
    private const int HasName = 0x08;
    private const int HasComment = 0x10;
    private const int Reserved = 0xE0;

    // A longer name or comment is damage.
    private const int LongestText = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 0x08];

    /// <summary>Measures the header at the start of the window.</summary>
    /// <returns><see cref="BlockStepKind.Block"/>, or why there is none.</returns>
    public static BlockStepKind Measure(InputWindow window, out int length)
    {
        length = FixedLength;
        var isWhole = window.Holds(FixedLength);
        var head = window.Span;
        if (!Magic.StartsWith(head[..Math.Min(head.Length, Magic.Length)]) || (head.Length > FlagsAt && (head[FlagsAt] & Reserved) != 0))
        {
            return BlockStepKind.Damaged;
        }
        if (!isWhole)
        {
            return BlockStepKind.CutOff;
        }
        var flags = head[FlagsAt];
        var isThere = ((flags & HasExtra) == 0 || TryPassExtra(window, ref length))
            && ((flags & HasName) == 0 || TryPassText(window, ref length))
            && ((flags & HasComment) == 0 || TryPassText(window, ref length));
        length += (flags & HasChecksum) == 0 ? 0 : 2;
        return length > LongestText ? BlockStepKind.Damaged : isThere && window.Holds(length) ? BlockStepKind.Block : BlockStepKind.CutOff;
    }

    /// <summary>True when a member may begin in these bytes.</summary>
    public static bool IsIn(ReadOnlySpan<byte> stored) => stored.IndexOf(Magic) >= 0;

    /// <summary>Moves the window to the next place in it where a member may begin, or past what it holds.</summary>
    /// <returns>False when none was found; the window then has moved on, and is empty at the end of the input.</returns>
    public static bool TryFind(InputWindow window)
    {
        const int step = 64 * 1024;
        window.Holds(step);
        var found = window.Span.IndexOf(Magic);
        if (found >= 0)
        {
            window.Advance(found);
            return true;
        }
        var kept = Magic.Length - 1;
        window.Advance(window.Span.Length > kept ? window.Span.Length - kept : window.Span.Length);
        return false;
    }

    private static bool TryPassExtra(InputWindow window, ref int length)
    {
        if (!window.Holds(length + 2))
        {
            return false;
        }
        length += 2 + BinaryPrimitives.ReadUInt16LittleEndian(window.Span[length..]);
        return window.Holds(length);
    }

    private static bool TryPassText(InputWindow window, ref int length)
    {
        window.Holds(length + LongestText);
        var rest = window.Span[Math.Min(length, window.Span.Length)..];
        var end = rest.IndexOf((byte)0);
        length += end < 0 ? rest.Length : end + 1;
        return end >= 0;
    }
}
