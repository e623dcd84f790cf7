using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY011: <c>show</c>, <c>display</c>, <c>explain</c> or <c>printSchema</c> left in a module.</summary>
internal static class InspectionLeftInJob
{
    public static readonly LintRule Rule = new(
        "PY011", "inspection-left-in-job", Severity.Info, "prints rows or plans in a job that nobody watches", "Remove it, or keep it behind a debug switch", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        if (scope.IsNotebook)
        {
            yield break;
        }

        foreach (var (call, _, confidence) in scope.FrameCalls("show", "display", "explain", "printSchema"))
        {
            if (call.Parent is ExpressionStatement statement && !IsDebug(call))
            {
                yield return LintScope.At(call, confidence) with { Fix = Edits.Remove(scope, statement, "remove it", FixSafety.Unsafe) };
            }
        }

        foreach (var call in scope.Module.PlainCallsOf("display"))
        {
            if (call.Arguments is [var shown, ..] && scope.Module.ValueOf(shown) is { Kind: ValueKind.DataFrame } value && call.Parent is ExpressionStatement statement)
            {
                yield return LintScope.At(call, value.Confidence) with { Fix = Edits.Remove(scope, statement, "remove it", FixSafety.Unsafe) };
            }
        }
    }

    private static bool IsDebug(PythonNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around is IfStatement { Test: NameExpression { Name: "__debug__" } } or IfStatement { Test: NameExpression { Name: "debug" or "DEBUG" or "verbose" or "VERBOSE" } }
                or IfStatement { Test: AttributeExpression { Name: "debug" or "DEBUG" or "verbose" } })
            {
                return true;
            }
        }

        return false;
    }
}
