using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>Whether what many tasks held fits the few that settings make of them.</summary>
internal static class PartitionRisk
{
    /// <summary>What may happen, in words, of the stage that would be worst off; empty where all have room, or as many tasks as before.</summary>
    public static IEnumerable<string> Of(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        if (change.Settings.Count == 0)
        {
            return [];
        }

        var counts = new PartitionCounts(program, AllocationChange.SlotsPlanned(program, shape, change), new ChangedSettings(new EffectiveSettings(program.Application), change));
        var memory = new PartitionMemory(program, shape, change);
        var (most, text) = (1.0, "");
        foreach (var stage in program.Stages)
        {
            var count = counts.Of(stage);
            if (memory.Of(stage, count) is { } load && load.Excess > most)
            {
                (most, text) = (load.Excess, Text(stage, count, load));
            }
        }

        return text.Length > 0 ? [text] : [];
    }

    private static string Text(ReplayStage stage, int count, PartitionLoad load) => string.Create(
        CultureInfo.InvariantCulture,
        $"stage {stage.Id.Value} would have {(count == 1 ? $"one task in place of {stage.TaskCount}, which would" : $"{count} tasks in place of {stage.TaskCount}, which would each")} {(load.IsHeld ? "need" : "read")} {MemoryRisk.Size(load.NeedBytes)} {(load.IsHeld ? "of execution memory" : "of shuffle data")} and be given {MemoryRisk.Size(load.ShareBytes)}: {(count == 1 ? "it" : "they")} would spill, which is in the time at 200 MB/s and in its interval at 100, and may fail");
}
