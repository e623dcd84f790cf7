using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY081: <c>select(c).distinct().count()</c>.</summary>
internal static class DistinctCount
{
    public static readonly LintRule Rule = new(
        "PY081", "distinct-count", Severity.Info, "counts distinct values in two steps", "Use agg(countDistinct), when the column has no nulls", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count))
        {
            if (action.Frame is CallExpression distinct && LintScope.NameOf(distinct) == "distinct" && LintScope.ReceiverOf(distinct) is CallExpression { Arguments: [not StarredExpression] } select && LintScope.NameOf(select) == "select")
            {
                yield return LintScope.At(action.Call, action.Type.Confidence);
            }
        }
    }
}
