using Stoker.Findings;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY087: <c>UNION</c> of parts that a literal tells apart.</summary>
internal static class UnionDedupe
{
    public static readonly LintRule Rule = new(
        "PY087", "union-dedupe", Severity.Info, "removes duplicates between parts that cannot have any", "Use UNION ALL", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (node, text, confidence) in Joins.SqlTexts.Raw(scope))
        {
            if (Joins.SqlTexts.HasTaggedUnion(text))
            {
                yield return LintScope.At(node, confidence);
            }
        }
    }
}
