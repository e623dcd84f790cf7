using Stoker.Advice.Comparison;

namespace Stoker.Advice.Verification;

/// <summary>
/// Slots of local mode are a number that somebody typed (<c>local[8]</c>): whether each has a CPU only shows once more tasks run at once. Where more of them did the same work and the stages took longer all the same,
/// by more than their own CPU time grew, these slots had no CPUs, or other programs had them; such a pair does not tell what more tasks at once save.
/// </summary>
internal static class SlotsWithoutCpus
{
    /// <summary>As many CPUs any machine has on which Spark runs.</summary>
    private const int Least = 2;

    /// <summary>Whether the second run shows it, for stages that had too few tasks in the first.</summary>
    public static bool Show(FindingGroup group, RunComparison comparison)
    {
        var measured = group.Measured;
        if (group.Kind != CostKind.Waiting || measured.Count == 0 || !measured.All(stage => stage.IsSame) || !HaveTypedSlots(comparison.Before) || !HaveTypedSlots(comparison.After))
        {
            return false;
        }

        var (before, after) = (measured.Sum(stage => stage.PathBefore.Value), measured.Sum(stage => stage.PathAfter.Value));
        var isMoreAtOnce = AtOnce(measured.Sum(stage => stage.TaskAfter.Value), after) > ComparisonThresholds.SameAtOnce * AtOnce(measured.Sum(stage => stage.TaskBefore.Value), before);
        return isMoreAtOnce && after > (1 + VerificationThresholds.Disturbed) * before * WorkGrowth(measured);
    }

    /// <summary>How much more CPU time the same work took, at least 1. Of Python no log has any: there as many rows are as much work.</summary>
    private static double WorkGrowth(IReadOnlyList<StageDifference> measured)
    {
        var (before, after) = (measured.Sum(stage => stage.CpuBefore?.CpuMs ?? 0), measured.Sum(stage => stage.CpuAfter?.CpuMs ?? 0));
        return before > 0 && !measured.Any(stage => stage.RunsPython) ? Math.Max(1, after / before) : 1;
    }

    private static double AtOnce(double taskMs, double pathMs) => taskMs / Math.Max(1, pathMs);

    private static bool HaveTypedSlots(ComparedRun run) => run.Application.Settings.Find("spark.master")?.Value is { } master && master.StartsWith("local[", StringComparison.Ordinal) && !master.Contains('*')
        && run.Application.Executors.Sum(executor => executor.MaxTasks) > Least;
}
