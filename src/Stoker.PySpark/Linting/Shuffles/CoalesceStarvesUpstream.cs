using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY071: <c>coalesce(n)</c> behind heavy narrow work.</summary>
internal static class CoalesceStarvesUpstream
{
    public static readonly LintRule Rule = new(
        "PY071", "coalesce-starves-upstream", Severity.Major, "coalesce also lowers the number of tasks of the heavy work before it", "Use repartition(n), so that only the write is narrow", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("coalesce"))
        {
            if (call.Arguments is [ConstantExpression { Integer: > 1 and < FewTasks and var count }])
            {
                var heavy = scope.Flow.StepsOf(receiver).TakeWhile(step => !FrameFlow.Wide.Contains(step.Name) && !FrameFlow.Keeping.Contains(step.Name)).FirstOrDefault(step => IsHeavy(scope, step));
                if (heavy is not null)
                {
                    yield return LintScope.At(call, confidence).With("partitions", count).With("heavyStep", heavy.Name) with
                    {
                        Fix = scope.Fix("repartition instead", FixSafety.Unsafe, new TextEdit(Edits.NameStart(call), Edits.NameStart(call) + "coalesce".Length, "repartition")),
                    };
                }
            }
        }
    }

    /// <summary>Fewer tasks than a small cluster has cores.</summary>
    private const long FewTasks = 8;

    private static bool IsHeavy(LintScope scope, FrameStep step) =>
        step.Name is "mapInPandas" or "mapInArrow" || (step.Call is { } call && call.Arguments.Any(argument => scope.Flow.UdfCallIn(argument) is not null
            || scope.Module.Module.Below(argument).Prepend(argument).Any(node => scope.Module.FunctionOf(node as PythonExpression) is "explode" or "explode_outer" or "regexp_replace" or "regexp_extract" or "from_json")));
}
