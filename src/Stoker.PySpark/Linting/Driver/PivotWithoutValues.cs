using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY019: <c>pivot</c> without its values.</summary>
internal static class PivotWithoutValues
{
    public static readonly LintRule Rule = new(
        "PY019", "collect-distinct-for-pivot", Severity.Info, "pivot without values runs an extra job to find them", "Give pivot the list of values", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.GroupedData, "pivot"))
        {
            if (LintScope.Argument(call, 1, "values") is null or ConstantExpression { Kind: ConstantKind.None })
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
