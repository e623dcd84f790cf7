using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY021: a scalar UDF without Arrow that has no native form.</summary>
internal static class PickledUdf
{
    public static readonly LintRule Rule = new(
        "PY021", "pickled-udf", Severity.Minor, "rows reach the UDF one by one through pickle", "Say useArrow=True when the returned values are of the declared type", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var arrowIsDefault = scope.Facts.Has(4, 2) && scope.Facts.SparkVersion is not null;
        if (!scope.Facts.Has(3, 5) || UdfBodies.ArrowIsConfigured(scope))
        {
            yield break;
        }

        foreach (var udf in scope.Module.Udfs().Where(udf => udf is { Kind: UdfKind.Plain, Body: not null }))
        {
            var verdict = NativeForm.Verdict(scope, udf);
            if (udf.UseArrow == false || (!arrowIsDefault && udf.UseArrow is null && !verdict.IsNative))
            {
                var match = LintScope.At(UdfBodies.PlaceOf(scope, udf), scope.Facts.SparkVersion is null ? Confidence.Medium : Confidence.High);
                yield return verdict.IsNative ? match : match.With("noNativeForm", verdict.Reason);
            }
        }
    }
}
