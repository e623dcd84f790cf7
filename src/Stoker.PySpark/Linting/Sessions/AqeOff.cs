using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY120: adaptive execution switched off in code.</summary>
internal static class AqeOff
{
    public static readonly LintRule Rule = new(
        "PY120", "aqe-off", Severity.Major, "turns adaptive query execution off", "Delete the setting", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            if (key is "spark.sql.adaptive.enabled" or "spark.sql.adaptive.coalescePartitions.enabled" or "spark.sql.adaptive.skewJoin.enabled" && LintScope.IsFalse(value) && !scope.Module.CallsOf("writeStream").Any()
                && !scope.Nodes.OfType<AttributeExpression>().Any(member => member.Name is "writeStream" or "readStream"))
            {
                var fix = SettingFixes.Remove(scope, call, "delete the setting", FixSafety.Unsafe);
                yield return LintScope.At(call, confidence).With("setting", key) with { Fix = fix };
            }
        }
    }
}
