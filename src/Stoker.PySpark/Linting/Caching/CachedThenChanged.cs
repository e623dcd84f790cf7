using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY115: a cached variable that is overwritten at once.</summary>
internal static class CachedThenChanged
{
    public static readonly LintRule Rule = new(
        "PY115", "cached-then-changed", Severity.Info, "loses the cached frame before it is used", "Use the cached frame, or do not cache it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            if (binding is null || call.Parent is not ExpressionStatement statement || statement.Parent is null)
            {
                continue;
            }

            var usedLater = binding.Uses.Exists(use => use.Start > call.End);
            var overwritten = binding.Scope.Bindings.TryGetValue(binding.Name, out var all) && all.Exists(other => other.Site.Start > call.End && ResolvedModule.StatementOf(other.Site)?.Parent == statement.Parent);
            if (!usedLater && overwritten)
            {
                yield return LintScope.At(call, confidence).With("frame", binding.Name);
            }
        }
    }
}
