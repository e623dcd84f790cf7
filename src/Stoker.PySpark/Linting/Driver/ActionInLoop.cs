using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY007: an action in a loop over a frame that does not change.</summary>
internal static class ActionInLoop
{
    public static readonly LintRule Rule = new(
        "PY007", "action-in-loop", Severity.Major, "starts a job in every round of a loop over the same frame", "Compute all rounds in one aggregation or join, and act once", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions)
        {
            if (scope.Flow.LongLoopAround(action.Call) is not { } loop || action.Kind == ActionKind.Show || LoopPatterns.IsSpecific(scope, action, loop))
            {
                continue;
            }

            if (LoopPatterns.IsSameFrameEachRound(scope, action.Frame, loop))
            {
                var match = LintScope.At(action.Call, loop.Node is WhileStatement ? LintScope.Min(action.Type.Confidence, Confidence.Medium) : action.Type.Confidence);
                yield return loop.Iterable is null ? match : match.With("loopOver", scope.Short(loop.Iterable));
            }
        }

        foreach (var call in scope.Module.AllCalls)
        {
            if (scope.Flow.LongLoopAround(call) is { } loop && ActingHelper(scope, call, loop) is { } action)
            {
                yield return LintScope.At(call, Confidence.Medium).With("actionInHelper", scope.Short(action.Call)) with { Related = [action.Call] };
            }
        }
    }

    /// <summary>The action in a function of this module that is given the same frame in each round.</summary>
    private static ActionCall? ActingHelper(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (call.Function is not NameExpression || scope.Module.ValueOf(call.Function) is not { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } || home != scope.Module)
        {
            return null;
        }

        var given = call.Arguments.Any(argument => scope.Module.Is(argument, ValueKind.DataFrame) && LoopPatterns.IsSameFrameEachRound(scope, argument, loop));
        return given ? scope.Flow.Actions.FirstOrDefault(action => action.Kind is ActionKind.Count or ActionKind.Collect or ActionKind.Take
            && scope.Module.FunctionAround(action.Call) == function && scope.Flow.RootOf(action.Frame) is NameExpression root
            && scope.Flow.SingleBinding(root) is { Kind: BindingKind.Parameter }) : null;
    }
}
