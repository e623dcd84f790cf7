using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY135: <c>d.join(d.groupBy(k).count(), k)</c>.</summary>
internal static class CountJoinedBack
{
    public static readonly LintRule Rule = new(
        "PY135", "sequence-of-selects-by-window-count", Severity.Info, "joins a frame with its own count per key", "Count over a window partitioned by the key", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            if (call.Arguments is [var other, ..] && Joins.SelfJoins.AggregateOfSame(scope, receiver, other) is { } aggregate && Joins.SelfJoins.IsCount(scope, aggregate))
            {
                yield return LintScope.At(call, confidence) with { Related = [aggregate] };
            }
        }
    }
}
