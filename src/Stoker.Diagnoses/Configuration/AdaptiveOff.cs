using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF001: adaptive execution is off. The plan says so, not the setting.</summary>
internal static class AdaptiveOff
{
    public const string Id = "CONF001";
    private const string Key = "spark.sql.adaptive.enabled";

    private static readonly string[] Helped = ["PART001", "PART005", "SKEW001"];

    public static readonly Diagnosis Diagnosis = new(Id, "AQE is off", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var shuffled = inspection.Plans.Where(plan => !plan.IsAdaptive && plan.Operators.Any(node => Exchanges.IsShuffle(node) && node.WritingStages.Count > 0)).ToList();
        if (!inspection.Application.Settings.IsKnown && shuffled.Count > 0)
        {
            report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.LogIncomplete);
        }

        if (inspection.IsStreaming || inspection.Settings.IsOn(Key) != false || shuffled.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.High) { Groups = shuffled.All(plan => HasNoBroadcast(inspection, plan)) ? [.. Helped] : [.. Helped, "JOIN001"] };
        suspicion.Prove("executionsWithShuffle", shuffled.Count, EvidenceUnit.Count, shuffled[0].Place);
        suspicion.Advise(inspection.Settings.Change(Key, "true", "Let Spark merge small partitions, split skewed ones and choose joins by real sizes."));
        report.Add(suspicion);
    }

    /// <summary>Whether broadcast joins are off: then adaptive execution makes none either (CONF003).</summary>
    private static bool HasNoBroadcast(Inspection inspection, QueryPlan plan) =>
        (inspection.Settings.ByteCount("spark.sql.adaptive.autoBroadcastJoinThreshold", plan.Execution) ?? inspection.Settings.ByteCount("spark.sql.autoBroadcastJoinThreshold", plan.Execution)) < 0;
}
