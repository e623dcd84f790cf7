using System.Buffers.Binary;
using K4os.Compression.LZ4;
using K4os.Hash.xxHash;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Stoker.Tests.EventLogs.Codecs;

/// <summary>Writes the framings that Spark's codecs write, from their description, so that the readers are not tested against themselves.</summary>
internal static class TestEncoders
{
    public static TheoryData<string> Names => ["zstd", "zstd-checksum", "lz4", "snappy", "lzf"];

    public static StoredText Encode(string codec, byte[] plain, int blockSize = 512) => codec switch
    {
        "zstd" => StoredText.Make(plain, blockSize, [], block => ZstdFrame(block), []),
        "zstd-checksum" => StoredText.Make(plain, blockSize, [], block => ZstdFrame(block, checksum: true, contentSize: true), []),
        "lz4" => StoredText.Make(plain, blockSize, [], Lz4Block, Lz4EndMark),
        "snappy" => StoredText.Make(plain, blockSize, SnappyHeader, SnappyChunk, []),
        "lzf" => StoredText.Make(plain, blockSize, [], LzfChunk, []),
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, null),
    };

    public static byte[] SnappyHeader => [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00, 0, 0, 0, 1, 0, 0, 0, 1];

    public static byte[] Lz4EndMark => [.. "LZ4Block"u8, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] ZstdFrame(byte[] plain, bool checksum = false, bool contentSize = false, int level = 1)
    {
        using var compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, checksum ? 1 : 0);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_contentSizeFlag, contentSize ? 1 : 0);
        return compressor.Wrap(plain).ToArray();
    }

    public static byte[] ZstdSkippable(int length)
    {
        var frame = new byte[8 + length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2A5B);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), length);
        return frame;
    }

    public static byte[] Lz4Block(byte[] plain) => Lz4Block(plain, stored: false);

    public static byte[] Lz4Block(byte[] plain, bool stored)
    {
        var packed = new byte[LZ4Codec.MaximumOutputSize(plain.Length)];
        var length = LZ4Codec.Encode(plain, packed.AsSpan());
        stored |= length >= plain.Length;
        byte[] payload = stored ? plain : packed[..length];
        var header = new byte[21];
        "LZ4Block"u8.CopyTo(header);
        header[8] = (byte)((stored ? 0x10 : 0x20) | 5);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(9), payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(13), plain.Length);
        var hash = new XXH32(0x9747B28C);
        hash.Update(plain);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(17), hash.Digest() & 0x0FFFFFFF);
        return [.. header, .. payload];
    }

    public static byte[] SnappyChunk(byte[] plain)
    {
        var packed = Snappier.Snappy.CompressToArray(plain);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, packed.Length);
        return [.. length, .. packed];
    }

    public static byte[] LzfChunk(byte[] plain)
    {
        var packed = LzfEncoder.Encode(plain);
        return packed.Length + 2 < plain.Length
            ? [(byte)'Z', (byte)'V', 1, (byte)(packed.Length >> 8), (byte)packed.Length, (byte)(plain.Length >> 8), (byte)plain.Length, .. packed]
            : LzfRawChunk(plain);
    }

    public static byte[] LzfRawChunk(byte[] plain) => [(byte)'Z', (byte)'V', 0, (byte)(plain.Length >> 8), (byte)plain.Length, .. plain];
}
