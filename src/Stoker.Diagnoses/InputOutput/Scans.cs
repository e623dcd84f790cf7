using Stoker.Diagnoses.Plans;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>Scans of files.</summary>
internal static class Scans
{
    /// <summary>Scans of files in all plans, except below a cached relation: those ran when it was filled (trap T21).</summary>
    public static IEnumerable<PlanOperator> Of(Inspection inspection) => inspection.Plans
        .SelectMany(plan => plan.Operators)
        .Where(node => node.Inputs.Count == 0 && (node.Name.StartsWith("Scan ", StringComparison.Ordinal) || node.Name.StartsWith("FileScan ", StringComparison.Ordinal) || node.Name.StartsWith("BatchScan", StringComparison.Ordinal)) && node.Stages.Count > 0);

    /// <summary>The format in lower case: of the metadata, else of the name.</summary>
    public static string FormatOf(PlanOperator scan) =>
        (scan.Metadata.GetValueOrDefault("Format") ?? scan.Name.Split(' ', 3).ElementAtOrDefault(1) ?? "").ToLowerInvariant();
}
