using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY133: thirty or more nested replacements.</summary>
internal static class LiteralJoinAsChain
{
    public static readonly LintRule Rule = new(
        "PY133", "literal-join-as-chain", Severity.Info, "nests dozens of replacements, each a pass over the text", "Use a map literal, translate, or a join", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, confidence) in scope.FunctionCalls("regexp_replace", "replace", "translate"))
        {
            if (call.Parent is CallExpression outer && scope.Module.FunctionOf(outer) is "regexp_replace" or "replace" or "translate")
            {
                continue;
            }

            var depth = 0;
            for (PythonExpression? at = call; at is CallExpression inner && scope.Module.FunctionOf(inner) is "regexp_replace" or "replace" or "translate"; at = inner.Arguments.Count > 0 ? inner.Arguments[0] : null)
            {
                depth++;
            }

            if (depth >= ManyReplacements)
            {
                yield return LintScope.At(call, confidence).With("replacements", depth);
            }
        }
    }

    private const int ManyReplacements = 30;
}
