using Stoker.Findings;
using Stoker.PySpark.Linting.Joins;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY087: <c>UNION</c> of parts that a literal tells apart.</summary>
internal static class UnionDedupe
{
    public static readonly LintRule Rule = new(
        "PY087", "union-dedupe", Severity.Info, "removes duplicates between parts that cannot have any", "Use UNION ALL", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var sql in SqlTexts.Raw(scope))
        {
            if (SqlTexts.TaggedUnionIn(sql.Text) is { } found)
            {
                yield return SqlTexts.At(scope, sql, found);
            }
        }
    }
}
