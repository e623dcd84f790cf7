namespace Stoker.EventLogs.Codecs;

/// <summary>
/// A storage format made of blocks that can be decoded each on its own, whose borders are found without decoding. One instance a file: it may
/// remember where in the format it stands.
/// </summary>
internal interface IBlockFormat
{
    /// <summary>The codec.</summary>
    Codec Codec { get; }

    /// <summary>What the format calls its blocks, with its own name: "zstd frame".</summary>
    string BlockName { get; }

    /// <summary>Looks at what stands <paramref name="at"/> bytes into the window, without moving it. May be asked about the same place again.</summary>
    BlockStep Next(InputWindow window, int at);

    /// <summary>Finds the first place where a block may begin, to go on after damage.</summary>
    /// <returns>Its index, or -1.</returns>
    int FindStart(ReadOnlySpan<byte> stored);

    /// <summary>No more bytes than this are needed to see that a block begins.</summary>
    int StartLength { get; }

    /// <summary>A decoder for this format's blocks, to be used by one thread at a time.</summary>
    IBlockDecoder CreateDecoder();

    /// <summary>Decodes the block at the start of the window while it is read. Only for formats that answer <see cref="BlockStepKind.Large"/>.</summary>
    ILargeBlock OpenLarge(InputWindow window);
}
