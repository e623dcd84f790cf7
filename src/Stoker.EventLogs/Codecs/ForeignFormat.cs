namespace Stoker.EventLogs.Codecs;

/// <summary>A kind of file that is not read: known by its first bytes, so that the message can say what to do.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Remedy">What to do with FILE; a sentence without its full stop. Null where no event log can be in it.</param>
internal sealed record ForeignFormat(string Name, string? Remedy)
{
    /// <summary>With this many bytes every format is recognized.</summary>
    public const int HeadLength = 512;

    private const int TarMagicAt = 257;

    /// <summary>Recognizes a file that is not a plain event log; null for text.</summary>
    public static ForeignFormat? Recognize(ReadOnlySpan<byte> head) =>
        Known(head) ?? (LooksBinary(head) ? new ForeignFormat("a binary file of an unknown kind", null) : null);

    private static ForeignFormat? Known(ReadOnlySpan<byte> head) => head switch
    {
        [0x04, 0x22, 0x4D, 0x18, ..] => Piped("an LZ4 frame, as the lz4 program writes it; Spark writes another format", "lz4 -dc FILE"),
        [0xFF, 0x06, 0x00, 0x00, (byte)'s', (byte)'N', ..] => new("snappy's framing format; Spark writes another one", "Unpack it and pass the result"),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => Piped("an xz file", "xz -dc FILE"),
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..] => Piped("a bzip2 file", "bzip2 -dc FILE"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => Piped("a 7-Zip archive", "7z x -so FILE"),
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => new("a RAR archive", "Unpack it and pass the folder"),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => Piped("text in UTF-16, as PowerShell writes it", "iconv -f UTF-16 -t UTF-8 FILE"),
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => new("a Parquet file", null),
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => new("a program", null),
        _ => head.Length > TarMagicAt + 5 && head[TarMagicAt..].StartsWith("ustar"u8)
            ? new ForeignFormat("a tar archive", "Unpack it with `tar -xf FILE` and pass the folder")
            : null,
    };

    private static ForeignFormat Piped(string name, string command) => new(name, $"Use `{command} | stoker analyze -`");

    // A JSON line has no control characters: they are written as escapes. One stray byte may be damage; a text of them is not text.
    private static bool LooksBinary(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var value in head)
        {
            controls += value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') ? 1 : 0;
        }
        return controls * 20 > head.Length;
    }
}
