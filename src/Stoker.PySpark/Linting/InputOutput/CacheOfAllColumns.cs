using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY098: a cached wide read of which a few columns are used.</summary>
internal static class CacheOfAllColumns
{
    public static readonly LintRule Rule = new(
        "PY098", "cache-of-all-columns", Severity.Minor, "caches columns that nothing reads", "Select the columns that are used before the cache", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, binding, confidence) in CacheFacts.Caches(scope))
        {
            if (binding is null || scope.Flow.Escapes(binding) || !IsPlainRead(scope, call))
            {
                continue;
            }

            var uses = binding.Uses.Where(use => !ResolvedModule.Contains(ResolvedModule.StatementOf(call) ?? (PythonNode)call, use) && use.Parent is not AttributeExpression { Name: "unpersist" }).ToList();
            if (uses.Count >= 1 && uses.TrueForAll(use => use.Parent is AttributeExpression { Name: "select" or "agg", Parent: CallExpression { Arguments: [not StarredExpression, ..] } projected } && !scope.Text(projected).Contains('*', StringComparison.Ordinal)))
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }

    private static bool IsPlainRead(LintScope scope, CallExpression call)
    {
        var steps = scope.Flow.StepsOf(call).Skip(1).ToList();
        return steps.Count > 0 && steps[0].Name is "table" or "parquet" or "load" or "orc" or "csv" or "json";
    }
}
