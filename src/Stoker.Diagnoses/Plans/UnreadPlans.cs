using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Plans;

/// <summary>Says that rules which read plans could not look at some: the log has no plan, or a vendor's engine names its operators in its own way (trap T29).</summary>
internal static class UnreadPlans
{
    /// <summary>Reports them for a rule, once for the application.</summary>
    public static void Report(Inspection inspection, Report report)
    {
        var ran = inspection.Plans.Where(plan => plan.Execution.Jobs.Count > 0).ToList();
        if (ran.Exists(plan => plan.Operators.Count == 0))
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.LogIncomplete);
        }

        if (ran.Exists(plan => plan.Operators.Any(IsOfVendor)))
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.VendorPlan);
        }
    }

    /// <summary>Whether a node belongs to RAPIDS, Photon, Gluten or Comet.</summary>
    public static bool IsOfVendor(PlanOperator node) =>
        node.Name.StartsWith("Gpu", StringComparison.Ordinal)
        || node.Name.StartsWith("Photon", StringComparison.Ordinal)
        || node.Name.StartsWith("Comet", StringComparison.Ordinal)
        || node.Name.EndsWith("Transformer", StringComparison.Ordinal);
}
