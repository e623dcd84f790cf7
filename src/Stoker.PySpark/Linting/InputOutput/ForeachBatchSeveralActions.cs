using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY105: several actions on the frame of a <c>foreachBatch</c> function.</summary>
internal static class ForeachBatchSeveralActions
{
    public static readonly LintRule Rule = new(
        "PY105", "foreachbatch-several-actions", Severity.Major, "computes the batch again for every action", "persist the batch first and unpersist it last", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.CallsOf("foreachBatch"))
        {
            if (call.Arguments is not [var given] || scope.Module.ValueOf(given) is not { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } || home != scope.Module
                || function.Parameters.Positional is not [var batch, ..] || scope.Module.BindingAt(batch) is not { } binding || CacheFacts.IsKept(scope, binding))
            {
                continue;
            }

            var actions = scope.Flow.ActionsOn(binding).Where(action => action.Kind is not (ActionKind.Show or ActionKind.Take)).ToList();
            if (actions.Count >= 2)
            {
                yield return LintScope.At(function, Confidence.High).With("actions", actions.Count) with { Related = [.. actions.Select(action => action.Call)], Fix = FixFor(scope, function, batch) };
            }
        }
    }

    private static LintFix? FixFor(LintScope scope, FunctionDefinition function, Parameter batch)
    {
        var first = function.Body[0] is ExpressionStatement { Value: ConstantExpression } && function.Body.Count > 1 ? function.Body[1] : function.Body[0];
        var last = function.Body[^1];
        if (scope.Module.Module.Below(function).Any(node => node is ReturnStatement) || scope.Module.Module.Source.Text.PositionOf(first.Start).Line == scope.Module.Module.Source.Text.PositionOf(function.Start).Line)
        {
            return null;
        }

        var indent = new string(' ', scope.Module.Module.Source.Text.PositionOf(first.Start).Column - 1);
        return scope.Fix("persist the batch", FixSafety.Safe, new TextEdit(first.Start, first.Start, $"{batch.Name}.persist()\n{indent}"), new TextEdit(last.End, last.End, $"\n{indent}{batch.Name}.unpersist()"));
    }
}
