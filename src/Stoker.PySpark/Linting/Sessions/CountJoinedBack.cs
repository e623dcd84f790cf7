using Stoker.Findings;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY135: <c>d.join(d.groupBy(k).count(), k)</c>.</summary>
internal static class CountJoinedBack
{
    public static readonly LintRule Rule = new(
        "PY135", "sequence-of-selects-by-window-count", Severity.Info, "joins a frame with its own count per key", "Count over a window partitioned by the key", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("join"))
        {
            if (call.Arguments is [var other, ..] && Joins.SelfJoins.AggregateOfSame(scope, receiver, other) is { } aggregate && Joins.SelfJoins.IsCount(scope, aggregate))
            {
                yield return LintScope.At(call, confidence) with { Related = [aggregate], Fix = FixFor(scope, call) };
            }
        }
    }

    /// <summary>Rewrites <c>d.join(d.groupBy("k").count(), "k")</c>: the inner join drops null keys and puts the key first, which the new text does too.</summary>
    private static LintFix? FixFor(LintScope scope, CallExpression join)
    {
        if (join is not { Function: AttributeExpression { Value: NameExpression frame }, Keywords.Count: 0, Arguments: [CallExpression { Arguments.Count: 0, Function: AttributeExpression { Name: "count", Value: CallExpression grouped } }, ConstantExpression { Text: { } key }] }
            || grouped is not { Function: AttributeExpression { Name: "groupBy" or "groupby", Value: NameExpression same }, Arguments: [ConstantExpression { Text: { } by }], Keywords.Count: 0 }
            || same.Name != frame.Name || by != key || key.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_') || LintScope.IsFormatted(join)
            || FunctionsModule.Of(scope.Module.Module) is not { Import: null, Name: var functions } || WindowName(scope) is not { } window)
        {
            return null;
        }

        var text = $"{frame.Name}.filter({functions}.col(\"{key}\").isNotNull()).withColumn(\"count\", {functions}.count({functions}.lit(1)).over({window}.partitionBy(\"{key}\"))).select(\"{key}\", *{frame.Name}.drop(\"{key}\").columns, \"count\")";
        return scope.Fix("count over a window", FixSafety.Unsafe, new TextEdit(join.Start, join.End, text));
    }

    private static string? WindowName(LintScope scope) =>
        scope.Module.Module.Body.Where(node => node is ImportStatement or ImportFromStatement).SelectMany(ScopeNames.Imports)
            .Where(import => import.Item2 is "pyspark.sql.Window" or "pyspark.sql.window.Window").Select(import => import.Item1).FirstOrDefault();
}
