using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY003: one row of a whole <c>collect()</c> is used.</summary>
internal static class CollectThenIndex
{
    public static readonly LintRule Rule = new(
        "PY003", "collect-then-index", Severity.Major, "collect() brings every row and one is used", "Use take(n) so that Spark stops early", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Name == "collect"))
        {
            if (action.Call.Parent is SubscriptExpression { Key: ConstantExpression { Integer: >= 0 and < 1000 and var index } } && !scope.Flow.IsBounded(action.Frame))
            {
                var name = (AttributeExpression)action.Call.Function;
                var fix = LintScope.IsFormatted(action.Call) ? null
                    : scope.Fix($"take {index + 1} instead of all rows", FixSafety.Safe, new TextEdit(name.End - name.Name.Length, action.Call.End, $"take({index + 1})"));
                yield return LintScope.At(action.Call, action.Type.Confidence).With("index", index) with { Fix = fix };
            }
        }
    }
}
