using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY029: a grouped map whose body only aggregates.</summary>
internal static class GroupedMapForAggregate
{
    public static readonly LintRule Rule = new(
        "PY029", "grouped-map-for-aggregate", Severity.Major, "sends whole groups to pandas for what an aggregate or window does", "Use agg() or a window function", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.GroupedData, "applyInPandas", "applyInArrow"))
        {
            if (call.Arguments is [var function, ..] && UdfBodies.Resolve(scope, function) is { } body && OnlyAggregates(scope, body))
            {
                yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium));
            }
        }
    }

    private static readonly HashSet<string> AggregateVerbs = ["sum", "mean", "cumsum", "rank", "shift", "diff", "min", "max", "count", "median", "std", "var", "nunique", "cummax", "cummin", "cumcount"];

    private static readonly HashSet<string> PlainVerbs =
        ["assign", "groupby", "agg", "sort_values", "reset_index", "head", "tail", "copy", "fillna", "abs", "round", "to_frame", "rename", "first", "last", "drop", "astype", "DataFrame", "Series", "iloc"];

    private static bool OnlyAggregates(LintScope scope, PythonNode body)
    {
        var verbs = UdfBodies.CallsIn(scope, body).Select(call => LintScope.NameOf(call)).ToList();
        return verbs.Exists(AggregateVerbs.Contains) && verbs.TrueForAll(verb => AggregateVerbs.Contains(verb) || PlainVerbs.Contains(verb));
    }
}
