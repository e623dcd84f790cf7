using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY080: two or more distinct counts of different columns in one <c>agg</c>.</summary>
internal static class SeveralCountDistinct
{
    public static readonly LintRule Rule = new(
        "PY080", "several-count-distinct", Severity.Major, "every further distinct count multiplies the rows (Expand)", "Use approx_count_distinct, or size(collect_set) when the sets are small", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.GroupedData, "agg").Concat(scope.FrameCalls("agg", "select")))
        {
            var counts = call.Arguments.SelectMany(argument => scope.Module.Module.Below(argument).Prepend(argument)).OfType<CallExpression>()
                .Where(inner => scope.Module.FunctionOf(inner) is "countDistinct" or "count_distinct").Select(inner => string.Join(',', inner.Arguments.Select(scope.Text))).Distinct().Count();
            if (counts >= 2)
            {
                yield return LintScope.At(call, confidence).With("distinctCounts", counts);
            }
        }
    }
}
