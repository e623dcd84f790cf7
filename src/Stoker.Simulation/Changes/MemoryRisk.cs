using System.Globalization;
using Stoker.Model.Settings;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>What becomes of memory when executors get another heap or other numbers of slots: told in words, since a log does not say what a spill would cost.</summary>
internal static class MemoryRisk
{
    /// <summary>A task may be sure of half its even share only: needs above this part of the share may spill.</summary>
    private const double Tight = 0.85;

    private const double MuchGc = 0.05;

    private const int MostOfFewPages = 4;

    /// <summary>What the prediction does not hold, for a change; empty when memory plays no part.</summary>
    public static IReadOnlyList<string> Of(ReplayableProgram program, ClusterShape shape, ChangeSet change) => [.. HarmsOf(program, shape, change), .. GainsOf(program, shape, change)];

    /// <summary>What more memory would save that no time holds; empty when nothing is known to.</summary>
    public static IEnumerable<string> GainsOf(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        var (before, after) = SharesOf(program, shape, change);
        var spilled = NeedOf(program, change).SpilledBytes;
        return after >= before + 1 && spilled > 0
            ? [$"tasks spilled {Size(spilled)} and would have {Size(after)} of execution memory each instead of {Size(before)}: what that saves is not in the time"]
            : [];
    }

    /// <summary>What may go wrong after a change for want of memory; empty when nothing is known to.</summary>
    public static IReadOnlyList<string> HarmsOf(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        var (before, after) = SharesOf(program, shape, change);
        var changed = new ChangedSettings(new EffectiveSettings(program.Application), change);
        List<string> harms = [.. PartitionRisk.Of(program, shape, change), .. DriverRisk.Of(program, changed)];
        if (after < before - 1)
        {
            harms.AddRange(OfLess(NeedOf(program, change), before, after, FewPages(program)));
        }

        if (Math.Abs(after - before) >= 1 || change.Settings.Keys.Any(key => key.StartsWith("spark.executor.memoryOverhead", StringComparison.Ordinal)))
        {
            harms.AddRange(ContainerRisk.Of(program, shape, changed, change.Reliefs));
        }

        return harms;
    }

    /// <summary>Execution memory of a task when all slots of an executor are busy, before and after.</summary>
    private static (double Before, double After) SharesOf(ReplayableProgram program, ClusterShape shape, ChangeSet change) =>
        (MemoryNeed.TaskShareBytes(program, ChangeSet.None, program.Shape.CoresPerExecutor), MemoryNeed.TaskShareBytes(program, change, shape.CoresPerExecutor));

    /// <summary>What the tasks of the changed program need.</summary>
    private static MemoryNeed NeedOf(ReplayableProgram program, ChangeSet change) => change.Reliefs.Count == 0 ? program.Memory : MemoryNeed.Of(program.Application, change.Reliefs);

    /// <summary>Memory up to which a task may have held a page for each of a few operators and hardly a row in them, in bytes: where there is less memory pages are smaller, and it needs less.</summary>
    private static double FewPages(ReplayableProgram program) => Math.Min(PartitionMemory.FewPagesBytes, MostOfFewPages * MemoryNeed.PageBytes(program));

    private static IEnumerable<string> OfLess(MemoryNeed need, double before, double after, double fewPages)
    {
        if (need.SpilledBytes > 0)
        {
            yield return $"tasks spilled {Size(need.SpilledBytes)} and would have {Size(after)} of execution memory each instead of {Size(before)}: they would spill more, which the time does not hold";
        }
        else if (need.LargestTaskBytes is { } largest && largest > Tight * after && largest > fewPages)
        {
            yield return largest > after
                ? $"the largest task needed {Size(largest)} of execution memory and would be given {Size(after)}: it would spill or fail, which the time does not hold"
                : $"the largest task needed {Size(largest)} of execution memory and would be given {Size(after)} at the most when all slots are busy: it may spill, which the time does not hold";
        }

        if (need.GcShare > MuchGc)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{100 * need.GcShare:0} % of the run time was garbage collection, and there would be less memory for each task: more of it, which the time does not hold");
        }
    }

    /// <summary>Bytes in words.</summary>
    internal static string Size(double bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 20):0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 30):0.0} GiB"),
    };
}
