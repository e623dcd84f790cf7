using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY123: launch settings given to a live session.</summary>
internal static class SettingsTooLate
{
    public static readonly LintRule Rule = new(
        "PY123", "settings-too-late", Severity.Major, "sets what a running application no longer reads", "Give it to spark-submit, or to the builder of the first session", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, _, confidence) in SettingCalls.In(scope))
        {
            var isLaunch = key.StartsWith("spark.executor.", StringComparison.Ordinal) || key.StartsWith("spark.dynamicAllocation.", StringComparison.Ordinal)
                || key is "spark.driver.memory" or "spark.driver.memoryOverhead" or "spark.driver.cores" or "spark.memory.fraction" or "spark.serializer" or "spark.cores.max";
            if (isLaunch && SettingCalls.IsLive(scope, call))
            {
                yield return LintScope.At(call, confidence).With("setting", key);
            }
        }
    }
}
