using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY065: <c>fillna</c> of the key before a join on it.</summary>
internal static class SameKeyNullStorm
{
    public static readonly LintRule Rule = new(
        "PY065", "same-key-null-storm", Severity.Minor, "gives all null keys one value and joins on it, so that they meet in one task", "Filter nulls before an inner join, or salt them", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            if (JoinConditions.KeyNames(scope, call) is not { Count: > 0 } keys)
            {
                continue;
            }

            var filled = scope.Flow.StepsOf(receiver).TakeWhile(step => !FrameFlow.Wide.Contains(step.Name)).FirstOrDefault(step => step is { Name: "fillna", Call: { } fill }
                && LintScope.Argument(fill, 1, "subset") is { } subset && (scope.Flow.ItemsOf(subset) ?? [subset]).Any(column => column is ConstantExpression { Text: { } name } && keys.Contains(name)));
            if (filled is not null)
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium)) with { Related = [filled.Node] };
            }
        }
    }
}
