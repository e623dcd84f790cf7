using Stoker.Findings;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY067: a frame joined to an aggregate of itself.</summary>
internal static class SelfJoinForPreviousRow
{
    public static readonly LintRule Rule = new(
        "PY067", "self-join-for-previous-row", Severity.Minor, "reads and shuffles a frame twice to join it with an aggregate of itself", "Use a window: max over the key, lag, lead or row_number", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            if (call.Arguments is [var other, ..] && SelfJoins.AggregateOfSame(scope, receiver, other) is { } aggregate && !SelfJoins.IsCount(scope, aggregate))
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium)) with { Related = [aggregate] };
            }
        }
    }
}
