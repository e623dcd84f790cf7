using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY030: a UDF that reads an outer name bound to file content.</summary>
internal static class LargeClosure
{
    public static readonly LintRule Rule = new(
        "PY030", "large-closure", Severity.Minor, "ships a large object with every task", "Broadcast it, or join with it", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var udf in scope.Module.Udfs())
        {
            foreach (var (name, source) in UdfBodies.OuterReads(scope, udf.Body))
            {
                if (scope.Module.Module.Below(source).Prepend(source).OfType<CallExpression>().FirstOrDefault(call => IsLoad(scope, call)) is { } load)
                {
                    yield return LintScope.At(name, Confidence.Medium).With("loadedBy", scope.Short(load)) with { Related = [load] };
                }
            }
        }
    }

    private static bool IsLoad(LintScope scope, CallExpression call) =>
        ExternalCalls.QualifiedName(scope, call) is { } qualified
        && (qualified is "open" or "json.load" or "json.loads" or "pickle.load" or "joblib.load" or "numpy.load" or "numpy.loadtxt" || qualified.StartsWith("pandas.read_", StringComparison.Ordinal));
}
