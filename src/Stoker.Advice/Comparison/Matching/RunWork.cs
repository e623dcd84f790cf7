using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>The units of work of one run, in the order in which they began.</summary>
internal static class RunWork
{
    public static IReadOnlyList<WorkUnit> Of(ComparedRun run)
    {
        var stages = new StageReader(run);
        var executions = run.Application.SqlExecutions.ToLookup(execution => execution.RootId);
        var jobs = run.Application.Jobs.ToDictionary(job => job.Id);
        var units = new List<(long Start, WorkUnit Unit)>();
        var taken = new HashSet<JobId>();
        foreach (var group in executions)
        {
            var own = group.SelectMany(execution => execution.Jobs).Distinct().Select(id => jobs.GetValueOrDefault(id)).OfType<Job>().OrderBy(job => job.Id).ToList();
            taken.UnionWith(own.Select(job => job.Id));
            var root = group.FirstOrDefault(execution => execution.Id == group.Key) ?? group.First();
            units.Add((root.StartTime?.EpochMilliseconds ?? StartOf(own), OfQuery(root, group, own, stages)));
        }

        foreach (var job in run.Application.Jobs.Where(job => !taken.Contains(job.Id)))
        {
            units.Add((job.SubmissionTime?.EpochMilliseconds ?? 0, OfJob(job, stages)));
        }

        return [.. units.OrderBy(unit => unit.Start).ThenBy(unit => unit.Unit.FirstJob).Select((unit, position) => unit.Unit with { Position = position })];
    }

    private static long StartOf(List<Job> jobs) => jobs.Count > 0 ? jobs[0].SubmissionTime?.EpochMilliseconds ?? 0 : 0;

    private static WorkUnit OfQuery(SqlExecution root, IEnumerable<SqlExecution> executions, List<Job> jobs, StageReader stages)
    {
        var all = executions.ToList();
        return new WorkUnit
        {
            Execution = root.Id,
            FirstJob = jobs.Count > 0 ? jobs[0].Id : null,
            Name = root.Description.Length > 0 ? root.Description : jobs.FirstOrDefault()?.Name ?? "",
            Place = WorkText.Place(jobs.FirstOrDefault()?.Description ?? root.Description),
            Operators = [.. all.SelectMany(Nodes).Select(WorkText.Operator).OfType<string>().Order(StringComparer.Ordinal)],
            Stages = stages.Of(jobs, all),
            LeafRows = LeafRowsOf(all),
            Sources = QuerySources.Of(all),
            DriverTime = stages.DriverTime(jobs),
            IsFinished = root.EndTime is not null && jobs.TrueForAll(job => job.CompletionTime is not null),
        };
    }

    private static WorkUnit OfJob(Job job, StageReader stages)
    {
        var own = stages.Of([job], []);
        return new WorkUnit
        {
            FirstJob = job.Id,
            Name = job.Description ?? job.Name,
            Place = WorkText.Place(job.Description ?? job.Name),
            Operators = [.. own.SelectMany(stage => stage.Operators).Order(StringComparer.Ordinal)],
            Stages = own,
            DriverTime = stages.DriverTime([job]),
            IsFinished = job.CompletionTime is not null,
        };
    }

    private static IEnumerable<PlanGraphNode> Nodes(SqlExecution execution) => execution.Plan.Graph?.Nodes.Where(node => !node.IsCluster) ?? [];

    private static double? LeafRowsOf(List<SqlExecution> executions)
    {
        double? rows = null;
        foreach (var execution in executions)
        {
            var inCaches = InCaches(execution);
            foreach (var node in Nodes(execution).Where(node => !inCaches.Contains(node.Plan) && (node.Plan.Children.Count == 0 || IsCacheScan(node.Plan))))
            {
                if (node.Metrics.FirstOrDefault(metric => metric.Name == "number of output rows") is { } metric && execution.SumOf(metric) is { } sum)
                {
                    rows = (rows ?? 0) + sum;
                }
            }
        }

        return rows > 0 ? rows : null;
    }

    /// <summary>Nodes of plans that fill a cache: they count what is made again where a block is missing too.</summary>
    private static HashSet<PlanNode> InCaches(SqlExecution execution) =>
        [.. Nodes(execution).Where(node => IsCacheScan(node.Plan)).SelectMany(node => node.Plan.Descend().Skip(1))];

    private static bool IsCacheScan(PlanNode node) => node.Name.StartsWith("InMemoryTableScan", StringComparison.Ordinal);
}
