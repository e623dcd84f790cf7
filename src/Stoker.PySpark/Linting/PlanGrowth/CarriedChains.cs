using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>Frames that a loop hands from round to round through wide steps.</summary>
internal static class CarriedChains
{
    private static readonly HashSet<string> Growing = ["join", "crossJoin", "groupBy", "groupby", "agg", "dropDuplicates", "distinct", "intersect", "subtract", "exceptAll"];

    /// <summary>The wide step between a name and itself in one assignment of a loop, or absent when the name is not carried.</summary>
    public static string? WideStep(LintScope scope, AssignStatement assign, LoopContext loop)
    {
        if (assign.Targets is not [NameExpression target] || !LoopPatternsCarries(scope, assign, target, loop))
        {
            return null;
        }

        return Chain(assign.Value).Select(LintScope.NameOf).FirstOrDefault(Growing.Contains);
    }

    /// <summary>Whether the only wide steps are joins with a part that changes with the loop.</summary>
    public static bool IsJoinOfParts(LintScope scope, AssignStatement assign, LoopContext loop)
    {
        var wide = Chain(assign.Value).Where(call => Growing.Contains(LintScope.NameOf(call))).ToList();
        return loop.Node is ForStatement && wide.TrueForAll(call => LintScope.NameOf(call) is "join" or "crossJoin")
            && wide.Exists(call => call.Arguments is [var part, ..] && ChangesWith(scope, part, loop));
    }

    /// <summary>Whether the loop cuts the lineage of what it carries.</summary>
    public static bool IsCut(LintScope scope, PythonExpression carried, LoopContext loop)
    {
        var name = scope.Text(carried);
        return scope.Module.Module.Below(loop.Node).OfType<CallExpression>().Any(call =>
            LintScope.NameOf(call) is "checkpoint" or "localCheckpoint" || (LintScope.NameOf(call) is "createDataFrame" && scope.Text(call).Contains(name, StringComparison.Ordinal))
            || (LintScope.NameOf(call) is "parquet" or "load" or "table" && ResolvedModule.StatementOf(call) is AssignStatement { Targets: [var target] } && scope.Text(target) == name));
    }

    /// <summary>The calls of a chain, the last first.</summary>
    private static IEnumerable<CallExpression> Chain(PythonExpression expression)
    {
        for (PythonExpression? at = expression; at is CallExpression call; at = LintScope.ReceiverOf(at))
        {
            yield return call;
        }
    }

    private static bool LoopPatternsCarries(LintScope scope, AssignStatement assign, NameExpression target, LoopContext loop)
    {
        var root = Chain(assign.Value).Select(LintScope.ReceiverOf).LastOrDefault(receiver => receiver is not null);
        return root is NameExpression name && name.Name == target.Name && scope.Module.Reaching(name) is var reaching
            && reaching.Exists(binding => !ResolvedModule.Contains(loop.Node, binding.Site)) && reaching.Exists(binding => binding.Site == target);
    }

    private static bool ChangesWith(LintScope scope, PythonExpression part, LoopContext loop) =>
        scope.Flow.Mentions(part, loop.Variables)
        || scope.Module.Module.Below(part).Prepend(part).OfType<NameExpression>().Any(name => scope.Module.Reaching(name).Exists(binding => ResolvedModule.Contains(loop.Node, binding.Site)));
}
