using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY038: <c>rdd.getNumPartitions()</c> on a frame with a shuffle.</summary>
internal static class PartitionCountProbe
{
    public static readonly LintRule Rule = new(
        "PY038", "partition-count-probe", Severity.Minor, "plans and may run the shuffle only to learn the number of partitions", "Read it in Spark's UI or log", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.Rdd, "getNumPartitions"))
        {
            // A number that was just set by repartition or coalesce is known without running anything.
            var steps = scope.Flow.StepsOf(receiver).ToList();
            if (steps.Exists(step => step.Name == "rdd") && steps.Exists(step => FrameFlow.Wide.Contains(step.Name) && step.Name is not ("repartition" or "repartitionByRange")) && scope.Facts.Has(3, 2))
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
