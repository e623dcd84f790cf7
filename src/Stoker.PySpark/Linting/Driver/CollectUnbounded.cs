using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY001: <c>collect()</c> on a frame whose chain has no bound.</summary>
internal static class CollectUnbounded
{
    public static readonly LintRule Rule = new(
        "PY001", "collect-unbounded", Severity.Major, "collect() brings every row to the driver", "Aggregate, limit or write in Spark; bring only what the driver needs", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Name == "collect"))
        {
            // PY003 and PY006 have a fix for these two shapes.
            var isIndexed = action.Call.Parent is SubscriptExpression { Key: ConstantExpression { Integer: >= 0 } };
            if (!isIndexed && !LenOfCollect.IsOnlyCounted(scope, action) && !scope.Flow.IsBounded(action.Frame))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence).With("frame", scope.Short(action.Frame));
            }
        }
    }
}
