using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY041: <c>x = x.withColumn(…)</c> under a loop.</summary>
internal static class WithColumnInLoop
{
    public static readonly LintRule Rule = new(
        "PY041", "withcolumn-in-loop", Severity.Major, "withColumn in a loop analyses the whole plan again in every round", "Collect the expressions and apply them in one select or withColumns", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var reported = new HashSet<PythonNode>();
        foreach (var (call, _, confidence) in scope.FrameCalls("withColumn"))
        {
            if (scope.Flow.LongLoopAround(call) is { } loop && LoopPatterns.CarriedName(scope, call, loop) is { } name && !LoopPatterns.IsForOneRound(scope, call, loop) && ResolvedModule.StatementOf(call) is { } statement && reported.Add(statement))
            {
                var match = LintScope.At(call, confidence).With("frame", name) with { Fix = ColumnLoops.Fix(scope, call, loop) };
                yield return loop.Iterable is null ? match : match.With("loopOver", scope.Short(loop.Iterable));
            }
        }
    }
}
