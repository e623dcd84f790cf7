using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY024: a UDF column that is filtered on and kept.</summary>
internal static class UdfInFilterAndOutput
{
    public static readonly LintRule Rule = new(
        "PY024", "udf-in-filter-and-output", Severity.Minor, "runs the UDF twice: for the filter and for the output", "Filter behind a barrier (cache, write), or repeat the test natively", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("filter", "where"))
        {
            if (call.Arguments is not [var condition])
            {
                continue;
            }

            foreach (var step in scope.Flow.StepsOf(LintScope.ReceiverOf(call) ?? call).TakeWhile(step => !FrameFlow.Keeping.Contains(step.Name) && step.Name is not ("select" or "groupBy" or "join")))
            {
                if (step is { Name: "withColumn", Call: { Arguments: [ConstantExpression { Text: { } column }, var value] } } && scope.Flow.UdfCallIn(value) is { } udf && UdfBodies.ReadsColumn(scope, condition, column))
                {
                    yield return LintScope.At(call, confidence).With("column", column).With("udf", scope.Short(udf.Function)) with { Related = [udf] };
                    break;
                }
            }
        }
    }
}
