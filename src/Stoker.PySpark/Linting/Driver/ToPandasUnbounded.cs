using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY002: <c>toPandas()</c> or <c>toArrow()</c> without a bound.</summary>
internal static class ToPandasUnbounded
{
    public static readonly LintRule Rule = new(
        "PY002", "topandas-unbounded", Severity.Major, "every row is turned into pandas or Arrow on the driver", "Aggregate or limit before toPandas(), or stay in Spark", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Name is "toPandas" or "toArrow"))
        {
            if (!LenOfCollect.IsOnlyCounted(scope, action) && !scope.Flow.IsBounded(action.Frame))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence).With("frame", scope.Short(action.Frame));
            }
        }
    }
}
