namespace Stoker.EventLogs.Codecs;

/// <summary>How the bytes of an event log are stored.</summary>
internal enum Codec
{
    /// <summary>Text as Spark writes it without compression.</summary>
    Plain,

    /// <summary>Concatenated zstd frames; Spark closes one at every flush.</summary>
    Zstd,

    /// <summary>lz4-java's blocks ("LZ4Block"), which are not the LZ4 frame format.</summary>
    Lz4,

    /// <summary>snappy-java's stream, which is not Google's framing format.</summary>
    Snappy,

    /// <summary>Chunks of compress-lzf ("ZV").</summary>
    Lzf,

    /// <summary>gzip, of one member or several.</summary>
    Gzip,

    /// <summary>A zip archive.</summary>
    Zip,
}
