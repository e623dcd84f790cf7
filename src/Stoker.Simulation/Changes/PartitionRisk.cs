using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>Whether what many tasks held fits the few that settings make of them. Other shapes are left out: what AQE coalesces by their cores stays below the advisory size.</summary>
internal static class PartitionRisk
{
    /// <summary>From so many times its share on a task is sure to spill. What many tasks held is not what few of them will: nearer to it, the log does not tell.</summary>
    private const double Short = 1.5;

    /// <summary>Memory of shuffled rows to their bytes in the shuffle, at the most: a task of few rows holds whole pages, and those of many such tasks are no measure. [derived]</summary>
    private const double MostExpansion = 10;

    /// <summary>What may happen, in words, of the stage that would be worst off; empty where all have room, or as many tasks as before.</summary>
    public static IEnumerable<string> Of(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        if (change.Settings.Count == 0)
        {
            return [];
        }

        var settings = new EffectiveSettings(program.Application);
        var counts = new PartitionCounts(program, AllocationChange.SlotsPlanned(program, shape, change), new ChangedSettings(settings, change));
        var pool = MemoryNeed.TaskShareBytes(settings, change, program.IsLocal, slots: 1);
        var attempts = program.Application.Stages.ToLookup(stage => stage.Id.Stage);
        var worst = (Load: 1.0, Text: "");
        foreach (var stage in program.Stages)
        {
            var count = counts.Of(stage);
            if (count >= stage.TaskCount || stage.Partitions is not (PartitionRule.Shuffle or PartitionRule.CoalescedShuffle))
            {
                continue;
            }

            var share = pool / Math.Ceiling(Math.Min(shape.CoresPerExecutor, count / (double)shape.Executors));
            var read = stage.InputBytes?.Sum(bytes => (double)bytes) / count;
            var held = HeldBytes(attempts[stage.Id], count, read);
            var need = held ?? read ?? 0;
            if (need / (Short * share) > worst.Load)
            {
                worst = (need / (Short * share), string.Create(
                    CultureInfo.InvariantCulture,
                    $"stage {stage.Id.Value} would have {(count == 1 ? $"one task in place of {stage.TaskCount}, which would" : $"{count} tasks in place of {stage.TaskCount}, which would each")} {(held is null ? "read" : "need")} {MemoryRisk.Size(need)} {(held is null ? "of shuffle data" : "of execution memory")} and be given {MemoryRisk.Size(share)}: {(count == 1 ? "it" : "they")} would spill, and may fail, which the time does not hold"));
            }
        }

        return worst.Text.Length > 0 ? [worst.Text] : [];
    }

    /// <summary>Execution memory that each of fewer tasks would need: what all held at their peaks and spilled, spread over them, and no less than the largest had. Absent where none is logged.</summary>
    private static double? HeldBytes(IEnumerable<StageAttempt> attempts, int count, double? read)
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

        return sum > 0 ? Math.Max(largest, Math.Min(sum / count, MostExpansion * read ?? double.MaxValue)) : null;
    }
}
