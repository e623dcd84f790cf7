using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY042: <c>withColumnRenamed</c> or <c>drop</c> under a loop.</summary>
internal static class RenameOrDropInLoop
{
    public static readonly LintRule Rule = new(
        "PY042", "rename-or-drop-in-loop", Severity.Minor, "renames or drops one column a round, analysing the plan each time", "Use one withColumnsRenamed, drop(*names), toDF or select", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var reported = new HashSet<PythonNode>();
        foreach (var (call, _, confidence) in scope.FrameCalls("withColumnRenamed", "drop"))
        {
            if (scope.Flow.LongLoopAround(call) is { } loop && LoopPatterns.CarriedName(scope, call, loop) is { } name && ResolvedModule.StatementOf(call) is { } statement && reported.Add(statement))
            {
                yield return LintScope.At(call, confidence).With("frame", name) with { Fix = FixFor(scope, call, loop) };
            }
        }

        foreach (var reduce in ColumnLoops.Reduces(scope))
        {
            if (LintScope.NameOf(reduce.Body) is "withColumnRenamed" or "drop")
            {
                yield return LintScope.At(reduce.Call, reduce.Confidence).With("step", LintScope.NameOf(reduce.Body));
            }
        }
    }

    private static LintFix? FixFor(LintScope scope, CallExpression call, LoopContext loop)
    {
        if (loop.Node is not ForStatement { Body: [AssignStatement { Targets: [NameExpression frame] } assign], Otherwise.Count: 0 } statement || assign.Value != call || LintScope.ReceiverOf(call) is not NameExpression)
        {
            return null;
        }

        var iterable = scope.Text(statement.Iterable);
        return call switch
        {
            { Arguments: [NameExpression dropped] } when LintScope.NameOf(call) == "drop" && loop.Variables is [var variable] && variable == dropped.Name =>
                scope.Fix("drop them in one call", FixSafety.Safe, new TextEdit(statement.Start, statement.End, $"{frame.Name} = {frame.Name}.drop(*{iterable})")),
            { Arguments: [NameExpression from, NameExpression to] } when scope.Facts.Has(3, 4) && loop.Variables is [var first, var second] && first == from.Name && second == to.Name
                && statement.Iterable is CallExpression { Function: AttributeExpression { Name: "items", Value: var names } } =>
                scope.Fix("rename them in one call", FixSafety.Unsafe, new TextEdit(statement.Start, statement.End, $"{frame.Name} = {frame.Name}.withColumnsRenamed({scope.Text(names)})")),
            _ => null,
        };
    }
}
