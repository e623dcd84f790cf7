using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY070: <c>coalesce(1)</c> or <c>repartition(1)</c> before a write.</summary>
internal static class SinglePartitionWrite
{
    public static readonly LintRule Rule = new(
        "PY070", "single-partition-write", Severity.Major, "writes with one task while every other core waits", "Write in parallel with maxRecordsPerFile; if one file is a must, repartition(1) in place of coalesce(1)", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var action in scope.Flow.Actions.Where(action => action.Kind == ActionKind.Write || action.Name == "toLocalIterator"))
        {
            foreach (var step in scope.Flow.StepsOf(action.Frame).TakeWhile(step => !FrameFlow.Wide.Contains(step.Name) || step.Name is "repartition"))
            {
                if (step is { Name: "coalesce" or "repartition", Call: { Arguments: [ConstantExpression { Integer: 1 }] } single } && !scope.Flow.IsBounded(step.Receiver))
                {
                    yield return LintScope.At(single, action.Type.Confidence) with { Related = [action.Call] };
                    break;
                }
            }
        }
    }
}
