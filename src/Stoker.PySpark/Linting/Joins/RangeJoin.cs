using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY057: a join condition without any equality.</summary>
internal static class RangeJoin
{
    public static readonly LintRule Rule = new(
        "PY057", "range-join", Severity.Major, "joins on inequalities alone, so that every pair of rows is tried", "Add an equality: a bucket of the range as a key, or union and window for as-of joins", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("join"))
        {
            if (JoinConditions.Of(scope, call) is { } condition && scope.Module.Is(condition, ValueKind.Column) && condition is not BinaryExpression { Operator: BinaryOperator.BitOr })
            {
                var conjuncts = JoinConditions.Conjuncts(condition).ToList();
                if (conjuncts.Exists(JoinConditions.IsInequality) && conjuncts.TrueForAll(JoinConditions.IsInequality))
                {
                    yield return LintScope.At(condition, confidence).With("condition", scope.Short(condition));
                }
            }
        }
    }
}
