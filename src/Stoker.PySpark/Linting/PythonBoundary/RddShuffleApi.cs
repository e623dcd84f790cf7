using Stoker.Findings;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY036: an RDD shuffle of rows read from files.</summary>
internal static class RddShuffleApi
{
    public static readonly LintRule Rule = new(
        "PY036", "rdd-shuffle-api", Severity.Info, "shuffles Python objects, which the DataFrame API would not", "Use a DataFrame: its shuffle is binary and its plan is optimised", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.CallsOn(ValueKind.Rdd, "sortBy", "join", "cogroup", "distinct", "leftOuterJoin", "rightOuterJoin", "fullOuterJoin"))
        {
            if (scope.Flow.StepsOf(receiver).Any(step => step.Name is "textFile" or "wholeTextFiles" or "rdd"))
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
