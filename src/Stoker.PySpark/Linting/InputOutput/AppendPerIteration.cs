using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY100: an append in a loop.</summary>
internal static class AppendPerIteration
{
    public static readonly LintRule Rule = new(
        "PY100", "append-per-iteration", Severity.Minor, "appends a small write in every round", "Union the parts and append once", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write))
        {
            if (scope.Flow.LongLoopAround(action.Call) is not { } loop || LoopPatterns.IsPerKey(scope, action, loop))
            {
                continue;
            }

            var appends = action.Name is "insertInto" or "append" || LintScope.Argument(action.Call, 99, "mode") is ConstantExpression { Text: "append" }
                || scope.Flow.StepsOf(action.Call).TakeWhile(step => step.Name is not ("write" or "writeTo")).Any(step => step is { Name: "mode", Call: { Arguments: [ConstantExpression { Text: "append" }] } });
            var target = action.Call.Arguments is [var given, ..] ? given : null;
            if (appends && (target is null || !scope.Flow.Mentions(target, loop.Variables)))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence);
            }
        }
    }
}
