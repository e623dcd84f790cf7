using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY048: more than a hundred <c>when</c> branches.</summary>
internal static class CaseLadder
{
    public static readonly LintRule Rule = new(
        "PY048", "case-ladder", Severity.Info, "a ladder of hundreds of branches outgrows generated code", "Use a map literal or join with a small frame", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.CallsOf("when"))
        {
            if (call.Parent is AttributeExpression { Name: "when" })
            {
                continue;
            }

            var branches = 0;
            for (PythonExpression? at = call; at is CallExpression && LintScope.NameOf(at) == "when"; at = LintScope.ReceiverOf(at))
            {
                branches++;
            }

            if (branches > MostBranches && scope.Module.ValueOf(call) is { Kind: ValueKind.Column } value)
            {
                yield return LintScope.At(call, value.Confidence).With("branches", branches);
            }
        }
    }

    /// <summary>Near this size a method of generated code passes what the JIT compiles (8,000 bytes of bytecode).</summary>
    private const int MostBranches = 100;
}
