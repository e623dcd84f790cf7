using Stoker.Model.Storage;

namespace Stoker.EventLogs.Events.Storage;

/// <summary>Reads a storage level; off-heap use is written since 3.4, under other names up to 1.6.</summary>
internal static class StorageLevelReader
{
    public static StorageLevel Read(ref EventReader reader)
    {
        var level = new StorageLevel(false, false, false, false, 1);
        if (!reader.EnterObject())
        {
            return level;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("Use Disk"u8))
            {
                level = level with { UseDisk = reader.Boolean() };
            }
            else if (key.Is("Use Memory"u8))
            {
                level = level with { UseMemory = reader.Boolean() };
            }
            else if (key.Is("Use Off Heap"u8))
            {
                level = level with { UseOffHeap = reader.Boolean() };
            }
            else if (key.Is("Deserialized"u8))
            {
                level = level with { Deserialized = reader.Boolean() };
            }
            else if (key.Is("Replication"u8))
            {
                level = level with { Replication = reader.Integer32() ?? 1 };
            }
            else
            {
                reader.Skip();
            }
        }

        return level;
    }
}
