using Stoker.Findings;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY091: <c>mergeSchema</c> on read.</summary>
internal static class MergeSchema
{
    public static readonly LintRule Rule = new(
        "PY091", "merge-schema", Severity.Minor, "reads the footer of every file to merge schemas", "Give the schema, or merge once when a column is added", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            if (read.IsTrue("mergeSchema"))
            {
                yield return LintScope.At(read.Call, read.Confidence) with { IsEager = true };
            }
        }

        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            if (key is "spark.sql.parquet.mergeSchema" or "spark.sql.orc.mergeSchema" && LintScope.IsTrue(value))
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
