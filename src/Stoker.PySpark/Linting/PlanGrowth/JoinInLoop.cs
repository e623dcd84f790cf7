using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY046: <c>acc = acc.join(part, key)</c> in a loop.</summary>
internal static class JoinInLoop
{
    public static readonly LintRule Rule = new(
        "PY046", "join-in-loop", Severity.Minor, "adds one join to the plan in every round", "Stack the parts and join once, or bucket them on the key", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var assign in scope.Nodes.OfType<AssignStatement>())
        {
            if (scope.Flow.LongLoopAround(assign) is { } loop && scope.Module.ValueOf(assign.Value) is { Kind: ValueKind.DataFrame } value && CarriedChains.WideStep(scope, assign, loop) is not null
                && CarriedChains.IsJoinOfParts(scope, assign, loop) && !CarriedChains.IsCut(scope, assign.Targets[0], loop))
            {
                yield return LintScope.At(assign.Value, value.Confidence).With("frame", scope.Text(assign.Targets[0]));
            }
        }
    }
}
