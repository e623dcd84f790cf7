namespace Stoker.Advice.Comparison;

/// <summary>
/// CPU time of the stages whose pace changed, in both runs: that which is shown beside the cause. Tasks that wait for CPUs take no more CPU time. CPUs that are throttled, that share a core or a cache with other programs, or
/// run cold code do, and so does other code behind the same operators: which of them is told by <see cref="ProgramChange"/>.
/// </summary>
/// <param name="BeforeMs">CPU time in ms in the first run.</param>
/// <param name="AfterMs">The same in the second.</param>
public readonly record struct CpuChange(double BeforeMs, double AfterMs)
{
    /// <summary>Whether it is more than machines differ from run to run.</summary>
    public bool IsMoreThanPace => Math.Max(BeforeMs, AfterMs) > ComparisonThresholds.MostMachinePace * Math.Min(BeforeMs, AfterMs);

    /// <summary>The change, where it explains most of that of the task time; null where it does not, or the logs do not tell: the CPU time of Python is in none.</summary>
    public static CpuChange? OfPace(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var paced = comparison.Stages.Where(stage => stage is { MainCause: DifferenceCause.Pace, CpuBefore: not null, CpuAfter: not null }).ToList();
        var evidence = comparison.Causes.FirstOrDefault(cause => cause.Cause == DifferenceCause.Pace)?.Evidence ?? [];
        var cpus = Find(evidence, QuantityName.CpuMs) ?? new ComparedQuantity(QuantityName.CpuMs, paced.Sum(stage => stage.CpuBefore?.CpuMs ?? 0), paced.Sum(stage => stage.CpuAfter?.CpuMs ?? 0));
        var tasks = Find(evidence, QuantityName.TaskMs) ?? new ComparedQuantity(QuantityName.TaskMs, paced.Sum(stage => (double)stage.TaskBefore.Value), paced.Sum(stage => (double)stage.TaskAfter.Value));
        var (before, after) = (cpus.Before, cpus.After);
        if (paced.Exists(stage => stage.RunsPython) || Math.Min(before, after) < ComparisonThresholds.LeastCpuMs)
        {
            return null;
        }

        // What code costs that is still being compiled varies; it is little beside much.
        var least = Math.Min(before, after) < ComparisonThresholds.YoungCpuMs ? ComparisonThresholds.LeastCpuWaitOfYoung : ComparisonThresholds.LeastCpuWait;
        var (cpu, task) = (Math.Log(after / before), Math.Log(tasks.After / tasks.Before));
        return Math.Abs(cpu) >= Math.Log(least) && Math.Sign(cpu) == Math.Sign(task) && Math.Abs(cpu) >= ComparisonThresholds.MostlyPace * Math.Abs(task) ? new CpuChange(before, after) : null;
    }

    private static ComparedQuantity? Find(IReadOnlyList<ComparedQuantity> evidence, QuantityName name) => evidence.FirstOrDefault(quantity => quantity.Name == name);
}
