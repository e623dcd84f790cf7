namespace Stoker.EventLogs.Codecs;

/// <summary>One step of a walk over stored blocks.</summary>
/// <param name="Kind">What was met.</param>
/// <param name="StoredLength">Bytes it takes up in storage; of a cut off or damaged block the bytes from which something may be saved.</param>
/// <param name="PlainBound">No more bytes than this come out of it.</param>
/// <param name="Problem">What is wrong with it, as the end of a sentence that names the block.</param>
internal readonly record struct BlockStep(BlockStepKind Kind, long StoredLength, int PlainBound, string? Problem)
{
    public static BlockStep End => new(BlockStepKind.End, 0, 0, null);

    public static BlockStep Large => new(BlockStepKind.Large, 0, 0, null);

    public static BlockStep Block(int storedLength, int plainBound) => new(BlockStepKind.Block, storedLength, plainBound, null);

    public static BlockStep Nothing(long storedLength) => new(BlockStepKind.Nothing, storedLength, 0, null);

    public static BlockStep CutOff(int storedLength, int plainBound) => new(BlockStepKind.CutOff, storedLength, plainBound, null);

    public static BlockStep Damaged(int storedLength, int plainBound, string problem) =>
        new(BlockStepKind.Damaged, storedLength, plainBound, problem);
}
