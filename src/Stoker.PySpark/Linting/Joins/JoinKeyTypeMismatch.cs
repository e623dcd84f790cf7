using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY059: declared types that differ across a join.</summary>
internal static class JoinKeyTypeMismatch
{
    public static readonly LintRule Rule = new(
        "PY059", "join-key-type-mismatch", Severity.Minor, "casts a join key for every row because the types differ", "Give both sides the same type at the source", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            if (call.Arguments is [var other, ..] && LintScope.Argument(call, 1, "on") is ConstantExpression { Text: { } key }
                && DeclaredSchemas.TypeOf(scope, receiver, key) is { } left && DeclaredSchemas.TypeOf(scope, other, key) is { } right && DeclaredSchemas.AreOfDifferentFamilies(left, right))
            {
                yield return LintScope.At(call, confidence).With("key", key).With("leftType", left).With("rightType", right);
            }
        }
    }
}
