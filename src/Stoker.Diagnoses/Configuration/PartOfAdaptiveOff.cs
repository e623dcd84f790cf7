using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF002: adaptive execution is on, and the part of it that would have helped is off.</summary>
internal static class PartOfAdaptiveOff
{
    public const string Id = "CONF002";

    public static readonly Diagnosis Diagnosis = new(Id, "A part of AQE is off", Rank.Configuration, Check);

    /// <summary>Switches, what each would remove, and why.</summary>
    private static readonly (string Key, string[] Groups, string Why)[] Parts =
    [
        ("spark.sql.adaptive.coalescePartitions.enabled", ["PART001", "PART005", "SCHED004"], "Let Spark merge small partitions."),
        ("spark.sql.adaptive.skewJoin.enabled", ["SKEW001"], "Let Spark split the crowded partitions of joins."),
    ];

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var (key, groups, why) in Parts)
        {
            if (inspection.Plans.FirstOrDefault(plan => plan.IsAdaptive && inspection.Settings.IsOn(key, plan.Execution) == false && plan.Operators.Any(Exchanges.IsShuffle)) is { } plan)
            {
                var suspicion = new Suspicion(new SettingPlace(key), Confidence.High) { Groups = groups, IsOnlyGroup = true };
                suspicion.Prove(key, "false", plan.Place);
                report.Add(suspicion.Advise(inspection.Settings.Change(key, "true", why, plan.Execution)));
            }
        }
    }
}
