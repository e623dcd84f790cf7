using Stoker.Findings;

namespace Stoker.PySpark.Linting.Joins;

/// <summary>PY066: SQL text with <c>NOT IN (SELECT …)</c>.</summary>
internal static class NotInSubquery
{
    public static readonly LintRule Rule = new(
        "PY066", "not-in-subquery", Severity.Major, "NOT IN (SELECT ...) makes a null-aware join that broadcasts the subquery whatever its size", "Use NOT EXISTS or a left_anti join, when neither side has nulls", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var sql in SqlTexts.In(scope))
        {
            if (SqlTexts.NotInSubqueryIn(sql.Text) is { } found)
            {
                yield return SqlTexts.At(scope, sql, found);
            }
        }
    }
}
