using Stoker.Diagnoses.Work;
using Stoker.Findings.Places;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Plans;

/// <summary>The executed plan of a SQL execution.</summary>
internal sealed class QueryPlan
{
    private readonly Inspection _inspection;
    private readonly Lazy<IReadOnlyList<PlanOperator>> _operators;
    private readonly Lazy<IReadOnlyDictionary<AccumulatorId, List<StageWork>>> _stagesByMetric;

    public QueryPlan(SqlExecution execution, Inspection inspection)
    {
        _inspection = inspection;
        Execution = execution;
        _operators = new(Read);
        _stagesByMetric = new(MetricStages);
    }

    /// <summary>The execution.</summary>
    public SqlExecution Execution { get; }

    /// <summary>Its place.</summary>
    public Place Place => new SqlExecutionPlace(Execution.Id);

    /// <summary>Operators ascending by id: readers before what they read.</summary>
    public IReadOnlyList<PlanOperator> Operators => _operators.Value;

    /// <summary>Whether adaptive execution was at work: the plan says so, whatever the settings (diagnoses.md 1).</summary>
    public bool IsAdaptive => Operators.Any(node => node.Name == "AdaptiveSparkPlan");

    /// <summary>Stage attempts of its jobs that ran tasks.</summary>
    public IEnumerable<StageWork> Stages => Execution.Stages.SelectMany(_inspection.AttemptsOf);

    /// <summary>Task time of its stages, ms; stages that a job skipped cost nothing.</summary>
    public long RunMs => Stages.Where(stage => stage.Stage.Jobs.Any(job => Execution.Jobs.Contains(job))).Sum(stage => stage.DurationMs);

    /// <summary>Stage attempts whose tasks reported any of some metrics.</summary>
    public IReadOnlyList<StageWork> StagesOf(IEnumerable<SqlMetric> metrics)
    {
        // Mostly all metrics of a node are of one stage, or of the same ones.
        List<StageWork> found = [];
        foreach (var metric in metrics)
        {
            if (_stagesByMetric.Value.TryGetValue(metric.Id, out var own) && !own.All(found.Contains))
            {
                found = found.Count == 0 ? own : [.. found.Union(own).OrderBy(stage => stage.Index)];
            }
        }

        return found;
    }

    /// <summary>Stage attempts whose tasks reported a metric, ascending by their position.</summary>
    public IReadOnlyList<StageWork> StagesOf(SqlMetric metric) => _stagesByMetric.Value.TryGetValue(metric.Id, out var stages) ? stages : [];

    private Dictionary<AccumulatorId, List<StageWork>> MetricStages()
    {
        var stages = new Dictionary<AccumulatorId, List<StageWork>>();
        foreach (var stage in Stages.Distinct().OrderBy(stage => stage.Index))
        {
            foreach (var id in stage.Stage.Tasks.SqlMetricIds)
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(stages, id, out _) ??= []).Add(stage);
            }
        }

        return stages;
    }

    private List<PlanOperator> Read()
    {
        if (Execution.Plan.Graph is not { } graph)
        {
            return [];
        }

        var byId = new Dictionary<long, PlanOperator>();
        foreach (var node in graph.Nodes)
        {
            if (!node.IsCluster)
            {
                byId.Add(node.Id, new PlanOperator(this, node));
            }
        }

        foreach (var edge in graph.Edges)
        {
            if (byId.TryGetValue(edge.From, out var from) && byId.TryGetValue(edge.To, out var to))
            {
                to.Inputs.Add(from);
                from.Readers.Add(to);
            }
        }

        return [.. byId.Values.OrderBy(node => node.Id)];
    }
}
