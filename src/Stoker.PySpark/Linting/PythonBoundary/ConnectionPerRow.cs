using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY034: a client or connection made in a function that runs per row.</summary>
internal static class ConnectionPerRow
{
    public static readonly LintRule Rule = new(
        "PY034", "connection-per-row", Severity.Major, "opens a connection for every row", "Open it once a partition: foreachPartition or mapPartitions", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var perRow = UdfBodies.FunctionsGivenTo(scope, "foreach", "map", "flatMap", "filter").Select(item => item.Function);
        var inUdfs = scope.Module.Udfs().Where(udf => udf.Kind != UdfKind.Pandas).Select(udf => udf.Body).OfType<PythonNode>();
        foreach (var function in perRow.Concat(inUdfs).Distinct())
        {
            foreach (var call in UdfBodies.CallsIn(scope, function))
            {
                // A constant client in a UDF is PY025's.
                if (ExternalCalls.IsConnection(scope, call) && !(ExternalCalls.IsConstantLoad(scope, call) && scope.Module.Udfs().Any(udf => udf.Body == function)))
                {
                    yield return LintScope.At(call, Confidence.High).With("connection", scope.Short(call.Function));
                }
            }
        }
    }
}
