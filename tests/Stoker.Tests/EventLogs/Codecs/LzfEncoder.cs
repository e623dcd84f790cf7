namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>A plain LZF encoder: the longest earlier occurrence by search, else literals.</summary>
internal static class LzfEncoder
{
    private const int Shortest = 3;
    private const int Longest = 264;
    private const int Furthest = 8192;

    public static byte[] Encode(byte[] plain)
    {
        var packed = new List<byte>();
        var literals = new List<byte>();
        for (var at = 0; at < plain.Length;)
        {
            var (length, distance) = FindBack(plain, at);
            if (length < Shortest)
            {
                literals.Add(plain[at++]);
                continue;
            }
            Flush(packed, literals);
            var code = length - 2;
            packed.Add((byte)((Math.Min(code, 7) << 5) | ((distance - 1) >> 8)));
            if (code >= 7)
            {
                packed.Add((byte)(code - 7));
            }
            packed.Add((byte)(distance - 1));
            at += length;
        }
        Flush(packed, literals);
        return [.. packed];
    }

    private static (int Length, int Distance) FindBack(byte[] plain, int at)
    {
        var best = (Length: 0, Distance: 0);
        for (var from = Math.Max(0, at - Furthest); from < at; from++)
        {
            var length = 0;
            while (length < Longest && at + length < plain.Length && plain[from + length] == plain[at + length])
            {
                length++;
            }
            best = length > best.Length ? (length, at - from) : best;
        }
        return best;
    }

    private static void Flush(List<byte> packed, List<byte> literals)
    {
        foreach (var run in literals.Chunk(32))
        {
            packed.Add((byte)(run.Length - 1));
            packed.AddRange(run);
        }
        literals.Clear();
    }
}
