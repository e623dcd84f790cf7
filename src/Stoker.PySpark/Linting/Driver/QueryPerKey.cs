using Stoker.Findings;
using Stoker.PySpark.Flow;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY008: a loop over keys that filters one frame by each and acts.</summary>
internal static class QueryPerKey
{
    public static readonly LintRule Rule = new(
        "PY008", "query-per-key", Severity.Major, "asks the same frame once for each key", "Group by the key, or join the keys, and act once", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions)
        {
            if (action.Kind != ActionKind.Write && scope.Flow.LoopsAround(action.Call).FirstOrDefault(loop => loop.Count is null or > 2) is { } loop && LoopPatterns.IsPerKey(scope, action, loop))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence).With("loopOver", loop.Iterable is null ? "while" : scope.Short(loop.Iterable));
            }
        }
    }
}
