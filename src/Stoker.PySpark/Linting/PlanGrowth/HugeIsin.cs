using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY049: <c>isin</c> of very many values.</summary>
internal static class HugeIsin
{
    public static readonly LintRule Rule = new(
        "PY049", "huge-isin", Severity.Minor, "puts thousands of literals into the plan", "Join with left_semi against a small frame", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Column, "isin"))
        {
            foreach (var argument in call.Arguments)
            {
                var values = argument is StarredExpression starred ? starred.Value : argument;
                if (scope.Flow.ItemsOf(values) is { Count: > ManyValues } items)
                {
                    yield return LintScope.At(call, LintScope.Min(confidence, Confidence.High)).With("values", items.Count);
                }
                else if (IsFileContent(scope, values, 0))
                {
                    yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium)).With("valuesFrom", scope.Short(values));
                }
            }
        }
    }

    /// <summary>Up to this many the plan's text stays small; the lookup itself is a hash set at any size.</summary>
    private const int ManyValues = 1_000;

    private static bool IsFileContent(LintScope scope, PythonExpression values, int depth) =>
        scope.Module.Module.Below(values).Prepend(values).OfType<CallExpression>().Any(call => ExternalCalls.QualifiedName(scope, call) is "open" or "json.load" or "pandas.read_csv" or "pandas.read_excel")
        || (depth < 3 && scope.Flow.Followed(values) is { } source && IsFileContent(scope, source, depth + 1));
}
