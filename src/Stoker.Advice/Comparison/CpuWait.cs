namespace Stoker.Advice.Comparison;

/// <summary>
/// How long tasks held their slots for each ms of CPU time, in both runs. In local mode files, shuffles and tasks are on one machine, so that what is above 1 is mostly waiting
/// for CPUs. More of it in one run, with no more tasks at once than there are CPUs, is other programs' doing.
/// </summary>
/// <param name="Before">Held for each ms of CPU time in the first run.</param>
/// <param name="After">The same in the second.</param>
public readonly record struct CpuWait(double Before, double After)
{
    /// <summary>How many times as long the second run's tasks held their slots for the same CPU time.</summary>
    public double Factor => After / Before;

    /// <summary>The waits of all stages; null where they do not differ, or the logs do not tell.</summary>
    public static CpuWait? OfRuns(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.AreDifferentJobs || Measure(comparison.Stages, comparison) is not { } wait || !Differ(wait.Factor, comparison.Stages) ? null : wait;
    }

    /// <summary>
    /// The waits of the stages by which something is measured, where those of the second run were longer. Less of it may be the remedy's own: a spill or small files were
    /// waited for; so only more of it is taken off.
    /// </summary>
    internal static CpuWait? Longer(IReadOnlyList<StageDifference> measured, RunComparison comparison) =>
        Measure(measured, comparison) is { Factor: > 1 } wait && Differ(wait.Factor, measured) ? wait : null;

    private static CpuWait? Measure(IReadOnlyList<StageDifference> measured, RunComparison comparison)
    {
        if (!IsLocal(comparison.Before) || !IsLocal(comparison.After) || !HasCpus(measured, comparison.After))
        {
            return null;
        }

        var before = HeldFor(measured.Select(stage => stage.CpuBefore)) ?? HeldFor(comparison.Stages.Select(stage => stage.CpuBefore));
        return before is { } first && HeldFor(measured.Select(stage => stage.CpuAfter)) is { } second ? new CpuWait(first, second) : null;
    }

    private static bool Differ(double factor, IReadOnlyList<StageDifference> measured)
    {
        var isOld = measured.All(stage => !stage.RunsPython)
            && Math.Min(measured.Sum(stage => stage.CpuBefore?.CpuMs ?? 0), measured.Sum(stage => stage.CpuAfter?.CpuMs ?? 0)) >= ComparisonThresholds.YoungCpuMs;
        return Math.Abs(Math.Log(factor)) >= Math.Log(isOld ? ComparisonThresholds.LeastCpuWait : ComparisonThresholds.LeastCpuWaitOfYoung);
    }

    private static bool IsLocal(ComparedRun run) => run.Application.Settings.Find("spark.master")?.Value is { } master
        && master.StartsWith("local", StringComparison.Ordinal) && !master.StartsWith("local-cluster", StringComparison.Ordinal);

    /// <summary>Whether the second run had a CPU for each task at once, as far as that can be told: on two slots, or with no more at once than before.</summary>
    private static bool HasCpus(IReadOnlyList<StageDifference> measured, ComparedRun after) =>
        after.Application.Executors.Sum(executor => executor.MaxTasks) <= 2
        || AtOnce(measured.Sum(stage => stage.TaskAfter.Value), measured.Sum(stage => stage.PathAfter.Value)) <= ComparisonThresholds.SameAtOnce * AtOnce(measured.Sum(stage => stage.TaskBefore.Value), measured.Sum(stage => stage.PathBefore.Value));

    private static double AtOnce(double taskMs, double pathMs) => taskMs / Math.Max(1, pathMs);

    private static double? HeldFor(IEnumerable<CpuUse?> uses)
    {
        var (compute, cpu) = (0.0, 0.0);
        foreach (var use in uses.OfType<CpuUse>())
        {
            (compute, cpu) = (compute + use.ComputeMs, cpu + use.CpuMs);
        }

        return cpu >= ComparisonThresholds.LeastCpuMs ? Math.Max(1, compute / cpu) : null;
    }
}
