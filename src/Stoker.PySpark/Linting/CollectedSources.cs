using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>Finds the action that brought a Python value to the driver.</summary>
internal static class CollectedSources
{
    private const int MostNames = 4;

    /// <summary>The unbounded action that the value comes from, through a few variables and comprehensions; absent when there is none.</summary>
    public static ActionCall? ActionBehind(LintScope scope, PythonExpression value, int depth = 0)
    {
        foreach (var node in scope.Module.Module.Below(value).Prepend(value))
        {
            if (node is CallExpression call && scope.Flow.ActionAt(call) is { Kind: ActionKind.Collect } action && !scope.Flow.IsBounded(action.Frame))
            {
                return action;
            }

            if (node is NameExpression name && depth < MostNames && scope.Flow.SingleBinding(name) is { Kind: Resolution.BindingKind.Assignment, Source: { } source } && source != value
                && ActionBehind(scope, source, depth + 1) is { } behind)
            {
                return behind;
            }
        }

        return null;
    }
}
