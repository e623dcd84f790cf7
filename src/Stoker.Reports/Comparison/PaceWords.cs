using System.Globalization;
using Stoker.Advice.Comparison;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>What the same work at another pace comes from, as far as CPU time tells, and what to do.</summary>
internal static class PaceWords
{
    public static string Of(RunComparison comparison) => (WaitOf(comparison), CpuChange.OfPace(comparison)) switch
    {
        ({ } wait, _) =>
            $"{(wait.Factor > 1 ? "B" : "A")} waited for CPUs that other programs had ({Held(wait)}): run it again on a quiet machine before you act.",
        (_, { } cpu) =>
            $"Its CPU time went the same way ({Duration(cpu.BeforeMs)} in A, {Duration(cpu.AfterMs)} in B), which load does not do: {(AreOtherVersions(comparison) ? "another version of Spark" : "other code behind the same operators")}, or other CPUs.",
        _ => $"{(AreOtherVersions(comparison) ? "Another version of Spark, other" : "Other")} load on the hosts{(RunsPython(comparison) ? ", other hosts or other Python code behind the same operators" : " or other hosts")} explain that as well as anything; run it again before you act.",
    };

    /// <summary>How long slots were held for each second of CPU time.</summary>
    public static string Held(CpuWait wait) => string.Create(CultureInfo.InvariantCulture, $"for each second of CPU time tasks held their slots {wait.Before:0.0} s in A and {wait.After:0.0} s in B");

    /// <summary>The wait for CPUs, where it goes the way of the difference.</summary>
    public static CpuWait? WaitOf(RunComparison comparison) =>
        CpuWait.OfRuns(comparison) is { } wait && Math.Sign(wait.Factor - 1) == Math.Sign(comparison.WallDifference.Value) ? wait : null;

    /// <summary>Whether Python ran in the stages whose pace changed: no log has its CPU time, which would tell other code from load.</summary>
    private static bool RunsPython(RunComparison comparison) => comparison.Stages.Any(stage => stage.MainCause == DifferenceCause.Pace
        && (stage.RunsPython || stage.Work.Contains("Python", StringComparison.Ordinal) || stage.Work.Contains("Pandas", StringComparison.Ordinal)));

    private static bool AreOtherVersions(RunComparison comparison) =>
        (comparison.Before.Application.SparkVersion, comparison.After.Application.SparkVersion) is ({ Length: > 0 } before, { Length: > 0 } after) && before != after;

    private static string Duration(double milliseconds) => Quantity.Duration(new Milliseconds((long)milliseconds));
}
