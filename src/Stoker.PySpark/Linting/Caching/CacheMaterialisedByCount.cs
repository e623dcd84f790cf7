using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY113: <c>cache()</c> followed by a bare <c>count()</c>.</summary>
internal static class CacheMaterialisedByCount
{
    public static readonly LintRule Rule = new(
        "PY113", "cache-materialised-by-count", Severity.Info, "counts only to fill a cache", "Let the first real action fill it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count && action.Call.Parent is ExpressionStatement))
        {
            var cached = scope.Flow.StepsOf(action.Frame).FirstOrDefault() is { Name: "cache" or "persist" }
                || (action.Frame is NameExpression name && scope.Flow.SingleBinding(name) is { } binding && CacheFacts.IsKept(scope, binding));
            var isTiming = scope.Module.Module.Source.Text.Text.Contains("perf_counter", StringComparison.Ordinal) || scope.Module.Module.Source.Text.Text.Contains("time.time()", StringComparison.Ordinal);
            if (cached && !isTiming)
            {
                yield return LintScope.At(action.Call, action.Type.Confidence);
            }
        }
    }
}
