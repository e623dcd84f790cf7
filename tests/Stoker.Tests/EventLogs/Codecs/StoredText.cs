namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>A text stored by one of the test encoders.</summary>
/// <param name="Plain">The text.</param>
/// <param name="Stored">How it is stored.</param>
/// <param name="Borders">Where blocks end: the stored bytes up to there hold so many plain bytes.</param>
internal sealed record StoredText(byte[] Plain, byte[] Stored, IReadOnlyDictionary<int, int> Borders)
{
    /// <summary>Lines that look like events, different from each other.</summary>
    public static byte[] Lines(int count) => System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(index =>
        $$"""{"Event":"SparkListenerTaskEnd","Stage ID":{{index / 7}},"Task Info":{"Task ID":{{index}},"Launch Time":{{1700000000000 + (index * 37)}} } }""" + "\n")));

    /// <summary>Stores a text block by block.</summary>
    /// <param name="plain">The text.</param>
    /// <param name="blockSize">Plain bytes of a block.</param>
    /// <param name="head">What comes before the first block.</param>
    /// <param name="encode">Stores one block.</param>
    /// <param name="tail">What comes after the last block.</param>
    public static StoredText Make(byte[] plain, int blockSize, byte[] head, Func<byte[], byte[]> encode, byte[] tail)
    {
        var stored = new List<byte>(head);
        var borders = new Dictionary<int, int> { [0] = 0, [head.Length] = 0 };
        for (var at = 0; at < plain.Length; at += blockSize)
        {
            stored.AddRange(encode(plain[at..Math.Min(at + blockSize, plain.Length)]));
            borders[stored.Count] = Math.Min(at + blockSize, plain.Length);
        }
        stored.AddRange(tail);
        borders[stored.Count] = plain.Length;
        return new StoredText(plain, [.. stored], borders);
    }
}
