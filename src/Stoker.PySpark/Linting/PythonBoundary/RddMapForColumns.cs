using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY027: <c>df.rdd.map(…)</c> turned into a frame again.</summary>
internal static class RddMapForColumns
{
    public static readonly LintRule Rule = new(
        "PY027", "rdd-map-for-columns", Severity.Major, "leaves the DataFrame for Python rows and comes back", "Express the change with columns", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.Rdd, "toDF"))
        {
            if (RowWork(scope, receiver) is { } work && !scope.Flow.IsBounded(receiver))
            {
                yield return LintScope.At(call, confidence).With("through", work.Name);
            }
        }

        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "createDataFrame").Concat(scope.CallsOn(ValueKind.SqlContext, "createDataFrame")))
        {
            if (call.Arguments is [var rdd, ..] && scope.Module.Is(rdd, ValueKind.Rdd) && RowWork(scope, rdd) is { } work && !scope.Flow.IsBounded(rdd))
            {
                yield return LintScope.At(call, confidence).With("through", work.Name);
            }
        }
    }

    /// <summary>The row-wise step on the RDD of a DataFrame, or absent when the RDD comes from elsewhere.</summary>
    private static FrameStep? RowWork(LintScope scope, PythonExpression rdd)
    {
        FrameStep? work = null;
        foreach (var step in scope.Flow.StepsOf(rdd))
        {
            // A dense number for each row has no twin among columns.
            if (step.Name is "zipWithIndex")
            {
                return null;
            }

            if (step.Name == "rdd")
            {
                return scope.Module.Is(step.Receiver, ValueKind.DataFrame) ? work : null;
            }

            work = step.Name is "map" or "flatMap" or "filter" or "mapPartitions" ? step : work;
        }

        return null;
    }
}
