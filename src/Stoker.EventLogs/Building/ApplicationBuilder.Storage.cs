using System.Globalization;
using Stoker.EventLogs.Events.Storage;
using Stoker.Model.Stages;

namespace Stoker.EventLogs.Building;

/// <content>Persisted RDDs and blocks.</content>
internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<int, LiveRdd> _rdds = [];

    private void UseOf(Rdd rdd, StageAttemptId stage)
    {
        if (!_rdds.TryGetValue(rdd.Id.Value, out var live) || live.IsUnpersisted)
        {
            _rdds[rdd.Id.Value] = live = new LiveRdd(rdd, stage);
        }

        live.AddUse(stage);
    }

    private void Apply(RddUnpersisted unpersisted)
    {
        if (!_rdds.TryGetValue(unpersisted.RddId, out var rdd) || rdd.IsUnpersisted)
        {
            return;
        }

        rdd.IsUnpersisted = true;
        foreach (var id in rdd.HoldersOfBlocks())
        {
            if (_liveExecutors.TryGetValue(id, out var executor))
            {
                executor.RddBlocks--;
            }
        }

        foreach (var (id, holding) in rdd.Holdings)
        {
            if (_liveExecutors.TryGetValue(id, out var executor))
            {
                executor.AddMemory(-holding.Memory, -holding.Disk, rdd.UsesOffHeap);
            }
        }
    }

    private void Apply(BlockUpdated update)
    {
        var isRdd = TryRddId(update.BlockId, out var rddId);
        if (!isRdd && !update.BlockId.StartsWith("broadcast_", StringComparison.Ordinal))
        {
            return;
        }

        update = update with { MemorySize = _impossible.Size(update.MemorySize, "Memory Size", _entry) ?? 0, DiskSize = _impossible.Size(update.DiskSize, "Disk Size", _entry) ?? 0 };
        var memory = update.Level.UseMemory ? update.MemorySize : -update.MemorySize;
        var disk = update.Level.UseDisk ? update.DiskSize : -update.DiskSize;
        var executor = _liveExecutors.GetValueOrDefault(update.Manager.ExecutorId);
        executor?.AddMemory(memory, disk, update.Level.UseOffHeap);
        if (isRdd && _rdds.TryGetValue(rddId, out var rdd) && !rdd.IsUnpersisted)
        {
            var blocks = rdd.Apply(update, executor?.RddBlocks, memory, disk);
            if (executor is not null)
            {
                executor.RddBlocks += blocks;
            }
        }
    }

    /// <summary>Blocks of RDDs are named <c>rdd_12_3</c>: RDD and partition.</summary>
    private static bool TryRddId(string block, out int id)
    {
        id = -1;
        var parts = block.Split('_');
        return parts is ["rdd", _, _] && int.TryParse(parts[1], CultureInfo.InvariantCulture, out id);
    }
}
