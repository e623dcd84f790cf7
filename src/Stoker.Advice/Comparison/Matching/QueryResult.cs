using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>How many rows a query gives.</summary>
internal static class QueryResult
{
    /// <summary>What passes on another number of rows than it takes, without counting them.</summary>
    private static readonly string[] Changing = ["Limit", "TakeOrdered", "MapPartitions", "FlatMap", "MapIn", "MapGroups", "CoGroup", "Cogroup", "AppendColumns", "Command"];

    /// <summary>Rows of the topmost operator that counts them, with none above it that gives others; null where the plan does not tell.</summary>
    public static long? RowsOf(SqlExecution execution)
    {
        for (var node = execution.Plan.Root; node is not null; node = node.Children.Count == 1 ? node.Children[0] : null)
        {
            if (node.Metrics.FirstOrDefault(metric => metric.Name == "number of output rows") is { } metric && execution.SumOf(metric) is { } rows)
            {
                return rows;
            }

            if (Array.Exists(Changing, name => node.Name.Contains(name, StringComparison.Ordinal)))
            {
                return null;
            }
        }

        return null;
    }
}
