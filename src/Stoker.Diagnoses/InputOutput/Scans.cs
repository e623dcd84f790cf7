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

    /// <summary>Names the files of a scan, so that what is said of them is said once however often they are read; null where the plan does not tell all of it.</summary>
    public static string? SourceOf(PlanOperator scan) => scan.Metadata.GetValueOrDefault("Location") is { Length: > 0 } location && !PlanText.IsCut(location) ? location : null;

    /// <summary>The folder or file of a scan of one; null where it has several or the plan does not tell.</summary>
    public static string? PathOf(PlanOperator scan)
    {
        const string One = "(1 paths)[";
        var location = SourceOf(scan);
        var start = location?.IndexOf(One, StringComparison.Ordinal) ?? -1;
        return start >= 0 && location!.EndsWith(']') ? location[(start + One.Length)..^1] : null; // Not null: something was found in it.
    }

    private static IEnumerable<PlanOperator> Of(QueryPlan plan) => plan.Operators.Where(node => node.Inputs.Count == 0 && (node.Name.StartsWith("Scan ", StringComparison.Ordinal) || node.Name.StartsWith("FileScan ", StringComparison.Ordinal) || node.Name.StartsWith("BatchScan", StringComparison.Ordinal)) && node.Stages.Count > 0);

    /// <summary>The format in lower case: of the metadata, else of the name.</summary>
    public static string FormatOf(PlanOperator scan) =>
        (scan.Metadata.GetValueOrDefault("Format") ?? scan.Name.Split(' ', 3).ElementAtOrDefault(1) ?? "").ToLowerInvariant();
}
