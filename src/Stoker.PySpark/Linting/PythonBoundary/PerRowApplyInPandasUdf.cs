using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY026: row-wise work in a pandas UDF.</summary>
internal static class PerRowApplyInPandasUdf
{
    public static readonly LintRule Rule = new(
        "PY026", "per-row-apply-in-pandas-udf", Severity.Minor, "goes row by row inside a UDF that is given whole columns", "Use the vectorised methods of pandas or numpy, or a plain Arrow UDF", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var udf in scope.Module.Udfs().Where(udf => udf.Kind == UdfKind.Pandas))
        {
            foreach (var call in UdfBodies.CallsIn(scope, udf.Body))
            {
                var perRow = call.Function is AttributeExpression { Value: var series } member && scope.Module.Is(series, ValueKind.Pandas)
                    && (member.Name is "iterrows" or "itertuples" || (member.Name is "apply" or "map" or "applymap" && call.Arguments is [LambdaExpression or NameExpression, ..]));
                if (perRow)
                {
                    yield return LintScope.At(call, Confidence.High);
                }
            }

            foreach (var comprehension in UdfBodies.NodesIn(scope, udf.Body).OfType<ListComprehension>())
            {
                if (comprehension.Clauses[0].Iterable is NameExpression name && scope.Module.Is(name, ValueKind.Pandas))
                {
                    yield return LintScope.At(comprehension, Confidence.High);
                }
            }
        }
    }
}
