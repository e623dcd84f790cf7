using Stoker.Model.Sql;

namespace Stoker.Model.TimeSplit;

/// <summary>The time metrics of the Python nodes of an execution's plan (since Spark 4.0; source: PythonSQLMetrics.scala).</summary>
internal sealed class PythonMetrics
{
    /// <summary>
    /// Wall time of the whole exchange with the worker: to start it, to initialize it, and to run the code. "time to execute Python code" (since 4.2)
    /// is the last of the three only, and would count the start of workers as compute.
    /// </summary>
    private const string RunMetric = "time to run Python workers";

    private readonly HashSet<AccumulatorId> _planIds;

    private PythonMetrics(HashSet<AccumulatorId> planIds) => _planIds = planIds;

    /// <summary>For an execution without a plan, or without Python nodes that log time.</summary>
    public static PythonMetrics None { get; } = new([]);

    /// <summary>For each Python node that logs time, the metric that carries it.</summary>
    public IReadOnlyList<AccumulatorId> RunTimes { get; private init; } = [];

    /// <summary>Reads the plan of an execution.</summary>
    public static PythonMetrics Of(SqlExecution execution)
    {
        var planIds = new HashSet<AccumulatorId>();
        var runTimes = new List<AccumulatorId>();
        foreach (var metric in execution.Plan.Root?.Descend().SelectMany(node => node.Metrics) ?? [])
        {
            // A reused exchange repeats the plan below it: the metrics are the same.
            if (planIds.Add(metric.Id) && metric is { Name: RunMetric, Type: "timing" })
            {
                runTimes.Add(metric.Id);
            }
        }

        return new PythonMetrics(planIds) { RunTimes = runTimes };
    }

    /// <summary>Whether the plan names all these metrics, so that a Python node that ran would be among them.</summary>
    public bool NamesAll(IEnumerable<AccumulatorId> reported) => reported.All(_planIds.Contains);
}
