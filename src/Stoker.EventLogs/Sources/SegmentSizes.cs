namespace Stoker.EventLogs.Sources;

/// <summary>How large segments are. A reader starts small, so that looking at the head of a log is cheap, and doubles up to its target.</summary>
/// <param name="First">Bytes of the first segment of a file, about.</param>
/// <param name="Target">Bytes of a segment, about.</param>
/// <param name="Limit">A block that may hold more than this is decoded as a stream, in order.</param>
internal sealed record SegmentSizes(int First, int Target, int Limit)
{
    // 1 MiB: large enough that claiming and stitching cost nothing, small enough that a thread's segments stay in its own cache. Against 4 MiB as fast
    // or 3 % faster (plain and zstd, AMD EPYC, 2 cores), and 25 MB less of resident memory.
    // 16 MiB: frames up to there decode beside each other; beyond, one thread decodes at 4 GB/s and the others parse (docs/decisions/0002-zstd.md).
    public static SegmentSizes Default { get; } = new(256 * 1024, 1024 * 1024, 16 * 1024 * 1024);
}
