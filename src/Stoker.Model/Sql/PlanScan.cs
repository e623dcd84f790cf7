using Stoker.Model.Stages;

namespace Stoker.Model.Sql;

/// <summary>Files that a node of a plan reads, by its metrics.</summary>
/// <param name="Files">How many, at least one.</param>
/// <param name="Bytes">Their size; absent where the log does not say.</param>
/// <param name="Stages">Stages whose tasks fed any metric of the node: the number of files itself is the driver's.</param>
public sealed record PlanScan(long Files, long? Bytes, IReadOnlyList<StageId> Stages)
{
    /// <summary>Scans of files in a plan, the topmost first; empty where the plan cannot be read, or reads none.</summary>
    public static IEnumerable<PlanScan> Of(SqlExecution execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        foreach (var node in execution.Plan.Root?.Descend() ?? [])
        {
            if (Total(execution, node, "number of files read") is > 0 and var files)
            {
                yield return new PlanScan(files, Total(execution, node, "size of files read"), [.. node.Metrics.SelectMany(execution.StagesOf).Select(attempt => attempt.Id.Stage).Distinct()]);
            }
        }
    }

    private static long? Total(SqlExecution execution, PlanNode node, string name) =>
        node.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? execution.Total(metric)?.Sum : null;
}
