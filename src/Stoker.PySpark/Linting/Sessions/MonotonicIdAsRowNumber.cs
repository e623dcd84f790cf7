using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY136: <c>monotonically_increasing_id</c> joined or compared.</summary>
internal static class MonotonicIdAsRowNumber
{
    public static readonly LintRule Rule = new(
        "PY136", "monotonic-id-as-row-number", Severity.Minor, "joins or compares ids that change from run to run", "Use a real key, or row_number over an order", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, confidence) in scope.FunctionCalls("monotonically_increasing_id"))
        {
            var step = EnclosingWithColumn(call);
            if (step is { Arguments: [ConstantExpression { Text: { } column }, ..] } && JoinedOrCompared(scope, column) is { } use)
            {
                yield return LintScope.At(call, confidence).With("column", column) with { Related = [use] };
            }
        }
    }

    private static CallExpression? EnclosingWithColumn(CallExpression call)
    {
        for (var around = call.Parent; around is not null and not PythonStatement; around = around.Parent)
        {
            if (around is CallExpression { Function: AttributeExpression { Name: "withColumn" } } step)
            {
                return step;
            }
        }

        return null;
    }

    private static CallExpression? JoinedOrCompared(LintScope scope, string column)
    {
        foreach (var (call, _, _) in scope.FrameCalls("join"))
        {
            if (LintScope.Argument(call, 1, "on") is { } on && (scope.Flow.ItemsOf(on) ?? [on]).Any(key => key is ConstantExpression { Text: { } name } && name == column))
            {
                return call;
            }
        }

        foreach (var (call, _, _) in scope.FrameCalls("filter", "where"))
        {
            if (call.Arguments is [CompareExpression { Operators: [not ComparisonOperator.Equal] } condition] && PythonBoundary.UdfBodies.ReadsColumn(scope, condition.Left, column))
            {
                return call;
            }
        }

        return null;
    }
}
