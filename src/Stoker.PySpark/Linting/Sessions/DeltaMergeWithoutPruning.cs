using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY134: a Delta merge in a loop, or without the partition column.</summary>
internal static class DeltaMergeWithoutPruning
{
    public static readonly LintRule Rule = new(
        "PY134", "delta-merge-without-pruning", Severity.Minor, "merges in a loop, each round scanning the target", "Merge once, with the partition column in the condition", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.DeltaTable, "merge"))
        {
            if (scope.Flow.LongLoopAround(call) is { } loop && LintScope.ReceiverOf(call) is { } table && !scope.Flow.Mentions(scope.Flow.RootOf(table), loop.Variables)
                && scope.Flow.RootOf(table) is var root && !ResolvedModule.Contains(loop.Node, scope.Flow.Followed(root) ?? root))
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium));
                continue;
            }

            var condition = LintScope.Argument(call, 1, "condition") is { } on ? scope.Flow.TextOf(on) : null;
            if (condition is not null && !condition.Contains(" and ", StringComparison.OrdinalIgnoreCase) && !condition.Contains(FrameFlow.Hole, StringComparison.Ordinal))
            {
                yield return LintScope.At(call, scope.CallsOn(ValueKind.DataFrameWriter, "partitionBy").Any() ? Confidence.Medium : Confidence.Low).With("condition", condition);
            }
        }
    }
}
