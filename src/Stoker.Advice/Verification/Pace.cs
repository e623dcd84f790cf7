using Stoker.Advice.Comparison;
using Stoker.Advice.Comparison.Changes;

namespace Stoker.Advice.Verification;

/// <summary>How much slower the second run's machine was, told by stages that nothing was done about.</summary>
/// <param name="Factor">Task time of these stages, after over before; 1 where too few of them agree.</param>
/// <param name="IsDisturbed">Whether times of tasks are divided by it before they are judged.</param>
internal readonly record struct Pace(double Factor, bool IsDisturbed)
{
    /// <summary>The pace of a second run.</summary>
    /// <param name="comparison">The runs.</param>
    /// <param name="concerned">Stages that findings are about.</param>
    public static Pace Of(RunComparison comparison, HashSet<StageDifference> concerned)
    {
        // On another cluster tasks take another time for reasons that are no disturbance.
        if (ClusterDifference.Is(comparison.Before, comparison.After))
        {
            return new Pace(1, false);
        }

        var stages = comparison.Stages
            .Where(stage => stage.IsSame && stage.MainCause != DifferenceCause.Input && !concerned.Contains(stage)
                && stage.TaskBefore.Value >= VerificationThresholds.LeastPaceMs && stage.TaskAfter.Value > 0)
            .Select(stage => (Ratio: (double)stage.TaskAfter.Value / stage.TaskBefore.Value, Weight: (double)stage.TaskBefore.Value))
            .OrderBy(stage => stage.Ratio).ToList();
        if (stages.Count < VerificationThresholds.LeastPaceStages || At(stages, 0.75) > VerificationThresholds.MostPaceSpread * At(stages, 0.25))
        {
            return new Pace(1, false);
        }

        var factor = At(stages, 0.5);
        return new Pace(factor, Math.Abs(Math.Log(factor)) > Math.Log(1 + VerificationThresholds.Disturbed));
    }

    /// <summary>The ratio below which a share of the task time lies.</summary>
    private static double At(List<(double Ratio, double Weight)> sorted, double share)
    {
        var rest = share * sorted.Sum(stage => stage.Weight);
        foreach (var (ratio, weight) in sorted)
        {
            rest -= weight;
            if (rest <= 0)
            {
                return ratio;
            }
        }

        return sorted[^1].Ratio;
    }
}
