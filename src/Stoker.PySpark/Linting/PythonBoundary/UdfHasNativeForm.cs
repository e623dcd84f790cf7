using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY020: a UDF whose body has a native form.</summary>
internal static class UdfHasNativeForm
{
    public static readonly LintRule Rule = new(
        "PY020", "python-udf-has-native-form", Severity.Major, "a Python UDF does what native expressions do", "Use native functions; stoker rewrite does it and proves the answer equal", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var udf in scope.Module.Udfs())
        {
            if (udf.Body is not null && NativeForm.Verdict(scope, udf) is { IsNative: true } verdict)
            {
                yield return LintScope.At(UdfBodies.PlaceOf(scope, udf), Confidence.High).With("body", verdict.Reason);
            }
        }
    }
}
