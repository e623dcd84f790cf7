namespace Stoker.EventLogs.Codecs;

/// <summary>A block that is decoded while it is read, because it is too large to be held.</summary>
internal interface ILargeBlock : IDisposable
{
    /// <summary>Decodes on into <paramref name="target"/>, taking stored bytes out of the window.</summary>
    /// <param name="target">Where to; filled unless the block stops before.</param>
    /// <param name="written">Bytes written; they count whatever is returned.</param>
    /// <returns><see cref="BlockStepKind.Large"/> when there is more, <see cref="BlockStepKind.End"/> when the block was read to its end, or what stopped it.</returns>
    BlockStep Read(Span<byte> target, out int written);
}
