namespace Stoker.Simulation.Changes;

/// <summary>What a task would hold, and may.</summary>
/// <param name="NeedBytes">Execution memory that it would need, or shuffle data that it would read where the log has no peaks.</param>
/// <param name="ShareBytes">Execution memory that it would be given.</param>
/// <param name="IsHeld">Whether the need is memory that tasks held; else it is what they read.</param>
internal readonly record struct PartitionLoad(double NeedBytes, double ShareBytes, bool IsHeld)
{
    /// <summary>From so many times its share on a task is sure to spill. What many tasks held is not what few of them will: nearer to it, the log does not tell.</summary>
    private const double Short = 1.5;

    /// <summary>
    /// Bytes of memory that are spilled and read again in a millisecond: 606 MB in two tasks took 3.0 s longer than the same rows in 64 that had room, on a quiet machine with one disk of its own;
    /// and where disks are slow or shared.
    /// </summary>
    private const double BytesPerMs = 200_000, SlowBytesPerMs = 100_000;

    /// <summary>The need as a multiple of what is sure to spill; above 1 it does.</summary>
    public double Excess => NeedBytes / (Short * Math.Max(ShareBytes, 1));

    /// <summary>What spilling takes, in ms; 0 where there is room.</summary>
    public double SpillMs(bool isSlow) => Excess <= 1 ? 0 : NeedBytes / (isSlow ? SlowBytesPerMs : BytesPerMs);

    /// <summary>What spilling so many bytes of memory took, in ms.</summary>
    public static double SpillMs(double bytes) => bytes / BytesPerMs;
}
