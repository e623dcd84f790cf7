using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY062: a join used as an existence test.</summary>
internal static class JoinThenDistinctLeft
{
    public static readonly LintRule Rule = new(
        "PY062", "join-then-distinct-left", Severity.Minor, "joins, keeps the left columns only, and removes the duplicates that the join made", "Use left_semi, when the left rows are unique", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("distinct", "dropDuplicates", "drop_duplicates"))
        {
            if (scope.Flow.StepsOf(call).Skip(1).Take(2).ToList() is not [{ Name: "select", Call: { } select }, { Name: "join", Call: { } join } step])
            {
                continue;
            }

            var isInner = LintScope.Argument(join, 2, "how") is null or ConstantExpression { Text: "inner" };
            if (isInner && step.Receiver is NameExpression left && select.Arguments.Count > 0 && select.Arguments.All(column => IsOf(column, left.Name)))
            {
                yield return LintScope.At(call, confidence) with { Related = [join] };
            }
        }
    }

    private static bool IsOf(PythonExpression column, string frame) => column switch
    {
        AttributeExpression { Value: NameExpression owner } => owner.Name == frame,
        SubscriptExpression { Value: NameExpression owner } => owner.Name == frame,
        _ => false,
    };
}
