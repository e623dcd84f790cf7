using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON002: a Python UDF that gets its rows by Arrow, but is still called once a row.</summary>
internal static class ArrowRowUdf
{
    public const string Id = "PYTHON002";

    public static readonly Diagnosis Diagnosis = new(Id, "Arrow-optimised row UDF: still one Python call a row", Rank.Python, Check) { Limits = [.. UdfSearch.Limits] };

    private static void Check(Inspection inspection, Report report) => UdfSearch.Report(inspection, report, Id, node => IsRowUdf(inspection, node), 0.8, (suspicion, _) =>
        suspicion.Advise("Write it with built-in functions (F.when, F.regexp_replace, F.transform, …): no Python at all.")
            .Advise("Where Python is needed, make it a pandas UDF over whole columns."));

    /// <summary>Evaluation type 101 since Spark 3.5; in 3.4 such a UDF prints 200 and only a lambda tells it from a pandas UDF.</summary>
    internal static bool IsRowUdf(Inspection inspection, PlanOperator node) => PythonNodes.IsArrowRow(node)
        || (node.Name == "ArrowEvalPython" && inspection.Settings.Version is { Major: 3, Minor: 4 } && node.Text.Contains("<lambda>", StringComparison.Ordinal));
}
