using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY056: a join condition whose top is <c>|</c>.</summary>
internal static class OrInJoin
{
    public static readonly LintRule Rule = new(
        "PY056", "or-in-join", Severity.Major, "joins on alternatives, so that no key can be hashed and every pair is tried", "Union two joins, one for each alternative, and remove duplicates by a key", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("join"))
        {
            if (JoinConditions.Of(scope, call) is { } condition && condition is BinaryExpression { Operator: BinaryOperator.BitOr } && scope.Module.Is(condition, ValueKind.Column)
                && !JoinConditions.Conjuncts(condition).Any(JoinConditions.IsEquality))
            {
                yield return LintScope.At(condition, confidence);
            }
        }
    }
}
