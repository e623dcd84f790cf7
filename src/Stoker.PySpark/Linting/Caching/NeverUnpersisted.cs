using Stoker.Findings;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY111: a frame cached in a loop and never released.</summary>
internal static class NeverUnpersisted
{
    public static readonly LintRule Rule = new(
        "PY111", "never-unpersisted", Severity.Info, "keeps a cache of every round or call until the application ends", "unpersist() it after its last use", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            var inLoop = scope.Flow.LongLoopAround(call) is not null;
            if (binding is null || !inLoop || scope.Flow.Escapes(binding))
            {
                continue;
            }

            var released = scope.Module.CallsOf("unpersist").Any(other => scope.Module.FunctionAround(other) == scope.Module.FunctionAround(call)) || scope.Module.CallsOf("clearCache").Any();
            if (!released)
            {
                yield return LintScope.At(call, confidence).With("frame", binding.Name);
            }
        }
    }
}
