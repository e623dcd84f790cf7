using Stoker.Diagnoses.Pricing;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON001: a Python UDF that gets its rows pickled, one by one.</summary>
internal static class PickledUdf
{
    public const string Id = "PYTHON001";

    public static readonly Diagnosis Diagnosis = new(Id, "Row-at-a-time Python UDF (pickle)", Rank.Python, Check) { Limits = [.. UdfSearch.Limits] };

    private static void Check(Inspection inspection, Report report) =>
        UdfSearch.Report(inspection, report, Id, node => node.Name is "BatchEvalPython" or "BatchEvalPythonUDTF", 0.8, (suspicion, node) =>
        {
            suspicion.Advise("Write it with built-in functions (F.when, F.regexp_replace, F.transform, …): no Python at all.")
                .Advise("Where Python is needed, make it a pandas UDF over whole columns.")
                .Advise(inspection.Settings.Change("spark.sql.execution.pythonUDF.arrow.enabled", "true", "Send rows by Arrow instead of pickle.", node.Plan.Execution, "Type coercion differs in corner cases."));
        });
}
