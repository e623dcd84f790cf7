using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY058: a function of a column in a join's equality.</summary>
internal static class FunctionOnJoinKey
{
    public static readonly LintRule Rule = new(
        "PY058", "function-on-join-key", Severity.Minor, "computes the join key inside the condition, for both sides and every time", "Project the key once, or store it so", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("join"))
        {
            if (JoinConditions.Of(scope, call) is not { } condition)
            {
                continue;
            }

            foreach (var conjunct in JoinConditions.Conjuncts(condition).OfType<CompareExpression>().Where(JoinConditions.IsEquality))
            {
                if (Work(scope, conjunct.Left) is { } work || Work(scope, conjunct.Comparators[0]) is { } right && (work = right) is not null)
                {
                    yield return LintScope.At(conjunct, confidence).With("function", work);
                }
            }
        }
    }

    private static readonly HashSet<string> KeyFunctions = ["lower", "upper", "trim", "ltrim", "rtrim", "date_trunc", "trunc", "to_date", "substring", "substr", "concat", "concat_ws", "regexp_replace", "regexp_extract", "lpad", "rpad", "date_format", "cast", "year", "month", "split", "md5", "sha2"];

    private static string? Work(LintScope scope, PythonExpression side) =>
        side is CallExpression call && (scope.Module.FunctionOf(call) ?? (scope.Module.Is(LintScope.ReceiverOf(call) ?? call, ValueKind.Column) ? LintScope.NameOf(call) : null)) is { } name && KeyFunctions.Contains(name)
        && !IsLiteral(scope, call) ? name : null;

    private static bool IsLiteral(LintScope scope, CallExpression call) => call.Arguments.Count > 0 && call.Arguments.All(argument => argument is CallExpression inner && scope.Module.FunctionOf(inner) == "lit");
}
