using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>Recognises a frame that is joined with an aggregate of itself.</summary>
internal static class SelfJoins
{
    /// <summary>The aggregation, when the other side is one of the same frame; absent otherwise.</summary>
    public static CallExpression? AggregateOfSame(LintScope scope, PythonExpression frame, PythonExpression other)
    {
        if (frame is not NameExpression name || scope.Module.ValueOf(other).Kind != ValueKind.DataFrame)
        {
            return null;
        }

        CallExpression? aggregate = null;
        var expression = scope.Flow.Followed(other) ?? other;
        for (PythonExpression? at = expression; at is CallExpression call; at = LintScope.ReceiverOf(at))
        {
            aggregate = LintScope.NameOf(call) is "agg" or "count" or "max" or "min" or "sum" or "avg" ? call : aggregate;
            if (LintScope.NameOf(call) is "groupBy" or "groupby" && aggregate is not null && LintScope.ReceiverOf(call) is NameExpression root && root.Name == name.Name)
            {
                return scope.Module.Reaching(root).ToHashSet().SetEquals(scope.Module.Reaching(name)) ? aggregate : null;
            }

            if (LintScope.NameOf(call) is not ("agg" or "count" or "max" or "min" or "sum" or "avg" or "withColumnRenamed" or "select" or "alias" or "filter" or "where"))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether the aggregate only counts, which PY135 covers.</summary>
    public static bool IsCount(LintScope scope, CallExpression aggregate) =>
        LintScope.NameOf(aggregate) == "count"
        || (LintScope.NameOf(aggregate) == "agg" && aggregate.Arguments is [var only] && (scope.Module.FunctionOf(only) == "count" || scope.Module.FunctionOf(LintScope.ReceiverOf(only)) == "count"));
}
