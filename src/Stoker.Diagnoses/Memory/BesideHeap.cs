using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>What an executor took of the memory that its container has beside the heap.</summary>
/// <param name="Executor">The executor.</param>
/// <param name="Bytes">What it took at most.</param>
/// <param name="Room">What there is.</param>
internal readonly record struct BesideHeap(Executor Executor, long Bytes, long Room)
{
    /// <summary>Share of the room that was taken; above 1 the cluster kills.</summary>
    public double FilledShare => Bytes / (double)Room;

    /// <summary>The executor that filled most of its room; null when no container's room, or no peak, is known.</summary>
    /// <param name="inspection">The application.</param>
    /// <param name="peakOf">What an executor took at most, bytes; null when it was never polled.</param>
    public static BesideHeap? Fullest(Inspection inspection, Func<Executor, long?> peakOf)
    {
        BesideHeap? fullest = null;
        foreach (var life in inspection.Curve.Lives)
        {
            if (peakOf(life.Executor) is { } bytes && ExecutorMemory.HeapOf(inspection, life.Executor) is { } heap && ExecutorMemory.BesideHeapOf(inspection, heap) is > 0 and var room)
            {
                var filled = new BesideHeap(life.Executor, bytes, room);
                fullest = fullest is { } other && other.FilledShare >= filled.FilledShare ? other : filled;
            }
        }

        return fullest;
    }
}
