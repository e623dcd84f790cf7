using Stoker.Advice.Comparison.Matching;
using Stoker.Model;

namespace Stoker.Advice.Comparison;

/// <summary>What two logs hold against one program on one version, without which other code behind the same operators is only a guess.</summary>
/// <param name="IsSparkOther">Whether the versions of Spark differ.</param>
/// <param name="IsJavaOther">Whether those of Java do.</param>
/// <param name="AreFilesOther">Whether they name no file of the program in common.</param>
/// <param name="AreSitesMoved">Whether call sites are on other lines.</param>
/// <param name="AreConstantsOther">Whether formulas hold other constants.</param>
/// <param name="IsNameOther">Whether the applications have other names, numbers aside.</param>
/// <param name="IsWorkOther">Whether plans, queries, rows or bytes of shuffles differ by more than a hundredth of the time.</param>
public readonly record struct ProgramChange(bool IsSparkOther, bool IsJavaOther, bool AreFilesOther, bool AreSitesMoved, bool AreConstantsOther, bool IsNameOther, bool IsWorkOther)
{
    /// <summary>Whether anything was found.</summary>
    public bool Any => IsSparkOther || IsJavaOther || AreFilesOther || AreSitesMoved || AreConstantsOther || IsNameOther || IsWorkOther;

    /// <summary>What the logs of a comparison hold.</summary>
    public static ProgramChange Of(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (a, b, likeness) = (comparison.Before.Application, comparison.After.Application, comparison.Likeness);
        var least = ComparisonThresholds.LeastShare * Math.Max(comparison.WallBefore.Value, comparison.WallAfter.Value);
        return new ProgramChange(
            Differ(a.SparkVersion, b.SparkVersion),
            Differ(JavaOf(a), JavaOf(b)),
            likeness.Files == false,
            likeness.AreSitesMoved == true,
            likeness.Constants < 1,
            Differ(WorkText.Place(a.Name), WorkText.Place(b.Name)),
            comparison.Causes.Any(cause => cause.Cause is DifferenceCause.OtherPlan or DifferenceCause.OtherWork or DifferenceCause.OtherCode or DifferenceCause.Input && Math.Abs(cause.Wall.Value) >= least));
    }

    private static bool Differ(string one, string other) => one.Length > 0 && other.Length > 0 && one != other;

    private static string JavaOf(Application application) => application.Settings.Jvm.FirstOrDefault(property => property.Key == "Java Version").Value ?? "";
}
