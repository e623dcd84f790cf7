using Stoker.Model.Units;

namespace Stoker.Model.Sql;

/// <summary>Says what each node of an execution's plan did: time, rows, bytes. Names of metrics are those of Spark's operators (SQLMetrics.scala and its users).</summary>
public static class PlanWork
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Sums of requests that ran at the same time: longer than any clock showed.</summary>
    private static readonly string[] OverlappingTimes = ["remote reqs duration", "remote merged reqs duration"];

    /// <summary>In the order of preference.</summary>
    private static readonly string[] RowNames = ["number of output rows", "shuffle records written", "records read", "number of rows", "output rows"];

    /// <summary>In the order of preference.</summary>
    private static readonly string[] DataNames = ["shuffle bytes written", "data size", "size of files read", "written output"];

    /// <summary>Nodes of the plan's graph with what they did, ascending by node; empty where the plan cannot be read.</summary>
    public static IReadOnlyList<PlanNodeWork> Of(SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return [.. execution.Plan.Graph?.Nodes.Select(node => Of(execution, node)) ?? []];
    }

    private static PlanNodeWork Of(SqlExecution execution, PlanGraphNode node)
    {
        var (time, name, isDriver) = LongestTime(execution, node);
        return new PlanNodeWork
        {
            Node = node,
            Time = time,
            TimeName = name,
            IsDriverTime = isDriver,
            IsCumulative = name?.StartsWith("cumulative", StringComparison.Ordinal) ?? false,
            Rows = First(execution, node, RowNames),
            Data = First(execution, node, DataNames) is { } data ? new Bytes(data) : null,
            Spilled = First(execution, node, ["spill size"]) is > 0 and var spilled ? new Bytes(spilled) : null,
            Stages = [.. node.Metrics.SelectMany(execution.StagesOf).Select(stage => stage.Id).Distinct().Order()],
        };
    }

    private static (Milliseconds? Time, string? Name, bool IsDriver) LongestTime(SqlExecution execution, PlanGraphNode node)
    {
        (Milliseconds? Time, string? Name, bool IsDriver) longest = (null, null, false);
        foreach (var metric in node.Metrics.Where(metric => metric.Type is "timing" or "nsTiming" && !OverlappingTimes.Contains(metric.Name)))
        {
            if (execution.Total(metric) is not { } total)
            {
                continue;
            }

            var ms = metric.Type == "timing" ? total.Sum : total.Sum / NanosecondsPerMillisecond;
            if (ms > (longest.Time?.Value ?? -1))
            {
                longest = (new Milliseconds(ms), metric.Name, !execution.StagesOf(metric).Any());
            }
        }

        return longest;
    }

    private static long? First(SqlExecution execution, PlanGraphNode node, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var metric in node.Metrics)
            {
                if (metric.Name == name && execution.Total(metric) is { } total)
                {
                    return total.Sum;
                }
            }
        }

        return null;
    }
}
