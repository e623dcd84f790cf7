using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY086: the same frame grouped by another key in every round.</summary>
internal static class GroupByRollupLoop
{
    public static readonly LintRule Rule = new(
        "PY086", "groupby-rollup-loop", Severity.Minor, "scans a frame once for every set of keys", "Use cube, rollup or grouping sets", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("groupBy", "groupby"))
        {
            if (scope.Flow.LongLoopAround(call) is { Variables.Count: > 0, Iterable: not null } loop && LoopPatterns.IsSameFrameEachRound(scope, receiver, loop) && call.Arguments.Count > 0
                && call.Arguments.All(key => scope.Flow.Mentions(key, loop.Variables)) && IsCollected(call))
            {
                yield return LintScope.At(call, confidence).With("loopOver", scope.Short(loop.Iterable));
            }
        }
    }

    /// <summary>Whether the grouped frame goes into a list: appended, or the element of a comprehension. Acting on each is PY007's.</summary>
    private static bool IsCollected(CallExpression group)
    {
        PythonNode at = group;
        while (at.Parent is AttributeExpression or CallExpression { Function: AttributeExpression } && !(at.Parent is CallExpression call && call.Arguments.Contains(at)))
        {
            at = at.Parent;
        }

        return at.Parent is ListComprehension or GeneratorExpression || LintScope.NameOf(at.Parent as CallExpression) is "append" or "union" or "unionByName";
    }
}
