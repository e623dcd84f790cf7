using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Sql;

namespace Stoker.Advice.Recommendations;

/// <summary>
/// What would speak against broadcasting every side of a join that Spark takes for smaller than its default threshold. Spark takes files for as large
/// as they lie on disk, so that a side which looks small may be large in memory; and a broadcast that is not there in time fails the query.
/// </summary>
internal static class BroadcastRisk
{
    /// <summary>Files of a side up to this size may be taken for less than 10 MB: columns that are not read count less.</summary>
    private const long LooksSmall = 40L << 20;

    /// <summary>Rows of a side above this size are not to lie in every executor and twice in the driver.</summary>
    private const long IsLarge = 64L << 20;

    private const long LeastDriverHeap = 1L << 30;
    private const long LeastResultSize = 256L << 20;
    private const long DefaultTimeoutMs = 300_000;

    /// <summary>Joins that shuffle both sides: a lower threshold would have broadcast one.</summary>
    private static readonly string[] ShuffledJoins = ["SortMergeJoin", "ShuffledHashJoin"];

    /// <summary>Why a broadcast gains nothing where <see cref="IsReusedIn"/>.</summary>
    public const string Reused = "It would change the join alone, and an aggregation behind that uses its partitions: without the shuffle before the join there would be one behind it.";

    /// <summary>Why not, in a sentence; null when nothing speaks against it.</summary>
    public static string? Of(Application application, EffectiveSettings settings)
    {
        if (settings.ByteCount("spark.driver.memory") is < LeastDriverHeap)
        {
            return $"The driver has {settings.Find("spark.driver.memory")}, little to build broadcasts in. Mark the one small side: F.broadcast(small).";
        }

        if (settings.ByteCount("spark.driver.maxResultSize") is > 0 and < LeastResultSize)
        {
            return $"spark.driver.maxResultSize is {settings.Find("spark.driver.maxResultSize")}, and broadcasts are collected under it.";
        }

        var timeoutMs = settings.DurationMs("spark.sql.broadcastTimeout") ?? DefaultTimeoutMs;
        foreach (var execution in application.SqlExecutions)
        {
            if (ReusedJoin(execution) is { } reused)
            {
                return $"An aggregation behind {reused.Name} of SQL {execution.Id.Value} uses its partitions: without the shuffle before the join there would be one behind it.";
            }

            foreach (var side in execution.Plan.Root?.Descend().Where(node => ShuffledJoins.Contains(node.Name)).SelectMany(join => join.Children) ?? [])
            {
                if (Of(execution, side, timeoutMs) is { } risk)
                {
                    return risk;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a broadcast saves no shuffle in a query, since an aggregation or window behind a join needs the partitions that it makes.</summary>
    public static bool IsReusedIn(SqlExecution execution) => ReusedJoin(execution) is not null;

    /// <summary>A join with a small side whose shuffle serves an aggregation or window behind it too, so that nothing is won by leaving it out; null when there is none.</summary>
    private static PlanNode? ReusedJoin(SqlExecution execution)
    {
        var open = new Stack<(PlanNode Node, int Aggregations, bool IsReused)>();
        if (execution.Plan.Root is { } root)
        {
            open.Push((root, 0, false));
        }

        while (open.TryPop(out var each))
        {
            var (node, aggregations, isReused) = each;
            if (isReused && ShuffledJoins.Contains(node.Name) && node.Children.Any(side => MetricOf(side, "Exchange", "data size") is { } size && execution.SumOf(size) <= IsLarge))
            {
                return node;
            }

            if (node.Name.Contains("Exchange", StringComparison.Ordinal))
            {
                (aggregations, isReused) = (0, false);
            }
            else if (node.Name.EndsWith("Aggregate", StringComparison.Ordinal))
            {
                // Both halves of an aggregation without an exchange between them, or one that is both (Spark 4.3 joins them): the join's partitions are those of its keys.
                aggregations++;
                isReused |= aggregations == 2 || IsWhole(node);
            }
            else if (node.Name == "Window")
            {
                isReused = true;
            }

            foreach (var child in node.Children)
            {
                open.Push((child, aggregations, isReused));
            }
        }

        return null;
    }

    /// <summary>Whether an aggregation is no half of one: its functions are neither begun nor ended here. One without functions does not tell.</summary>
    private static bool IsWhole(PlanNode aggregation) => aggregation.SimpleString.Contains("functions=[", StringComparison.Ordinal)
        && !aggregation.SimpleString.Contains("functions=[]", StringComparison.Ordinal)
        && !aggregation.SimpleString.Contains("partial_", StringComparison.Ordinal)
        && !aggregation.SimpleString.Contains("merge_", StringComparison.Ordinal);

    private static string? Of(SqlExecution execution, PlanNode side, long timeoutMs)
    {
        if (MetricOf(side, "Exchange", "data size") is not { } dataSize || execution.SumOf(dataSize) is not { } bytes)
        {
            return null;
        }

        var fileBytes = side.Descend().SelectMany(node => node.Metrics).Where(metric => metric.Name == "size of files read").DistinctBy(metric => metric.Id).Sum(metric => execution.SumOf(metric) ?? 0);
        if (fileBytes is > 0 and <= LooksSmall && bytes > IsLarge)
        {
            return $"It would hold for every join, and a side of SQL {execution.Id.Value} that is {fileBytes >> 20} MiB in files is {bytes >> 20} MiB in memory. Mark the one small side: F.broadcast(small).";
        }

        // Half of the timeout, since another run may be slower.
        var slowestMs = execution.StagesOf(dataSize).Select(stage => stage.CompletionTime is { } end && stage.SubmissionTime is { } start ? (end - start).Value : 0).DefaultIfEmpty().Max();
        return bytes <= IsLarge && slowestMs > timeoutMs / 2
            ? $"A small side of SQL {execution.Id.Value} takes {slowestMs / 1000} s to compute, and a query whose broadcast takes over {timeoutMs / 1000} s (spark.sql.broadcastTimeout) fails."
            : null;
    }

    private static SqlMetric? MetricOf(PlanNode side, string node, string name) =>
        side.Descend().FirstOrDefault(each => each.Name == node)?.Metrics.FirstOrDefault(metric => metric.Name == name);
}
