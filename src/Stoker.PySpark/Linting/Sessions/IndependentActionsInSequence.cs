using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY127: three or more unrelated writes in a row.</summary>
internal static class IndependentActionsInSequence
{
    public static readonly LintRule Rule = new(
        "PY127", "independent-actions-in-sequence", Severity.Info, "writes unrelated frames one after the other", "Submit them from threads with a FAIR pool", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var block in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write && action.Call.Parent is ExpressionStatement).GroupBy(action => action.Call.Parent?.Parent))
        {
            var writes = block.ToList();
            if (writes.Count < ManyWrites || scope.Flow.LongLoopAround(writes[0].Call) is not null)
            {
                continue;
            }

            var lineages = writes.Select(write => scope.Flow.BindingsBehind(write.Frame).Where(binding => scope.Module.ValueOf(binding).Kind == ValueKind.DataFrame).ToHashSet()).ToList();
            var disjoint = lineages.TrueForAll(left => left.Count > 0 && lineages.TrueForAll(right => ReferenceEquals(left, right) || !left.Overlaps(right)));
            if (disjoint)
            {
                yield return LintScope.At(writes[^1].Call, Confidence.Medium).With("writes", writes.Count) with { Related = [.. writes.Select(write => write.Call)] };
            }
        }
    }

    private const int ManyWrites = 3;
}
