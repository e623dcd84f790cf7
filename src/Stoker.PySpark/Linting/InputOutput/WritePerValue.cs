using Stoker.Findings;
using Stoker.PySpark.Flow;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY099: a loop that filters by a value and writes to a path made of it.</summary>
internal static class WritePerValue
{
    public static readonly LintRule Rule = new(
        "PY099", "write-per-value", Severity.Major, "filters and writes the same frame once for each value", "Write once with partitionBy", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write))
        {
            if (scope.Flow.LoopsAround(action.Call).FirstOrDefault(loop => loop.Count is null or > 2) is { Iterable: not null } loop && LoopPatterns.IsPerKey(scope, action, loop))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence).With("loopOver", scope.Short(loop.Iterable));
            }
        }
    }
}
