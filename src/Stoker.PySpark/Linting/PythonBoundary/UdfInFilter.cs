using Stoker.Findings;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY022: a UDF inside a filter.</summary>
internal static class UdfInFilter
{
    public static readonly LintRule Rule = new(
        "PY022", "udf-in-filter", Severity.Major, "filters with a Python UDF, so that every row is read and sent to Python first", "Filter natively first, or express the test with native functions", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("filter", "where"))
        {
            if (call.Arguments is [var condition] && scope.Flow.UdfCallIn(condition) is { } udf)
            {
                yield return LintScope.At(udf, LintScope.Min(confidence, scope.Module.ValueOf(udf).Confidence)).With("udf", scope.Short(udf.Function));
            }
        }
    }
}
