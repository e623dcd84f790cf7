using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY009: <c>isin</c> of collected values.</summary>
internal static class CollectIntoIsin
{
    public static readonly LintRule Rule = new(
        "PY009", "collect-into-isin", Severity.Minor, "brings values to the driver to send them back as a list of literals", "Join with left_semi (left_anti for not in, when neither side has nulls)", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Column, "isin"))
        {
            var collected = call.Arguments.Select(argument => argument is StarredExpression starred ? starred.Value : argument)
                .Select(argument => CollectedSources.ActionBehind(scope, argument)).FirstOrDefault(action => action is not null);
            if (collected is not null)
            {
                yield return LintScope.At(call, LintScope.Min(confidence, collected.Type.Confidence)).With("collectedBy", scope.Short(collected.Call)) with { Related = [collected.Call] };
            }
        }
    }
}
