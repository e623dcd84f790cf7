using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY079: <c>distinct</c> before an aggregate that duplicates cannot change.</summary>
internal static class DistinctNextToGroupBy
{
    public static readonly LintRule Rule = new(
        "PY079", "distinct-next-to-groupby", Severity.Minor, "removes duplicates that max and min do not see", "Delete the distinct", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.GroupedData, "agg", "max", "min"))
        {
            if (receiver is not CallExpression group || LintScope.ReceiverOf(group) is not CallExpression distinct || LintScope.NameOf(distinct) != "distinct" || distinct.Arguments.Count > 0)
            {
                continue;
            }

            var immune = LintScope.NameOf(call) != "agg" || (call.Arguments.Count > 0 && call.Arguments.All(aggregate => scope.Module.FunctionOf(Unaliased(aggregate)) is "max" or "min" or "collect_set" or "countDistinct" or "count_distinct" or "approx_count_distinct"));
            if (immune)
            {
                yield return LintScope.At(distinct, confidence) with { Fix = Edits.RemoveCall(scope, distinct, "delete the distinct", FixSafety.Safe) };
            }
        }
    }

    private static PythonExpression Unaliased(PythonExpression aggregate) => LintScope.NameOf(aggregate) is "alias" or "name" && LintScope.ReceiverOf(aggregate) is { } inner ? inner : aggregate;
}
