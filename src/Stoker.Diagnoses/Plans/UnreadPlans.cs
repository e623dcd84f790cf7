using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Plans;

/// <summary>Says that rules which read plans could not look at some: the log has no plan, or a vendor's engine names its operators in its own way (trap T29).</summary>
/// <param name="IsAnyMissing">Whether an execution that ran jobs has no plan.</param>
/// <param name="IsAnyOfVendor">Whether one has a plan of a vendor's engine.</param>
internal sealed record UnreadPlans(bool IsAnyMissing, bool IsAnyOfVendor)
{
    /// <summary>Looks through plans.</summary>
    public static UnreadPlans Of(IReadOnlyList<QueryPlan> plans)
    {
        var ran = plans.Where(plan => plan.Execution.Jobs.Count > 0).ToList();
        return new UnreadPlans(ran.Exists(plan => plan.Operators.Count == 0), ran.Exists(plan => plan.Operators.Any(IsOfVendor)));
    }

    /// <summary>Reports them for a rule, once for the application.</summary>
    public static void Report(Inspection inspection, Report report)
    {
        if (inspection.UnreadPlans.IsAnyMissing)
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.LogIncomplete);
        }

        if (inspection.UnreadPlans.IsAnyOfVendor)
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
