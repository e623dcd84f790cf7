namespace Stoker.EventLogs.Codecs;

/// <summary>Decodes blocks of one format. Used by one thread at a time and kept for many blocks, since its tables are costly to set up.</summary>
internal interface IBlockDecoder : IDisposable
{
    /// <summary>Decodes a whole block.</summary>
    BlockOutcome Decode(ReadOnlySpan<byte> block, Span<byte> target, out int written);

    /// <summary>Decodes as much as can be trusted of a block that is damaged or cut off. Never throws.</summary>
    /// <returns>Bytes written.</returns>
    int Salvage(ReadOnlySpan<byte> block, Span<byte> target);
}
