using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY012: pandas exchange without Arrow before Spark 4.</summary>
internal static class ToPandasWithoutArrow
{
    public static readonly LintRule Rule = new(
        "PY012", "topandas-without-arrow", Severity.Minor, "exchanges rows with pandas by pickle", "Set spark.sql.execution.arrow.pyspark.enabled to true", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var isOld = scope.Facts.SparkVersion is { Major: < 4 };
        if (!isOld || scope.Module.Project.Modules.Any(module => module.Module.Source.Text.Text.Contains("spark.sql.execution.arrow", StringComparison.Ordinal)))
        {
            yield break;
        }

        var isFirst = true;
        foreach (var (call, _, confidence) in scope.FrameCalls("toPandas").Concat(scope.CallsOn(ValueKind.SparkSession, "createDataFrame")).OrderBy(item => item.Call.Index))
        {
            if (LintScope.NameOf(call) == "createDataFrame" && !(call.Arguments is [var given, ..] && scope.Module.Is(given, ValueKind.Pandas)))
            {
                continue;
            }

            yield return LintScope.At(call, LintScope.Min(confidence, Confidence.Medium)) with { Fix = isFirst ? FixFor(scope, call) : null };
            isFirst = false;
        }
    }

    private static LintFix? FixFor(LintScope scope, CallExpression call)
    {
        var hasSpark = scope.Module.Exported("spark").Any(binding => binding.From < call.Start) || scope.IsNotebook;
        return hasSpark && ResolvedModule.StatementOf(call) is { } statement && statement.Parent is PythonModule
            ? scope.Fix("turn Arrow on", FixSafety.Safe, new TextEdit(statement.Start, statement.Start, "spark.conf.set(\"spark.sql.execution.arrow.pyspark.enabled\", \"true\")\n"))
            : null;
    }
}
