using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY045: a loop-carried frame that is joined or aggregated again in each round.</summary>
internal static class GrowingLineage
{
    public static readonly LintRule Rule = new(
        "PY045", "growing-lineage", Severity.Major, "the plan grows with every round, and so does the time to analyse and run it", "Cut the lineage every few rounds: localCheckpoint, checkpoint, or write and read", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var assign in scope.Nodes.OfType<AssignStatement>())
        {
            if (scope.Flow.LongLoopAround(assign) is { } loop && assign.Value is CallExpression call && scope.Module.ValueOf(call) is { Kind: ValueKind.DataFrame } value
                && CarriedChains.WideStep(scope, assign, loop) is { } step && !CarriedChains.IsJoinOfParts(scope, assign, loop) && !CarriedChains.IsCut(scope, assign.Targets[0], loop))
            {
                yield return LintScope.At(call, value.Confidence).With("frame", scope.Text(assign.Targets[0])).With("step", step);
            }
        }
    }
}
