using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY075: <c>first</c>, <c>last</c> or <c>collect_list</c> behind a sort and a shuffle.</summary>
internal static class OrderSensitiveAggregate
{
    public static readonly LintRule Rule = new(
        "PY075", "order-sensitive-aggregate", Severity.Minor, "takes the first or collects in an order that the shuffle does not keep", "Use max_by or min_by, or sort inside: array_sort of structs", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.GroupedData, "agg"))
        {
            var sorted = scope.Flow.StepsOf(receiver).Skip(1).TakeWhile(step => step.Name is "orderBy" or "sort" or "select" or "filter" or "where" or "withColumn").Any(step => step.Name is "orderBy" or "sort");
            if (!sorted)
            {
                continue;
            }

            foreach (var argument in call.Arguments)
            {
                if (scope.Module.Module.Below(argument).Prepend(argument).OfType<CallExpression>().FirstOrDefault(inner => scope.Module.FunctionOf(inner) is "first" or "last" or "collect_list") is { } aggregate)
                {
                    yield return LintScope.At(aggregate, confidence).With("aggregate", LintScope.NameOf(aggregate));
                }
            }
        }
    }
}
