using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY064: <c>repartition(n)</c> in front of a wide step.</summary>
internal static class RepartitionBeforeWideOp
{
    public static readonly LintRule Rule = new(
        "PY064", "repartition-before-wide-op", Severity.Minor, "shuffles by number just before a step that shuffles by key", "Delete the repartition", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("groupBy", "groupby", "join", "distinct", "dropDuplicates"))
        {
            if (Repartition(scope, receiver) is { } wasted)
            {
                yield return LintScope.At(wasted, confidence).With("before", LintScope.NameOf(call)) with { Fix = Edits.RemoveCall(scope, wasted, "delete the repartition", FixSafety.Unsafe) };
            }
        }
    }

    private static readonly HashSet<string> Narrow = ["select", "withColumn", "filter", "where", "drop", "withColumnRenamed", "alias"];

    private static CallExpression? Repartition(LintScope scope, PythonExpression frame)
    {
        var step = scope.Flow.StepsOf(frame).SkipWhile(step => Narrow.Contains(step.Name) && !(step.Call is { } call && call.Arguments.Any(argument => scope.Flow.UdfCallIn(argument) is not null))).FirstOrDefault();
        return step is { Name: "repartition", Call: { Arguments: [var number], Keywords.Count: 0 } repartition } && scope.Module.Is(number, ValueKind.Number) && ResolvedModule.StatementOf(repartition) == ResolvedModule.StatementOf(frame) ? repartition : null;
    }
}
