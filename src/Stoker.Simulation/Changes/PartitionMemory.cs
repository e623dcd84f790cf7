using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>
/// What each of fewer tasks would need of execution memory, and what it would be given. Other shapes are left out: what AQE coalesces by their cores stays below the advisory size.
/// </summary>
internal sealed class PartitionMemory
{
    /// <summary>Memory of shuffled rows to their bytes in the shuffle, at the most. [derived]</summary>
    private const double MostExpansion = 10;

    /// <summary>
    /// The same where tasks held no more than <see cref="FewPagesBytes"/> (TaskMemoryManager hands out pages of 64 MiB at the most), which says nothing of their rows: sorts that spilled 0.5 GB of shuffled rows
    /// had 1.4 to 1.9 times as much in memory.
    /// </summary>
    private const double UsualExpansion = 2.5;

    /// <summary>A page or two, in bytes.</summary>
    internal const double FewPagesBytes = 96L << 20;

    /// <summary>No more of a task than this is taken to be spilling.</summary>
    private const double MostSpilling = 0.5;

    private readonly ClusterShape _shape;
    private readonly double _poolBytes;
    private readonly ILookup<StageId, StageAttempt> _attempts;
    private readonly ILookup<StageId, StageRelief> _freed;

    public PartitionMemory(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        _shape = shape;
        _poolBytes = MemoryNeed.TaskShareBytes(program, change, slots: 1);
        _attempts = program.Application.Stages.ToLookup(stage => stage.Id.Stage);
        _freed = change.Reliefs.Where(relief => relief.Frees == FreedMemory.Execution).ToLookup(relief => relief.Stage);
    }

    /// <summary>The load of each task of a stage that reads a shuffle in fewer tasks than before; null where it does not, or nothing tells: what a stage holds whose memory went with a cured finding is in no log.</summary>
    public PartitionLoad? Of(ReplayStage stage, int count)
    {
        if (count >= stage.TaskCount || stage.Partitions is not (PartitionRule.Shuffle or PartitionRule.CoalescedShuffle) || _freed[stage.Id].Any(relief => !relief.EvenOut))
        {
            return null;
        }

        var read = stage.InputBytes?.Sum(bytes => (double)bytes) / count;
        var held = HeldBytes(_attempts[stage.Id], count, read, isEven: _freed.Contains(stage.Id));
        return (held ?? read) is { } need ? new PartitionLoad(need, ShareOf(count), held is not null) : null;
    }

    /// <summary>Tasks of a stage without what they spilled, where they would be more and all that they needed would fit; where a cured finding frees memory, its price holds what that saves.</summary>
    public float[] Unspilled(ReplayStage stage, float[] tasks, int count)
    {
        var spilled = _attempts[stage.Id].Sum(attempt => attempt.Totals[TaskMetric.MemoryBytesSpilled] ?? 0);
        if (count <= tasks.Length || spilled <= 0 || _freed.Contains(stage.Id) || Held(_attempts[stage.Id]).Sum / count > ShareOf(count))
        {
            return tasks;
        }

        var left = 1 - Math.Min(MostSpilling, PartitionLoad.SpillMs(spilled) / Math.Max(1, tasks.Sum(ms => (double)ms)));
        return [.. tasks.Select(ms => (float)(ms * left))];
    }

    private double ShareOf(int count) => _poolBytes / Math.Ceiling(Math.Min(_shape.CoresPerExecutor, count / (double)_shape.Executors));

    /// <summary>Execution memory that each of fewer tasks would need: what all held at their peaks and spilled, spread over them, and no less than the largest had where that is not cut. Absent where none is logged.</summary>
    private static double? HeldBytes(IEnumerable<StageAttempt> attempts, int count, double? read, bool isEven)
    {
        var (sum, largest) = Held(attempts);
        return sum > 0 ? Math.Max(isEven ? 0 : largest, Math.Min(sum / count, (largest > FewPagesBytes ? MostExpansion : UsualExpansion) * read ?? double.MaxValue)) : null;
    }

    /// <summary>Execution memory that tasks held at their peaks, and what they spilled, together; and the largest peak.</summary>
    private static (double Sum, long Largest) Held(IEnumerable<StageAttempt> attempts)
    {
        var (sum, largest) = (0.0, 0L);
        foreach (var attempt in attempts)
        {
            sum += attempt.Totals[TaskMetric.MemoryBytesSpilled] ?? 0;
            if (attempt.Tasks.Metric(TaskMetric.PeakExecutionMemory) is { } peaks)
            {
                for (var row = 0; row < peaks.Count; row++)
                {
                    (sum, largest) = (sum + peaks[row], Math.Max(largest, peaks[row]));
                }
            }
        }

        return (sum, largest);
    }
}
