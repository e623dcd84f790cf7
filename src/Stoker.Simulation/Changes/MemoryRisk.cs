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

    /// <summary>What the prediction does not hold, for a change; empty when memory plays no part.</summary>
    public static IReadOnlyList<string> Of(ReplayableProgram program, ClusterShape shape, ChangeSet change)
    {
        var application = program.Application;
        var settings = new EffectiveSettings(application);
        var isLocal = application.Executors.All(executor => executor.IsDriver || executor.MaxTasks == 0);
        var need = MemoryNeed.Of(application);
        var (before, after) = (MemoryNeed.TaskShareBytes(settings, ChangeSet.None, isLocal, program.Shape.CoresPerExecutor), MemoryNeed.TaskShareBytes(settings, change, isLocal, shape.CoresPerExecutor));
        var changed = new ChangedSettings(settings, change);
        List<string> risks = [.. PartitionRisk.Of(program, shape, change), .. DriverRisk.Of(program, changed)];
        if (Math.Abs(after - before) < 1)
        {
            return risks;
        }

        if (after < before)
        {
            if (need.SpilledBytes > 0)
            {
                risks.Add($"tasks spilled {Size(need.SpilledBytes)} and would have {Size(after)} of execution memory each instead of {Size(before)}: they would spill more, which the time does not hold");
            }
            else if (need.LargestTaskBytes > Tight * after)
            {
                risks.Add($"the largest task needed {Size(need.LargestTaskBytes.Value)} of execution memory and would be given {Size(after)}: it would spill or fail, which the time does not hold");
            }

            if (need.GcShare > MuchGc)
            {
                risks.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * need.GcShare:0} % of the run time was garbage collection, and there would be less memory for each task: more of it, which the time does not hold"));
            }
        }
        else if (need.SpilledBytes > 0)
        {
            risks.Add($"tasks spilled {Size(need.SpilledBytes)} and would have {Size(after)} of execution memory each instead of {Size(before)}: what that saves is not in the time");
        }

        risks.AddRange(ContainerRisk.Of(program, shape, changed));
        return risks;
    }

    /// <summary>Bytes in words.</summary>
    internal static string Size(double bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 20):0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1L << 30):0.0} GiB"),
    };
}
