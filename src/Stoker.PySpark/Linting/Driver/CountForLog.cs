using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY013: a count that is only printed.</summary>
internal static class CountForLog
{
    public static readonly LintRule Rule = new(
        "PY013", "count-for-log", Severity.Minor, "counts all rows only to print the number", "Use an Observation or the writer's metrics, or drop the line", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        if (scope.IsNotebook)
        {
            yield break; // there somebody looks at the number
        }

        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Count && !FrameFlow.IsDebugOnly(action.Call) && !scope.Flow.IsBounded(action.Frame)))
        {
            var onlyLogged = LoggingCalls.IsLogged(action.Call)
                || (action.Call.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { Uses.Count: > 0 } binding && binding.Uses.TrueForAll(LoggingCalls.IsLogged));
            if (onlyLogged && scope.Flow.LongLoopAround(action.Call) is null && !scope.Flow.StepsOf(action.Frame).Any(step => FrameFlow.Keeping.Contains(step.Name)))
            {
                yield return LintScope.At(action.Call, action.Type.Confidence);
            }
        }
    }
}
