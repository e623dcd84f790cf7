using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY084: <c>size(collect_list(…))</c>.</summary>
internal static class CollectListForSize
{
    public static readonly LintRule Rule = new(
        "PY084", "collect-list-for-size", Severity.Minor, "collects values only to count them", "Use count, or countDistinct for a set", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, confidence) in scope.FunctionCalls("size", "array_size", "cardinality"))
        {
            if (call.Arguments is not [CallExpression inner] || scope.Module.FunctionOf(inner) is not ("collect_list" or "collect_set") || inner.Arguments.Count != 1)
            {
                continue;
            }

            var replacement = scope.Module.FunctionOf(inner) == "collect_list" ? "count" : "countDistinct";
            var fix = inner.Function is AttributeExpression member ? scope.Fix("count instead", FixSafety.Unsafe, new TextEdit(call.Start, call.End, $"{scope.Text(member.Value)}.{replacement}({scope.Text(inner.Arguments[0])})")) : null;
            yield return LintScope.At(call, confidence) with { Fix = fix };
        }
    }
}
