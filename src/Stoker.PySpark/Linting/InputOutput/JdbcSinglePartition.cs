using System.Text.RegularExpressions;
using Stoker.Findings;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY094: a JDBC read without partitions.</summary>
internal static partial class JdbcSinglePartition
{
    public static readonly LintRule Rule = new(
        "PY094", "jdbc-single-partition", Severity.Major, "reads the whole table over one connection, in one task", "Give partitionColumn with bounds and numPartitions, or predicates", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var read in Reads.In(scope))
        {
            var partitioned = read.Has("partitionColumn") || read.Has("predicates") || read.Has("numPartitions") || read.Has("column");
            if (read.Format == "jdbc" && !partitioned && !read.HasUnknownOptions && !IsAggregate(scope, read))
            {
                yield return LintScope.At(read.Call, read.Confidence);
            }
        }
    }

    private static bool IsAggregate(LintScope scope, Reads.Read read)
    {
        var table = read.Option("dbtable") ?? read.Option("query") ?? read.Option("table") ?? (LintScope.NameOf(read.Call) == "jdbc" ? LintScope.Argument(read.Call, 1, "table") : null);
        return table is not null && scope.Flow.TextOf(table) is { } text && AggregateText().IsMatch(text);
    }

    [GeneratedRegex(@"\b(count|max|min|sum|avg)\s*\(|\bgroup\s+by\b|\blimit\b|\btop\s+\d|\binformation_schema\b", RegexOptions.IgnoreCase)]
    private static partial Regex AggregateText();
}
