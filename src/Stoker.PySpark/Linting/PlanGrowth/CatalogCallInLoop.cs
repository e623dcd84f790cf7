using Stoker.Findings;
using Stoker.PySpark.Resolution;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY051: a catalog call in a loop.</summary>
internal static class CatalogCallInLoop
{
    public static readonly LintRule Rule = new(
        "PY051", "catalog-call-in-loop", Severity.Info, "asks the catalog in every round", "Ask once, or refresh only what changed", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.Catalog, "refreshTable", "refreshByPath", "tableExists", "listColumns", "listTables", "getTable", "databaseExists", "listPartitions", "recoverPartitions", "cacheTable", "isCached"))
        {
            if (scope.Flow.LongLoopAround(call) is not null)
            {
                yield return LintScope.At(call, confidence);
            }
        }

        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.SparkSession, "sql"))
        {
            var text = call.Arguments is [var sql, ..] ? scope.Flow.TextOf(sql)?.TrimStart() : null;
            if (text is not null && (text.StartsWith("msck", StringComparison.OrdinalIgnoreCase) || text.StartsWith("refresh", StringComparison.OrdinalIgnoreCase)) && scope.Flow.LongLoopAround(call) is not null)
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }
}
