using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>Scans of files.</summary>
internal static class Scans
{
    /// <summary>Scans of files in all plans, except below a cached relation: those ran when it was filled (trap T21).</summary>
    public static IEnumerable<PlanOperator> Of(Inspection inspection) => inspection.Plans.SelectMany(Of);

    /// <summary>Those of them that a stage ran, or a part of.</summary>
    public static IEnumerable<PlanOperator> Of(Inspection inspection, StageWork stage) => inspection.PlansOf(stage).SelectMany(Of).Where(scan => scan.Stages.Contains(stage));

    private static IEnumerable<PlanOperator> Of(QueryPlan plan) => plan.Operators.Where(node => node.Inputs.Count == 0 && (node.Name.StartsWith("Scan ", StringComparison.Ordinal) || node.Name.StartsWith("FileScan ", StringComparison.Ordinal) || node.Name.StartsWith("BatchScan", StringComparison.Ordinal)) && node.Stages.Count > 0);

    /// <summary>The format in lower case: of the metadata, else of the name.</summary>
    public static string FormatOf(PlanOperator scan) =>
        (scan.Metadata.GetValueOrDefault("Format") ?? scan.Name.Split(' ', 3).ElementAtOrDefault(1) ?? "").ToLowerInvariant();
}
