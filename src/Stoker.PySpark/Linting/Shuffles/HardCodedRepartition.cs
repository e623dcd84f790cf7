using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY072: <c>repartition</c> with a literal that no write follows.</summary>
internal static class HardCodedRepartition
{
    public static readonly LintRule Rule = new(
        "PY072", "hard-coded-repartition", Severity.Info, "fixes a number of partitions that fits one data size only", "Let AQE choose, take the number from configuration, or use the REBALANCE hint", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("repartition"))
        {
            var isWritten = scope.Flow.Actions.Any(action => action.Kind == ActionKind.Write && scope.Flow.StepsOf(action.Frame).Any(step => step.Node == call));
            if (call.Arguments is [ConstantExpression { Integer: > 1 and var count }, ..] && !isWritten && scope.Flow.Actions.Any(action => scope.Flow.StepsOf(action.Frame).Any(step => step.Node == call)))
            {
                yield return LintScope.At(call, confidence).With("partitions", count);
            }
        }
    }
}
