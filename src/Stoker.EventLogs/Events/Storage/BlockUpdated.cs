using Stoker.EventLogs.Events.Executors;
using Stoker.Model.Storage;

namespace Stoker.EventLogs.Events.Storage;

/// <summary>A block was stored, moved or dropped; logged only with <c>spark.eventLog.logBlockUpdates.enabled</c>.</summary>
internal sealed record BlockUpdated(BlockManagerId Manager, string BlockId, StorageLevel Level, long MemorySize, long DiskSize) : LogEvent
{
    public static BlockUpdated Read(ref EventReader reader)
    {
        BlockManagerId? manager = null;
        string? block = null;
        StorageLevel level = default;
        long memory = 0, disk = 0;
        while (reader.NextKey(out var key))
        {
            if (!key.Is("Block Updated Info"u8) || !reader.IsObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.NextKey(out var part))
            {
                if (part.Is("Block Manager ID"u8))
                {
                    manager = BlockManagerId.Read(ref reader);
                }
                else if (part.Is("Block ID"u8))
                {
                    block = reader.Text();
                }
                else if (part.Is("Storage Level"u8))
                {
                    level = StorageLevelReader.Read(ref reader);
                }
                else if (part.Is("Memory Size"u8))
                {
                    memory = reader.Integer() ?? 0;
                }
                else if (part.Is("Disk Size"u8))
                {
                    disk = reader.Integer() ?? 0;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return new BlockUpdated(
            manager ?? throw new IncompleteEventException("Block Manager ID"), block ?? throw new IncompleteEventException("Block ID"), level, memory, disk);
    }
}
