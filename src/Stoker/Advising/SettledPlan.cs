using Stoker.Advice.Recommendations;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;

namespace Stoker.Advising;

/// <summary>The plan of an advice, without settings of which a replay says that they change nothing: an advice does not contradict its own prediction. A pure function; thread safe.</summary>
internal static class SettledPlan
{
    /// <summary>Less than this share of the run is no gain.</summary>
    private const double LeastGain = 0.005;

    /// <summary>Settings whose whole effect is the number of tasks, which a replay knows.</summary>
    private static readonly string[] ToldByReplay = ["spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes", "spark.sql.adaptive.coalescePartitions.minPartitionSize", "spark.sql.shuffle.partitions"];

    /// <summary>The plan for an application.</summary>
    public static AdvicePlan Of(Application application, DiagnosisResult? diagnosis)
    {
        var plan = AdvicePlanner.Plan(application, diagnosis?.Ranked ?? [], diagnosis?.NotChecked ?? [], diagnosis?.SupplySeconds ?? 0, diagnosis?.WallSeconds ?? 0);
        var useless = plan.Settings.Where(setting => ToldByReplay.Contains(setting.Key) && IsForNothing(application, plan with { Settings = [setting] }, diagnosis?.Findings ?? [])).ToList();
        return useless.Count == 0 ? plan : plan with
        {
            Settings = [.. plan.Settings.Except(useless)],
            Declined = [.. plan.Declined.Concat(useless.Select(Decline)).OrderBy(change => change.Key, StringComparer.Ordinal)],
        };
    }

    private static bool IsForNothing(Application application, AdvicePlan alone, IReadOnlyList<Finding> findings) =>
        PredictAdvice.Of(application, alone, findings) is { PredictedMs: { } predicted } answer && answer.Settings.All(setting => setting is { Basis: SettingBasis.Replayed, Findings.Count: 0 })
        && predicted > answer.ReplayedMs * (1 - LeastGain);

    private static DeclinedChange Decline(AdvisedSetting setting) =>
        new(setting.Key, setting.From, setting.To, "A replay of the run with it takes as long as before.", setting.Findings) { Cost = setting.Cost };
}
