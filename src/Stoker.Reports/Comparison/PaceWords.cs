using System.Globalization;
using Stoker.Advice.Comparison;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Comparison;

/// <summary>What the same work at another pace comes from, as far as the logs tell, and what to do. Other code is named only where something in the logs speaks for it.</summary>
internal static class PaceWords
{
    public static string Of(RunComparison comparison)
    {
        var (cpu, change) = (CpuChange.OfPace(comparison), ProgramChange.Of(comparison));
        return WaitOf(comparison) is { } wait
            ? $"{(wait.Factor > 1 ? "B" : "A")} waited for CPUs that other programs had ({Held(wait)}): run it again on a quiet machine before you act."
            : (cpu, change.Any) switch
            {
                ({ } time, true) => $"Its CPU time went the same way ({Durations(time)}): other code behind the same operators may be why ({Of(change, comparison)}), or slower CPUs. Run it again before you act.",
                ({ IsMoreThanPace: true } time, false) =>
                    $"Its CPU time went the same way ({Durations(time)}), by more than a machine's pace changes from run to run: code inside functions, which no log shows, or other CPUs. Run it again before you act.",
                ({ } time, false) =>
                    $"That is the machine's pace: nothing else {(comparison.Settings.Count > 0 ? "that matters " : "")}differs in the logs, and the same work took {(time.AfterMs > time.BeforeMs ? "more" : "less")} CPU time ({Durations(time)}), as on CPUs that are throttled or shared, or with cold caches. Run it again before you act.",
                (_, true) => $"Other code behind the same operators may be why ({Of(change, comparison)}), or other load on the hosts, or other hosts. Run it again before you act.",
                _ => $"That is the machine's pace: nothing else {(comparison.Settings.Count > 0 ? "that matters " : "")}differs in the logs, and other load on the hosts, or other hosts, explain it. Run it again before you act.",
            };
    }

    /// <summary>Whether something speaks against the machine's pace: another program, or more CPU time than that explains.</summary>
    public static bool MayBeCode(RunComparison comparison) => ProgramChange.Of(comparison).Any || (WaitOf(comparison) is null && CpuChange.OfPace(comparison) is { IsMoreThanPace: true });

    /// <summary>How long slots were held for each second of CPU time.</summary>
    public static string Held(CpuWait wait) => string.Create(CultureInfo.InvariantCulture, $"for each second of CPU time tasks held their slots {wait.Before:0.0} s in A and {wait.After:0.0} s in B");

    /// <summary>The wait for CPUs, where it goes the way of the difference.</summary>
    public static CpuWait? WaitOf(RunComparison comparison) =>
        CpuWait.OfRuns(comparison) is { } wait && Math.Sign(wait.Factor - 1) == Math.Sign(comparison.WallDifference.Value) ? wait : null;

    /// <summary>What speaks for another program.</summary>
    private static string Of(ProgramChange change, RunComparison comparison)
    {
        var (a, b) = (comparison.Before.Application, comparison.After.Application);
        (bool Is, string Words)[] all =
        [
            (change.IsSparkOther, $"Spark {a.SparkVersion} and {b.SparkVersion}"),
            (change.IsJavaOther, "other versions of Java"),
            (change.AreFilesOther, "other files of the program"),
            (change.AreSitesMoved, "calls on other lines of the program"),
            (change.AreConstantsOther, "other constants in formulas"),
            (change.IsNameOther, "other names of the application"),
            (change.IsWorkOther, "a part of the work that differs"),
        ];
        return string.Join(", ", all.Where(one => one.Is).Select(one => one.Words));
    }

    private static string Durations(CpuChange time) => $"{Duration(time.BeforeMs)} in A, {Duration(time.AfterMs)} in B";

    private static string Duration(double milliseconds) => Quantity.Duration(new Milliseconds((long)milliseconds));
}
