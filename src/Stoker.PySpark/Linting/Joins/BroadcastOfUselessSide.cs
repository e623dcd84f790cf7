using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY061: <c>broadcast</c> of the side that a left or right join must stream.</summary>
internal static class BroadcastOfUselessSide
{
    public static readonly LintRule Rule = new(
        "PY061", "broadcast-of-large-or-useless-side", Severity.Major, "broadcasts the side that an outer join of this kind cannot use", "Broadcast the other side", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            var how = LintScope.Argument(call, 2, "how") is ConstantExpression { Text: { } text } ? text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant() : "inner";
            var hinted = how switch
            {
                "left" or "leftouter" or "leftsemi" or "leftanti" or "semi" or "anti" => receiver,
                "right" or "rightouter" => call.Arguments.Count > 0 ? call.Arguments[0] : null,
                _ => null,
            };
            if (hinted is CallExpression broadcast && scope.Module.FunctionOf(broadcast) == "broadcast")
            {
                yield return LintScope.At(broadcast, LintScope.Min(confidence, Confidence.Medium)).With("how", how);
            }
        }
    }
}
