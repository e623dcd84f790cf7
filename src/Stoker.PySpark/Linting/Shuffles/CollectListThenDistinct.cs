using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY083: <c>array_distinct(collect_list(…))</c>.</summary>
internal static class CollectListThenDistinct
{
    public static readonly LintRule Rule = new(
        "PY083", "collect-list-then-distinct", Severity.Info, "collects duplicates to remove them", "Use collect_set; the order of its values differs", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, confidence) in scope.FunctionCalls("array_distinct"))
        {
            if (call.Arguments is [CallExpression inner] && scope.Module.FunctionOf(inner) == "collect_list")
            {
                var name = inner.Function is AttributeExpression member ? scope.Text(member.Value) + ".collect_set" : null;
                var fix = name is null || inner.Arguments.Count != 1 ? null : scope.Fix("collect a set", FixSafety.Unsafe, new TextEdit(call.Start, call.End, $"{name}({scope.Text(inner.Arguments[0])})"));
                yield return LintScope.At(call, confidence) with { Fix = fix };
            }
        }
    }
}
