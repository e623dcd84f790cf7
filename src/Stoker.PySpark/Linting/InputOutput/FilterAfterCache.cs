using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY093: a cached frame of which every use takes the same filter.</summary>
internal static class FilterAfterCache
{
    public static readonly LintRule Rule = new(
        "PY093", "filter-after-cache", Severity.Info, "caches rows that no use keeps", "Filter before the cache", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            var uses = binding?.Uses.Where(use => !ResolvedModule.Contains(ResolvedModule.StatementOf(call) ?? (PythonNode)call, use) && use.Parent is not AttributeExpression { Name: "unpersist" }).ToList();
            if (uses is { Count: >= 2 })
            {
                var filters = uses.Select(use => use.Parent is AttributeExpression { Name: "filter" or "where", Parent: CallExpression { Arguments: [var condition] } } ? scope.Text(condition) : null).ToList();
                if (filters[0] is not null && filters.TrueForAll(filter => filter == filters[0]))
                {
                    yield return LintScope.At(call, confidence).With("filter", filters[0] ?? "");
                }
            }
        }
    }
}
