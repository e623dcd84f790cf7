using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY063: a left join followed by a null test of the right key.</summary>
internal static class LeftJoinNullFilter
{
    public static readonly LintRule Rule = new(
        "PY063", "left-join-null-filter", Severity.Minor, "joins and then keeps what did not match; Spark does not turn it into an anti join", "Use left_anti", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("filter", "where"))
        {
            if (receiver is not CallExpression join || LintScope.NameOf(join) != "join" || LintScope.Argument(join, 2, "how") is not ConstantExpression { Text: "left" or "leftouter" or "left_outer" } how
                || JoinConditions.Of(scope, join) is not CompareExpression { Operators: [ComparisonOperator.Equal] } on
                || call.Arguments is not [CallExpression { Function: AttributeExpression { Name: "isNull", Value: var tested } }] || join.Arguments is not [NameExpression right, ..])
            {
                continue;
            }

            var key = scope.Text(tested);
            var isRightKey = (scope.Text(on.Left) == key || scope.Text(on.Comparators[0]) == key) && RootName(tested) == right.Name;
            if (isRightKey)
            {
                var onlyLeft = LintScope.ReceiverOf(join) is NameExpression left && call.Parent is AttributeExpression { Name: "select", Parent: CallExpression { Arguments: [SubscriptExpression { Value: NameExpression kept, Key: ConstantExpression { Text: "*" } }] } } && kept.Name == left.Name;
                var fix = onlyLeft ? scope.Fix("make it an anti join", FixSafety.Safe, new TextEdit(how.Start, how.End, "\"left_anti\""), new TextEdit(join.End, call.End, "")) : null;
                yield return LintScope.At(call, confidence).With("key", key) with { Fix = fix };
            }
        }
    }

    private static string? RootName(PythonExpression column) => column switch
    {
        AttributeExpression { Value: NameExpression owner } => owner.Name,
        SubscriptExpression { Value: NameExpression owner } => owner.Name,
        _ => null,
    };
}
