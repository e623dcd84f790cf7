namespace Stoker.EventLogs.Events.Executors;

/// <summary>A block manager registered; for the driver this is the only sign of life.</summary>
internal sealed record BlockManagerAdded(BlockManagerId Id, long Time, long MaxMemory, long? MaxOnHeapMemory, long? MaxOffHeapMemory) : LogEvent
{
    public static BlockManagerAdded Read(ref EventReader reader)
    {
        BlockManagerId? id = null;
        long time = -1, memory = 0;
        long? onHeap = null, offHeap = null;
        while (reader.NextKey(out var key))
        {
            if (key.Is("Block Manager ID"u8))
            {
                id = BlockManagerId.Read(ref reader);
            }
            else if (key.Is("Timestamp"u8))
            {
                time = reader.Integer() ?? -1;
            }
            else if (key.Is("Maximum Memory"u8))
            {
                memory = reader.Integer() ?? 0;
            }
            else if (key.Is("Maximum Onheap Memory"u8))
            {
                onHeap = reader.Integer();
            }
            else if (key.Is("Maximum Offheap Memory"u8))
            {
                offHeap = reader.Integer();
            }
            else
            {
                reader.Skip();
            }
        }

        return new BlockManagerAdded(id ?? throw new IncompleteEventException("Block Manager ID"), time, memory, onHeap, offHeap);
    }
}
