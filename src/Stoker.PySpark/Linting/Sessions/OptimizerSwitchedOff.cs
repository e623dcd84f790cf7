using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY125: generated code, cost-based optimisation, pushdown or worker reuse turned off.</summary>
internal static class OptimizerSwitchedOff
{
    public static readonly LintRule Rule = new(
        "PY125", "optimizer-switched-off", Severity.Minor, "switches a part of the optimizer off", "Delete the setting", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            var isOff = key is "spark.sql.codegen.wholeStage" or "spark.sql.cbo.enabled" or "spark.sql.parquet.filterPushdown" or "spark.sql.orc.filterPushdown" or "spark.python.worker.reuse" or "spark.sql.parquet.enableVectorizedReader"
                && LintScope.IsFalse(value);
            if (isOff || (key == "spark.sql.optimizer.excludedRules" && scope.Flow.TextOf(value) is { Length: > 0 }))
            {
                yield return LintScope.At(call, confidence).With("setting", key);
            }
        }
    }
}
