using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY110: a cached frame with at most one action.</summary>
internal static class CacheUsedOnce
{
    public static readonly LintRule Rule = new(
        "PY110", "cache-used-once", Severity.Minor, "caches a frame that is used once", "Remove the cache", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            if (binding is null || binding.Scope.Node is PythonModule && scope.IsNotebook || scope.Flow.Escapes(binding) || scope.Flow.LoopsAround(call).Any(loop => loop.IsLong))
            {
                continue;
            }

            var actions = scope.Flow.ActionsOn(binding).Where(action => action.Call.Start > call.Start).ToList();
            var repeated = actions.Exists(action => scope.Flow.LoopsAround(action.Call).Any(loop => !ResolvedModule.Contains(loop.Node, call)));
            // A frame that is joined with or united to itself is read twice by one action.
            var reads = binding.Uses.Count(use => use.Start > call.End && use.Parent is not AttributeExpression { Name: "unpersist" or "count" or "is_cached" or "columns" or "schema" or "printSchema" });
            if (actions.Count <= 1 && !repeated && (actions.Count == 1 || reads == 0) && reads <= 1 && !IsTempView(binding))
            {
                yield return LintScope.At(call, confidence).With("actions", actions.Count) with { Fix = FixFor(scope, call) };
            }
        }
    }

    private static bool IsTempView(Binding binding) => binding.Uses.Exists(use => use.Parent is AttributeExpression { Name: "createOrReplaceTempView" or "createTempView" or "registerTempTable" or "createOrReplaceGlobalTempView" });

    private static LintFix? FixFor(LintScope scope, CallExpression call) =>
        call.Parent is ExpressionStatement statement && LintScope.ReceiverOf(call) is NameExpression ? Edits.Remove(scope, statement, "remove the cache", FixSafety.Safe)
        : call.Parent is AssignStatement or AttributeExpression ? Edits.RemoveCall(scope, call, "remove the cache", FixSafety.Safe) : null;
}
