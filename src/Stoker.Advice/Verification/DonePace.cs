using Stoker.Advice.Comparison;
using Stoker.Findings;

namespace Stoker.Advice.Verification;

/// <summary>
/// The pace of the second run's machine as attempts that succeeded tell it. Failures that are gone make no other attempt quicker: where as many attempts succeeded in the same stages and took less time, their runs went at another pace, in
/// a JVM that was warm already or on a machine with less to do. Where they took more, a retry inside of the task may be the reason, which is the cure's own.
/// </summary>
internal static class DonePace
{
    /// <summary>Time of the attempts that succeeded, after over before, at most 1; 1 where it tells nothing.</summary>
    public static double Of(IReadOnlyList<Finding> findings, IReadOnlyList<StageDifference> measured)
    {
        if (measured.Count == 0 || findings.Any(finding => CostKinds.CureOf(finding) != DifferenceCause.Failures) || !measured.All(stage => stage.IsSame && stage.DoneBefore.Count == stage.DoneAfter.Count))
        {
            return 1;
        }

        var (before, after) = (measured.Sum(stage => stage.DoneBefore.Time.Value), measured.Sum(stage => stage.DoneAfter.Time.Value));
        return before >= VerificationThresholds.LeastPaceMs && after > 0 ? Math.Min(1, after / (double)before) : 1;
    }
}
