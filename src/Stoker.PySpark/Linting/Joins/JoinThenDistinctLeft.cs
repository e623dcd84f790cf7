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
                yield return LintScope.At(call, confidence) with { Related = [join], Fix = Fix(scope, call, join) };
            }
        }
    }

    /// <summary>Duplicates that an inner join makes are removed by the distinct, so that asking only whether there is a match gives the same rows.</summary>
    private static LintFix? Fix(LintScope scope, CallExpression distinct, CallExpression join)
    {
        if (distinct.Arguments.Count + distinct.Keywords.Count > 0 || LintScope.IsFormatted(join) || LintScope.Argument(join, 1, "on") is not { } on)
        {
            return null;
        }

        const string Title = "ask for a match with left_semi";
        return LintScope.Argument(join, 2, "how") is { } how
            ? scope.Fix(Title, FixSafety.Safe, new TextEdit(how.Start, how.End, "\"left_semi\""))
            : scope.Fix(Title, FixSafety.Safe, new TextEdit(on.End, on.End, join.Arguments.Contains(on) ? ", \"left_semi\"" : ", how=\"left_semi\""));
    }

    private static bool IsOf(PythonExpression column, string frame) => column switch
    {
        AttributeExpression { Value: NameExpression owner } => owner.Name == frame,
        SubscriptExpression { Value: NameExpression owner } => owner.Name == frame,
        _ => false,
    };
}
