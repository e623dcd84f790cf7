using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY035: <c>groupByKey</c> followed by a reduction of the values.</summary>
internal static class GroupByKeyThenReduce
{
    public static readonly LintRule Rule = new(
        "PY035", "groupbykey-then-reduce", Severity.Major, "moves every value to reduce them afterwards", "Use reduceByKey or aggregateByKey, which reduce before the shuffle", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.Rdd, "mapValues", "map"))
        {
            if (GroupBehind(scope, receiver) is not { } group || call.Arguments is not [var function] || ReductionOf(function, LintScope.NameOf(call) == "map") is not { } reduction)
            {
                continue;
            }

            var text = reduction switch
            {
                "sum" => "reduceByKey(lambda a, b: a + b)",
                "max" or "min" => $"reduceByKey({reduction})",
                "len" => "aggregateByKey(0, lambda count, _: count + 1, lambda a, b: a + b)",
                _ => null,
            };
            // Sums of floats and the largest of values with NaN depend on the order in which they meet.
            var fix = text is null || receiver != group || group.Arguments.Count > 0 || LintScope.NameOf(call) == "map" ? null
                : scope.Fix("reduce before the shuffle", reduction == "len" ? FixSafety.Safe : FixSafety.Unsafe, new TextEdit(Edits.NameStart(group), call.End, text));
            yield return LintScope.At(group, confidence).With("reduction", reduction) with { Fix = fix };
        }
    }

    /// <summary>The call of <c>groupByKey</c> that makes a receiver: itself, or what a name of a single use stands for.</summary>
    private static CallExpression? GroupBehind(LintScope scope, PythonExpression? receiver)
    {
        var made = receiver is NameExpression name && scope.Flow.SingleBinding(name) is { Source: CallExpression source } binding && scope.Module.BindingAt(binding.Site)?.Uses.Count == 1 ? source : receiver as CallExpression;
        return LintScope.NameOf(made) == "groupByKey" ? made : null;
    }

    private static string? ReductionOf(PythonExpression function, bool onPair) => function switch
    {
        NameExpression { Name: "sum" or "len" or "max" or "min" } name when !onPair => name.Name,
        LambdaExpression { Body: CallExpression { Function: NameExpression { Name: "sum" or "len" or "max" or "min" } name, Arguments: [NameExpression] } } when !onPair => name.Name,
        LambdaExpression { Body: TupleExpression { Elements: [SubscriptExpression, CallExpression { Function: NameExpression { Name: "sum" or "len" or "max" or "min" } name, Arguments: [SubscriptExpression] }] } } when onPair => name.Name,
        LambdaExpression { Parameters.Positional: [var values] } lambda when !onPair && lambda.Body is not NameExpression && IsReducedOnly(lambda.Body, values.Name) => "mean and the like",
        _ => null,
    };

    /// <summary>Arithmetic over sums, counts, minima and maxima of the values, such as a mean: each of them can be reduced before the shuffle.</summary>
    private static bool IsReducedOnly(PythonExpression body, string values) => body switch
    {
        ConstantExpression => true,
        BinaryExpression binary => IsReducedOnly(binary.Left, values) && IsReducedOnly(binary.Right, values),
        CallExpression { Function: NameExpression { Name: "sum" or "len" or "max" or "min" }, Arguments: [NameExpression name], Keywords.Count: 0 } => name.Name == values,
        CallExpression { Function: NameExpression { Name: "float" or "int" or "round" }, Arguments: [var inner, ..] } => IsReducedOnly(inner, values),
        TupleExpression tuple => tuple.Elements.All(element => IsReducedOnly(element, values)),
        _ => false,
    };
}
