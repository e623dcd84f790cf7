using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Simulation.Programs;

/// <summary>Finds the files that stages scan, by the metrics of the scans in their plans.</summary>
internal static class ScanReader
{
    public static Dictionary<StageId, InputScan> Of(Application application)
    {
        var scans = new Dictionary<StageId, InputScan>();
        var several = new HashSet<StageId>();
        foreach (var execution in application.SqlExecutions)
        {
            foreach (var node in execution.Plan.Root?.Descend() ?? [])
            {
                if (ScanOf(execution, node) is not { } scan)
                {
                    continue;
                }

                foreach (var stage in node.Metrics.SelectMany(execution.StagesOf).Select(attempt => attempt.Id.Stage).Distinct())
                {
                    if (!scans.TryAdd(stage, scan))
                    {
                        several.Add(stage);
                    }
                }
            }
        }

        foreach (var stage in several)
        {
            scans.Remove(stage);
        }

        return scans;
    }

    private static InputScan? ScanOf(SqlExecution execution, PlanNode node) =>
        Total(execution, node, "number of files read") is > 0 and { } files && Total(execution, node, "size of files read") is > 0 and { } bytes ? new InputScan(files, bytes) : null;

    private static long? Total(SqlExecution execution, PlanNode node, string name) =>
        node.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? execution.Total(metric)?.Sum : null;
}
