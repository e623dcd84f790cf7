using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>PY039: row-wise work on a pandas-on-Spark frame.</summary>
internal static class PandasOnSparkRowLoop
{
    public static readonly LintRule Rule = new(
        "PY039", "pandas-on-spark-row-loop", Severity.Minor, "goes row by row through a pandas-on-Spark frame", "Use its vectorised methods, or the DataFrame API", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.PandasOnSpark, "iterrows", "itertuples", "apply"))
        {
            var byRow = LintScope.NameOf(call) != "apply" || LintScope.Argument(call, 1, "axis") is ConstantExpression { Integer: 1 } or ConstantExpression { Text: "columns" };
            if (byRow)
            {
                yield return LintScope.At(call, confidence);
            }
        }

        foreach (var call in scope.Module.CallsOf("set_option"))
        {
            if (call.Arguments is [ConstantExpression { Text: "compute.default_index_type" }, ConstantExpression { Text: "sequence" }])
            {
                yield return LintScope.At(call, Confidence.High).With("option", "compute.default_index_type");
            }
        }
    }
}
