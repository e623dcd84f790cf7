using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY047: fifteen or more <c>withColumn</c> in a row.</summary>
internal static class LongWithColumnChain
{
    public static readonly LintRule Rule = new(
        "PY047", "long-withcolumn-chain", Severity.Info, "each withColumn of a long chain analyses the plan again", "Put independent columns in one withColumns or select", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("withColumn"))
        {
            if (call.Parent is AttributeExpression { Name: "withColumn" } || IsContinued(scope, call))
            {
                continue;
            }

            var length = scope.Flow.StepsOf(call).TakeWhile(step => step.Name == "withColumn").Count();
            if (length >= LongChain && scope.Flow.LongLoopAround(call) is null)
            {
                yield return LintScope.At(call, confidence).With("columns", length) with { Fix = ColumnChains.Fix(scope, call) };
            }
        }
    }

    /// <summary>Below it the analysis takes less time than anyone notices.</summary>
    private const int LongChain = 15;

    private static bool IsContinued(LintScope scope, CallExpression call) =>
        call.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { } binding
        && binding.Uses.Exists(use => use.Parent is AttributeExpression { Name: "withColumn" });
}
