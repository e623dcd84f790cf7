using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY082: <c>explode</c> followed by a <c>groupBy</c> that does not use the element.</summary>
internal static class ExplodeThenRegroup
{
    public static readonly LintRule Rule = new(
        "PY082", "explode-then-regroup", Severity.Major, "explodes an array to rows and groups them back", "Use the higher-order functions: transform, filter, aggregate", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (group, receiver, confidence) in scope.FrameCalls("groupBy", "groupby"))
        {
            var step = scope.Flow.StepsOf(receiver).TakeWhile(step => step.Name is "select" or "withColumn" or "filter" or "where").FirstOrDefault(step => step.Name is "select" or "withColumn" && Exploded(scope, step) is not null);
            if (step is not null && Exploded(scope, step) is { } element && group.Arguments.Count > 0 && !group.Arguments.Any(key => scope.Text(key).Contains(element, StringComparison.Ordinal))
                && group.Arguments.All(key => KeyName(key) is "id" or "row_id" or "uuid" or "_id" || KeyName(key)?.EndsWith("_id", StringComparison.Ordinal) == true) && AggregatesElement(scope, group, element))
            {
                yield return LintScope.At(group, LintScope.Min(confidence, Confidence.Medium)).With("element", element) with { Related = [step.Node] };
            }
        }
    }

    /// <summary>The name of the element that a step explodes, or absent.</summary>
    private static string? Exploded(LintScope scope, FrameStep step)
    {
        foreach (var argument in step.Call?.Arguments ?? [])
        {
            var explode = scope.Module.Module.Below(argument).Prepend(argument).OfType<CallExpression>().FirstOrDefault(call => scope.Module.FunctionOf(call) is "explode" or "explode_outer" or "posexplode");
            if (explode is not null)
            {
                return step.Name == "withColumn" ? (step.Call?.Arguments[0] as ConstantExpression)?.Text
                    : argument is CallExpression { Arguments: [ConstantExpression { Text: { } alias }] } named && LintScope.NameOf(named) == "alias" ? alias : "col";
            }
        }

        return null;
    }

    private static string? KeyName(PythonExpression key) => key switch
    {
        ConstantExpression { Text: { } text } => text,
        AttributeExpression member => member.Name,
        CallExpression { Arguments: [ConstantExpression { Text: { } text }] } => text,
        _ => null,
    };

    private static bool AggregatesElement(LintScope scope, CallExpression group, string element) =>
        group.Parent is AttributeExpression { Parent: CallExpression aggregate } && aggregate.Arguments.Any(argument => scope.Text(argument).Contains(element, StringComparison.Ordinal));
}
