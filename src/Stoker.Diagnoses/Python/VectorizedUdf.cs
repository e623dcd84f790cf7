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
        (suspicion, node) =>
        {
            suspicion.MostSeverity = Severity.Major;
            suspicion.Advise(NativeFor(node.Name))
                .Advise("Pass only the columns that the function needs, and do all of it in one function.");
        });

    /// <summary>What takes the place of the function, by what calls it.</summary>
    private static string NativeFor(string name) => name switch
    {
        "FlatMapGroupsInPandas" or "FlatMapGroupsInArrow" => "Do per group what built-in functions can, groupBy().agg(…) or a window over the key, in place of applyInPandas: each group is a call of Python with frames of its own.",
        "FlatMapCoGroupsInPandas" or "FlatMapCoGroupsInArrow" => "Join the two sides and use built-in functions, in place of cogroup().applyInPandas: each pair of groups is a call of Python with frames of its own.",
        "AggregateInPandas" or "ArrowAggregatePython" => "Aggregate with built-in functions (F.median, F.percentile_approx, F.stddev, F.corr, …): they combine before the shuffle, and need no copy to Python.",
        "WindowInPandas" or "ArrowWindowPython" => "Use a built-in function over the window (F.avg, F.sum, F.lag, …): no copy of each window to Python.",
        _ => "Use built-in functions if the body allows it; they need no copy to Python and are compiled.",
    };
}
