using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY017: a statistic asked column by column.</summary>
internal static class QuantilePerColumn
{
    public static readonly LintRule Rule = new(
        "PY017", "quantile-per-column", Severity.Minor, "runs one job for every column", "Give approxQuantile the list of columns", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("approxQuantile", "corr", "cov", "freqItems").Concat(scope.CallsOn(ValueKind.DataFrameStatFunctions, "approxQuantile", "corr", "cov", "freqItems")))
        {
            if (call.Arguments is [var column, ..] && scope.Flow.LongLoopAround(call) is { Iterable: not null } loop && scope.Flow.Mentions(column, loop.Variables))
            {
                yield return LintScope.At(call, confidence).With("loopOver", scope.Short(loop.Iterable)) with { Fix = FixFor(scope, call, loop) };
            }
        }
    }

    /// <summary>Rewrites a loop whose whole body is <c>target[c] = df.approxQuantile(c, …)</c>.</summary>
    private static LintFix? FixFor(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (LintScope.NameOf(call) != "approxQuantile" || loop.Node is not ForStatement { Body: [AssignStatement { Targets: [SubscriptExpression target] } assign], Otherwise.Count: 0, Target: NameExpression variable } statement
            || assign.Value != call || call.Arguments is not [NameExpression column, var probabilities, var error] || column.Name != variable.Name
            || scope.Flow.Mentions(probabilities, loop.Variables) || scope.Flow.Mentions(error, loop.Variables) || LintScope.ReceiverOf(call) is not { } frame)
        {
            return null;
        }

        var columns = scope.Text(statement.Iterable);
        var text = $"for {variable.Name}, quantiles in zip({columns}, {scope.Text(frame)}.approxQuantile(list({columns}), {scope.Text(probabilities)}, {scope.Text(error)})):";
        return scope.Fix("ask for all columns at once", FixSafety.Safe,
            new TextEdit(statement.Start, scope.Module.Module.Source.Text.Text.IndexOf(':', statement.Iterable.End) + 1, text), new TextEdit(call.Start, call.End, "quantiles"));
    }
}
