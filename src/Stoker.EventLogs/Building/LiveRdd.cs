using Stoker.EventLogs.Events.Storage;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Units;

namespace Stoker.EventLogs.Building;

/// <summary>A persisted RDD while the log is read (LiveRDD in LiveEntity.scala).</summary>
internal sealed class LiveRdd(Rdd description, StageAttemptId firstUse)
{
    private readonly List<StageAttemptId> _uses = [];
    private readonly Dictionary<string, Partition> _partitions = [];
    private bool _hasBlockUpdates;
    private int _partitionsSeen;
    private long _memoryUsed;
    private long _diskUsed;
    private long _peakMemoryUsed;

    public bool IsUnpersisted { get; set; }

    public bool UsesOffHeap => description.StorageLevel.UseOffHeap;

    /// <summary>What each executor holds of it.</summary>
    public Dictionary<string, Holding> Holdings { get; } = [];

    public void AddUse(StageAttemptId stage) => _uses.Add(stage);

    /// <summary>Applies a block update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="executorBlocks">Blocks of RDDs that the executor had before it; absent for an executor that is not there any more.</param>
    /// <param name="memoryDelta">Memory that comes or goes.</param>
    /// <param name="diskDelta">Disk that comes or goes.</param>
    /// <returns>By how much the number of blocks of the executor changes.</returns>
    public int Apply(BlockUpdated update, int? executorBlocks, long memoryDelta, long diskDelta)
    {
        _hasBlockUpdates = true;
        if (!_partitions.TryGetValue(update.BlockId, out var partition))
        {
            _partitions.Add(update.BlockId, partition = new Partition(_partitionsSeen++));
        }

        var blocks = 0;
        if (update.Level.IsValid)
        {
            if (!partition.Executors.Contains(update.Manager.ExecutorId))
            {
                partition.Executors.Add(update.Manager.ExecutorId);
                blocks = 1;
            }
        }
        else
        {
            partition.Executors.Remove(update.Manager.ExecutorId);
            blocks = -1;
        }

        partition.Memory = Math.Max(0, partition.Memory + memoryDelta);
        partition.Disk = Math.Max(0, partition.Disk + diskDelta);
        if (partition.Executors.Count == 0)
        {
            _partitions.Remove(update.BlockId);
        }

        if (executorBlocks + blocks > 0)
        {
            var holding = Holdings.GetValueOrDefault(update.Manager.ExecutorId);
            Holdings[update.Manager.ExecutorId] = new Holding(Math.Max(0, holding.Memory + memoryDelta), Math.Max(0, holding.Disk + diskDelta));
        }
        else if (executorBlocks is not null)
        {
            Holdings.Remove(update.Manager.ExecutorId);
        }

        Add(memoryDelta, diskDelta);
        return blocks;
    }

    /// <summary>The executors of all copies of all partitions.</summary>
    public IEnumerable<string> HoldersOfBlocks() => _partitions.Values.SelectMany(partition => partition.Executors);

    /// <summary>Drops what a removed executor held.</summary>
    public void Remove(string executor)
    {
        Holdings.Remove(executor);
        foreach (var (block, partition) in _partitions.ToArray())
        {
            var count = partition.Executors.Count;
            if (!partition.Executors.Remove(executor))
            {
                continue;
            }

            if (count == 1)
            {
                _partitions.Remove(block);
            }

            var (memory, disk) = (partition.Memory / count, partition.Disk / count);
            partition.Memory -= memory;
            partition.Disk -= disk;
            Add(-memory, -disk);
        }
    }

    public CachedRdd Freeze() => new()
    {
        Id = description.Id,
        Name = description.Name,
        Level = description.StorageLevel,
        PartitionCount = description.PartitionCount,
        FirstUse = firstUse,
        Uses = _uses,
        IsUnpersisted = IsUnpersisted,
        CachedPartitionCount = _hasBlockUpdates ? _partitions.Count : null,
        MemoryUsed = _hasBlockUpdates ? new Bytes(_memoryUsed) : null,
        DiskUsed = _hasBlockUpdates ? new Bytes(_diskUsed) : null,
        Partitions =
        [
            .. _partitions.OrderBy(pair => pair.Value.Number).Select(pair => new CachedPartition(
                pair.Key, new Bytes(pair.Value.Memory), new Bytes(pair.Value.Disk), [.. pair.Value.Executors])),
        ],
        Holdings = [.. Holdings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new CachedRddHolding(
            pair.Key, new Bytes(pair.Value.Memory), new Bytes(pair.Value.Disk)))],
        PeakMemoryUsed = _hasBlockUpdates ? new Bytes(_peakMemoryUsed) : null,
    };

    private void Add(long memory, long disk)
    {
        _memoryUsed = Math.Max(0, _memoryUsed + memory);
        _diskUsed = Math.Max(0, _diskUsed + disk);
        _peakMemoryUsed = Math.Max(_peakMemoryUsed, _memoryUsed);
    }

    /// <summary>What an executor holds.</summary>
    internal readonly record struct Holding(long Memory, long Disk);

    /// <param name="number">Grows with each partition that comes.</param>
    private sealed class Partition(int number)
    {
        public int Number => number;

        /// <summary>Executors that hold a copy, in the order in which they got it; mostly one.</summary>
        public List<string> Executors { get; } = [];

        public long Memory { get; set; }

        public long Disk { get; set; }
    }
}
