using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY052: <c>fillna</c> and its like column by column.</summary>
internal static class PerColumnFillLoop
{
    public static readonly LintRule Rule = new(
        "PY052", "per-column-fill-loop", Severity.Minor, "fills or cleans one column a round", "Give the method all columns at once, as a list or dict", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("fillna", "dropna", "replace").Concat(scope.CallsOn(ValueKind.DataFrameNaFunctions, "fill", "drop", "replace")))
        {
            if (scope.Flow.LongLoopAround(call) is { Variables.Count: > 0 } loop && ResolvedModule.StatementOf(call) is AssignStatement { Targets: [var target] } && scope.Flow.StepsOf(call).Any(step => scope.Text(step.Receiver) == scope.Text(target))
                && call.Arguments.Concat(call.Keywords.Select(keyword => keyword.Value)).Any(argument => scope.Flow.Mentions(argument, loop.Variables)))
            {
                yield return LintScope.At(call, confidence) with { Fix = FixFor(scope, call, loop) };
            }
        }
    }

    /// <summary>Rewrites <c>for c in cs: df = df.fillna(0, [c])</c>.</summary>
    private static LintFix? FixFor(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (LintScope.NameOf(call) != "fillna" || loop.Node is not ForStatement { Body: [AssignStatement { Targets: [NameExpression frame] } assign], Otherwise.Count: 0, Target: NameExpression variable } statement || assign.Value != call
            || LintScope.ReceiverOf(call) is not NameExpression || call.Arguments is not [var value, ..] || scope.Flow.Mentions(value, loop.Variables)
            || LintScope.Argument(call, 1, "subset") is not { } subset || (subset is ListExpression { Elements: [var only] } ? only : subset) is not NameExpression column || column.Name != variable.Name)
        {
            return null;
        }

        return scope.Fix("fill all columns in one call", FixSafety.Safe, new TextEdit(statement.Start, statement.End, $"{frame.Name} = {frame.Name}.fillna({scope.Text(value)}, subset=list({scope.Text(statement.Iterable)}))"));
    }
}
