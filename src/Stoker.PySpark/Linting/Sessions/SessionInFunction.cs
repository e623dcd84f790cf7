using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY128: <c>getOrCreate</c> in a UDF, a row function or a loop.</summary>
internal static class SessionInFunction
{
    public static readonly LintRule Rule = new(
        "PY128", "session-in-function", Severity.Info, "asks for a session in a function that runs per row or per key", "Make the session once and pass it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var rowFunctions = scope.Module.Udfs().Select(udf => udf.Body).Concat(PythonBoundary.UdfBodies.FunctionsGivenTo(scope, "map", "foreach", "mapPartitions", "foreachPartition", "flatMap").Select(item => item.Function)).OfType<PythonNode>().ToHashSet();
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SessionBuilder, "getOrCreate").Concat(scope.CallsOn(ValueKind.SparkSession, "newSession")))
        {
            if (rowFunctions.Contains(scope.Module.FunctionAround(call)))
            {
                yield return LintScope.At(call, confidence) with { Severity = Severity.Major };
            }
            else if (scope.Flow.LongLoopAround(call) is not null)
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
