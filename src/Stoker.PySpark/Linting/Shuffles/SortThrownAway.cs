using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY074: <c>orderBy</c> in front of a step that loses the order.</summary>
internal static class SortThrownAway
{
    public static readonly LintRule Rule = new(
        "PY074", "sort-thrown-away", Severity.Minor, "sorts rows whose order the next step throws away", "Delete the sort", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("groupBy", "groupby", "join", "distinct", "repartition", "repartitionByRange", "count", "dropDuplicates", "union"))
        {
            if (receiver is CallExpression sort && LintScope.NameOf(sort) is "orderBy" or "sort" && scope.Module.Is(LintScope.ReceiverOf(sort) ?? sort, ValueKind.DataFrame) && !(LintScope.NameOf(call) is "groupBy" or "groupby" && UsesOrder(scope, call))
                && LintScope.NameOf(call) is not ("dropDuplicates" or "union"))
            {
                yield return LintScope.At(sort, confidence).With("before", LintScope.NameOf(call)) with { Fix = Edits.RemoveCall(scope, sort, "delete the sort", FixSafety.Unsafe) };
            }
        }
    }

    /// <summary>Aggregates that people expect to see rows in order; PY075 speaks of them.</summary>
    private static bool UsesOrder(LintScope scope, CallExpression group) =>
        ResolvedModule.StatementOf(group) is { } statement
        && scope.Module.Module.Below(statement).OfType<CallExpression>().Any(call => scope.Module.FunctionOf(call) is "first" or "last" or "collect_list" or "collect_set");
}
