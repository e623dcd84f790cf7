using System.Buffers.Binary;

namespace Stoker.EventLogs.Codecs;

/// <summary>Tells from the first bytes how a log is stored. Names are not looked at: users rename, and vendors invent extensions.</summary>
internal static class CodecSniffer
{
    /// <summary>With this many bytes every codec is recognized.</summary>
    public const int HeadLength = 8;

    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xB5, 0x2F, 0xFD];
    private static ReadOnlySpan<byte> Lz4Magic => "LZ4Block"u8;
    private static ReadOnlySpan<byte> SnappyMagic => [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00];
    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B, 0x08];
    private static ReadOnlySpan<byte> ZipMagic => [0x50, 0x4B, 0x03, 0x04];
    private static ReadOnlySpan<byte> EmptyZipMagic => [0x50, 0x4B, 0x05, 0x06];

    /// <summary>
    /// Recognizes the codec of a log that begins with <paramref name="head"/>. A log cut off inside its magic number counts as that codec, so
    /// that it is reported as cut off and not as unknown.
    /// </summary>
    public static Codec Recognize(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return Codec.Plain;
        }
        if (Begins(head, ZstdMagic) || IsSkippableFrame(head))
        {
            return Codec.Zstd;
        }
        if (Begins(head, Lz4Magic))
        {
            return Codec.Lz4;
        }
        if (Begins(head, SnappyMagic))
        {
            return Codec.Snappy;
        }
        if (IsLzfChunk(head))
        {
            return Codec.Lzf;
        }
        if (Begins(head, GzipMagic))
        {
            return Codec.Gzip;
        }
        return Begins(head, ZipMagic) || Begins(head, EmptyZipMagic) ? Codec.Zip : Codec.Plain;
    }

    // Zip, LZF and lz4 magics begin with letters, as text might; but no event log does: its lines begin with a brace.
    private static bool Begins(ReadOnlySpan<byte> head, ReadOnlySpan<byte> magic) =>
        head.Length < magic.Length ? magic.StartsWith(head) : head.StartsWith(magic);

    // zstd's skippable frames: 0x184D2A50 to 0x184D2A5F, little-endian.
    private static bool IsSkippableFrame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && (BinaryPrimitives.ReadUInt32LittleEndian(head) & 0xFFFF_FFF0) == 0x184D_2A50;

    private static bool IsLzfChunk(ReadOnlySpan<byte> head) =>
        head[0] == (byte)'Z' && (head.Length < 2 || head[1] == (byte)'V') && (head.Length < 3 || head[2] <= 1);
}
