using Stoker.Advice.Comparison;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.Verification;

/// <summary>That one of two runs was much slower to its first job, which says how busy its machine was, and nothing of a change.</summary>
/// <param name="Slow">Time to the first job of the slower one.</param>
/// <param name="Quick">Of the other.</param>
/// <param name="IsAfter">Whether the second run is the slower one.</param>
public readonly record struct StartDifference(Milliseconds Slow, Milliseconds Quick, bool IsAfter)
{
    /// <summary>So many times as long to the first job, and this much longer, is no accident. [derived]</summary>
    private const double SlowStart = 2;

    private const long LeastMs = 3_000;

    /// <summary>The difference; absent where both started alike.</summary>
    public static StartDifference? Of(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (before, after) = (comparison.Before.Time.CriticalPath.TimeOf(CriticalCause.DriverBeforeFirstJob), comparison.After.Time.CriticalPath.TimeOf(CriticalCause.DriverBeforeFirstJob));
        var (slow, quick) = after > before ? (after, before) : (before, after);
        return comparison.AreDifferentJobs || slow.Value - quick.Value < LeastMs || slow.Value < SlowStart * quick.Value ? null : new StartDifference(slow, quick, after > before);
    }
}
