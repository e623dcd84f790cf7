using Stoker.Findings;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY025: constant setup in the body of a UDF.</summary>
internal static class HeavySetupPerRow
{
    public static readonly LintRule Rule = new(
        "PY025", "heavy-setup-per-row", Severity.Major, "loads or builds the same thing for every row", "Do it once: at module level, or before the loop of an iterator UDF", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var udf in scope.Module.Udfs())
        {
            foreach (var call in UdfBodies.CallsIn(scope, udf.Body))
            {
                if (ExternalCalls.IsConstantLoad(scope, call) && !UdfBodies.IsBeforeLoopOfIterator(scope, udf.Body, call))
                {
                    yield return LintScope.At(call, Confidence.High).With("setup", scope.Short(call));
                }
            }
        }
    }
}
