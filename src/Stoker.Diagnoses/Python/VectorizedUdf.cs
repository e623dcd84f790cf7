using Stoker.Diagnoses.Pricing;
using Stoker.Findings;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON003: a vectorised Python UDF on the hot path.</summary>
internal static class VectorizedUdf
{
    public const string Id = "PYTHON003";

    public static readonly Diagnosis Diagnosis = new(Id, "Vectorised Python UDF on the hot path", Rank.Python, Check) { Limits = [.. UdfSearch.Limits] };

    private static void Check(Inspection inspection, Report report) => UdfSearch.Report(
        inspection,
        report,
        Id,
        node => node.Name is not "BatchEvalPython" and not "BatchEvalPythonUDTF" && !ArrowRowUdf.IsRowUdf(inspection, node),
        0.75,
        (suspicion, _) =>
        {
            suspicion.MostSeverity = Severity.Major;
            suspicion.Advise("Use built-in functions if the body allows it; they need no copy to Python and are compiled.")
                .Advise("Pass only the columns that the function needs, and do all of it in one function.");
        });
}
