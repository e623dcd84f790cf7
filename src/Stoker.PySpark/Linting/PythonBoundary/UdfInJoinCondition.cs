using Stoker.Findings;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY023: a UDF in the condition of a join.</summary>
internal static class UdfInJoinCondition
{
    public static readonly LintRule Rule = new(
        "PY023", "udf-in-join-condition", Severity.Major, "joins on a Python UDF, so that every pair of rows is tried", "Compute the UDF as a column of one side first, and join on that column", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("join"))
        {
            if (LintScope.Argument(call, 1, "on") is { } condition && scope.Flow.UdfCallIn(condition) is { } udf)
            {
                yield return LintScope.At(udf, confidence).With("udf", scope.Short(udf.Function));
            }
        }
    }
}
