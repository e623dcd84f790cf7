using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY037: driver data turned into an RDD or frame.</summary>
internal static class ParallelizeBulk
{
    public static readonly LintRule Rule = new(
        "PY037", "parallelize-bulk", Severity.Minor, "ships bulk data from the driver with the tasks", "Read it with a reader, so that executors load it themselves", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkContext, "parallelize").Concat(scope.CallsOn(ValueKind.SparkSession, "createDataFrame")))
        {
            if (call.Arguments is [var data, ..] && BulkSource(scope, data, 0) is { } source)
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium)).With("source", scope.Short(source));
            }
        }
    }

    private const long LargeRange = 100_000;

    private static CallExpression? BulkSource(LintScope scope, PythonExpression data, int depth)
    {
        if (depth > 3)
        {
            return null;
        }

        if (data is CallExpression call)
        {
            var isRange = call is { Function: NameExpression { Name: "range" }, Arguments: [.., ConstantExpression { Integer: > LargeRange }] };
            var isFile = LintScope.NameOf(call) is "readlines" or "read" && LintScope.ReceiverOf(call) is { } file && scope.Module.Module.Below(call).OfType<CallExpression>().Any(inner => LintScope.NameOf(inner) == "open") && file is not null;
            var isPandas = LintScope.NameOf(call) == "toPandas" && scope.Flow.ActionAt(call) is not null;
            return isRange || isFile || isPandas ? call : LintScope.NameOf(call) is "list" or "splitlines" or "split" && (call.Arguments is [var first, ..] ? first : LintScope.ReceiverOf(call)) is { } inner2 ? BulkSource(scope, inner2, depth + 1) : null;
        }

        return scope.Flow.Followed(data) is { } followed ? BulkSource(scope, followed, depth + 1) : null;
    }
}
