using Stoker.Findings;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY043: <c>reduce</c> of <c>withColumn</c>.</summary>
internal static class ReduceWithWithColumn
{
    public static readonly LintRule Rule = new(
        "PY043", "reduce-with-withcolumn", Severity.Major, "reduce over withColumn analyses the whole plan again for every column", "Build the expressions in a dict and apply one withColumns", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var reduce in ColumnLoops.Reduces(scope))
        {
            if (LintScope.NameOf(reduce.Body) is "withColumn" or "transform")
            {
                yield return LintScope.At(reduce.Call, reduce.Confidence) with { Fix = ColumnLoops.FixReduce(scope, reduce.Call, reduce.Body) };
            }
        }

        foreach (var (call, _, confidence) in scope.FrameCalls("transform"))
        {
            if (scope.Flow.LongLoopAround(call) is { } loop && LoopPatterns.CarriedName(scope, call, loop) is not null)
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium));
            }
        }
    }
}
