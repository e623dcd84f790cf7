using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY121: <c>spark.sql.shuffle.partitions</c> as a literal.</summary>
internal static class ShufflePartitionsFixed
{
    public static readonly LintRule Rule = new(
        "PY121", "shuffle-partitions-fixed", Severity.Minor, "fixes the number of shuffle partitions for one data size", "Let AQE coalesce, or take the number from the arguments", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            if (key == "spark.sql.shuffle.partitions" && SettingCalls.Number(value) is { } count && count != 1)
            {
                yield return LintScope.At(call, confidence).With("partitions", count) with { Fix = SettingFixes.Remove(scope, call, "delete the setting", FixSafety.Unsafe) };
            }
        }
    }
}
