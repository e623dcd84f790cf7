using Stoker.Diagnoses.Configuration;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Logs;

/// <summary>LOG008: an engine that is not Spark's ran parts of the plans; rules know only Spark's own operators (trap T29).</summary>
internal static class VendorEngine
{
    public const string Id = "LOG008";

    public static readonly Diagnosis Diagnosis = new(Id, "A vendor's engine ran parts of the plans", Rank.Log, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var foreign = inspection.Plans.Where(plan => plan.Execution.Jobs.Count > 0).SelectMany(plan => plan.Operators).Where(UnreadPlans.IsOfVendor).ToList();
        if (foreign.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Prove("engine", EngineOf(foreign[0].Name));
        if (Platform.NameOf(inspection) is { } platform)
        {
            suspicion.Prove("platform", platform);
        }

        var run = inspection.Plans.Where(plan => plan.Operators.Any(UnreadPlans.IsOfVendor)).Sum(plan => plan.RunMs);
        suspicion.Prove("operators", foreign.Select(node => node.Name).Distinct().Count(), EvidenceUnit.Count)
            .Prove("shareOfTaskTime", Math.Min(1, run / (double)Math.Max(1, inspection.Stages.Sum(stage => stage.DurationMs))), EvidenceUnit.Ratio);
        suspicion.Advise("Trust what is said of stages, tasks, executors and the driver; of these plans only Spark's own operators were looked at. The vendor's profiler knows the others.");
        report.Add(suspicion);
    }

    private static string EngineOf(string name) => name.StartsWith("Gpu", StringComparison.Ordinal) ? "RAPIDS"
        : name.StartsWith("Photon", StringComparison.Ordinal) ? "Photon"
        : name.StartsWith("Comet", StringComparison.Ordinal) ? "Comet"
        : "Gluten";
}
