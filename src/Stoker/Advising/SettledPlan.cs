using Stoker.Advice.Recommendations;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;

namespace Stoker.Advising;

/// <summary>The plan of an advice, without settings of which a replay says that they change nothing: an advice does not contradict its own prediction. A pure function; thread safe.</summary>
internal static class SettledPlan
{
    /// <summary>Less than this share of the run nobody can measure: two runs differ by more.</summary>
    private const double LeastGain = 0.02;

    private const string Adaptive = "spark.sql.adaptive.";

    /// <summary>Settings whose whole effect is the number of tasks and what each reads, which a replay knows.</summary>
    private static readonly string[] ToldByReplay =
    [
        "spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes", "spark.sql.adaptive.coalescePartitions.minPartitionSize", "spark.sql.shuffle.partitions",
        "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "spark.sql.adaptive.skewJoin.skewedPartitionFactor",
    ];

    /// <summary>The plan for an application.</summary>
    public static AdvicePlan Of(Application application, DiagnosisResult? diagnosis)
    {
        var plan = AdvicePlanner.Plan(application, diagnosis?.Ranked ?? [], diagnosis?.NotChecked ?? [], diagnosis?.SupplySeconds ?? 0, diagnosis?.WallSeconds ?? 0);

        // One after the other: of two settings that do the same, one stays.
        foreach (var setting in plan.Settings.Where(setting => ToldByReplay.Contains(setting.Key) && !IsPartOfAnother(plan, setting)).ToList())
        {
            var without = plan with { Settings = [.. plan.Settings.Where(other => other != setting)] };
            plan = !IsForNothing(application, plan, setting, without, diagnosis?.Findings ?? []) ? plan : without with
            {
                Declined = [.. plan.Declined.Append(Decline(setting)).OrderBy(change => change.Key, StringComparer.Ordinal)],
            };
        }

        return plan;
    }

    /// <summary>
    /// Whether it is a limit of adaptive execution that the plan turns on for the same finding: one without the other cures nothing, and a replay of a run without it knows
    /// partitions as they were shuffled there.
    /// </summary>
    private static bool IsPartOfAnother(AdvicePlan plan, AdvisedSetting setting) => setting.Key.StartsWith(Adaptive, StringComparison.Ordinal)
        && plan.Settings.Any(other => other.Key == Adaptive + "enabled" && other.Findings.Intersect(setting.Findings).Any());

    /// <summary>Whether all settings together are predicted to take no less than they do without this one, whose effect a replay knows.</summary>
    private static bool IsForNothing(Application application, AdvicePlan plan, AdvisedSetting setting, AdvicePlan without, IReadOnlyList<Finding> findings) =>
        PredictAdvice.Of(application, plan, findings) is { PredictedMs: { } predicted } answer
        && answer.Settings.Any(valued => valued.Key == setting.Key && valued is { Basis: SettingBasis.Replayed, Findings.Count: 0 })
        && predicted > ((PredictAdvice.Of(application, without, findings)?.PredictedMs ?? answer.MeasuredMs) - (answer.MeasuredMs * LeastGain));

    private static DeclinedChange Decline(AdvisedSetting setting) =>
        new(setting.Key, setting.From, setting.To, "A replay of the run with it takes as long as without.", setting.Findings) { Cost = setting.Cost };
}
