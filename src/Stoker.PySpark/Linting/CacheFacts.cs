using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>What is known of where frames are cached.</summary>
internal static class CacheFacts
{
    /// <summary>Whether the frame is cached or checkpointed where it is made, or by a statement later on.</summary>
    public static bool IsKept(LintScope scope, Binding binding) =>
        (binding.Source is { } source && binding.Kind == BindingKind.Assignment && IsKeptAtEnd(scope, source))
        || binding.Uses.Exists(use => use.Parent is AttributeExpression { Name: "cache" or "persist", Parent: CallExpression } || IsCachedTable(use));

    /// <summary>The calls of <c>cache</c> and <c>persist</c> on DataFrames, with the binding that holds the cached frame.</summary>
    public static IEnumerable<(CallExpression Call, Binding? Binding, Findings.Confidence Confidence)> Caches(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("cache", "persist"))
        {
            var binding = ResolvedModule.StatementOf(call) switch
            {
                AssignStatement { Targets: [NameExpression target], Value: var value } when IsOnChainOf(value, call) => scope.Module.BindingAt(target),
                ExpressionStatement statement when receiver is NameExpression name && IsOnChainOf(statement.Value, call) => scope.Flow.SingleBinding(name),
                _ => null,
            };
            yield return (call, binding, confidence);
        }
    }

    private static bool IsKeptAtEnd(LintScope scope, PythonExpression source) =>
        scope.Flow.StepsOf(source).TakeWhile(step => step.Name is not ("join" or "groupBy")).Take(3).Any(step => FrameFlow.Keeping.Contains(step.Name));

    private static bool IsOnChainOf(PythonExpression value, CallExpression call)
    {
        for (PythonExpression? at = value; at is not null; at = LintScope.ReceiverOf(at))
        {
            if (at == call)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCachedTable(NameExpression use) => use.Parent is CallExpression call && LintScope.NameOf(call) is "cacheTable" or "persist_df" or "cache_df";
}
