using Stoker.EventLogs.Codecs.Lz4;
using Stoker.EventLogs.Codecs.Lzf;
using Stoker.EventLogs.Codecs.Snappy;
using Stoker.EventLogs.Codecs.Zstd;

namespace Stoker.EventLogs.Codecs;

/// <summary>The formats made of blocks.</summary>
internal static class BlockFormats
{
    /// <summary>A format at the beginning of a file.</summary>
    /// <param name="codec">A codec made of blocks.</param>
    /// <param name="limit">A block that may hold more plain bytes than this is not decoded at once.</param>
    public static IBlockFormat Create(Codec codec, int limit) => codec switch
    {
        Codec.Zstd => new ZstdFormat(limit),
        Codec.Lz4 => new Lz4Format(),
        Codec.Snappy => new SnappyFormat(),
        Codec.Lzf => new LzfFormat(),
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "has no blocks"),
    };
}
