using Stoker.Diagnoses.Work;
using Stoker.Findings.Places;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Plans;

/// <summary>A node of an executed plan, linked to the nodes that it reads and feeds. Codegen clusters are left out.</summary>
internal sealed class PlanOperator(QueryPlan plan, PlanGraphNode node)
{
    /// <summary>What Spark adds to the name of a join whose skewed partitions it split: it is the same operator.</summary>
    private const string SplitMark = "(skew=true)";

    private IReadOnlyList<StageWork>? _stages;

    /// <summary>The plan that it belongs to.</summary>
    public QueryPlan Plan { get; } = plan;

    /// <summary>Spark's id of it in the graph.</summary>
    public long Id => node.Id;

    /// <summary>Name, such as <c>Exchange</c>; scans keep their format: <c>Scan parquet</c>.</summary>
    public string Name { get; } = node.Name.Trim() is var name && name.EndsWith(SplitMark, StringComparison.Ordinal) ? name[..^SplitMark.Length] : name;

    /// <summary>Whether it reads a cached relation: one that has a name, of CACHE TABLE or cacheTable(), is called by it, <c>Scan In-memory table t</c>.</summary>
    public bool ReadsCache => Name == "InMemoryTableScan" || Name.StartsWith("Scan In-memory table", StringComparison.Ordinal);

    /// <summary>The operator with its arguments.</summary>
    public string Text => node.Description;

    /// <summary>Whether it runs as generated code of a whole stage.</summary>
    public bool IsGenerated => node.Cluster is not null;

    /// <summary>Facts of file scans.</summary>
    public IReadOnlyDictionary<string, string> Metadata => node.Plan.Metadata;

    /// <summary>Nodes whose rows it reads, in order: left before right.</summary>
    public List<PlanOperator> Inputs { get; } = [];

    /// <summary>Nodes that read its rows.</summary>
    public List<PlanOperator> Readers { get; } = [];

    /// <summary>Its place.</summary>
    public Place Place => new PlanNodePlace(Plan.Execution.Id, Id);

    /// <summary>Output rows; absent when not reported.</summary>
    public long? OutputRows => Total("number of output rows");

    /// <summary>Stage attempts whose tasks reported a metric of it.</summary>
    public IReadOnlyList<StageWork> Stages => _stages ??= Plan.StagesOf(node.Metrics);

    /// <summary>
    /// Stage attempts that ran it: those that reported a metric of it or, since tasks do not report zeros, those of the nearest node of its stage that feeds it
    /// or reads its rows.
    /// </summary>
    public IReadOnlyList<StageWork> RunStages => FedWithinStage().Concat(Above()).Select(node => node.Stages).FirstOrDefault(stages => stages.Count > 0) ?? [];

    /// <summary>A metric by its name; absent when the node does not have it.</summary>
    public SqlMetric? Metric(string name)
    {
        foreach (var metric in node.Metrics)
        {
            if (metric.Name == name)
            {
                return metric;
            }
        }

        return null;
    }

    /// <summary>Sum of a metric over tasks and driver, in the unit of its type; absent when nothing reported it.</summary>
    public long? Total(string name) => Metric(name) is { } metric ? Plan.Execution.SumOf(metric) : null;

    /// <summary>Sum of a time metric in ms; absent when nothing reported it.</summary>
    public double? TotalMs(string name) => Metric(name) is { } metric && Plan.Execution.SumOf(metric) is { } sum
        ? metric.Type == "nsTiming" ? sum / 1e6 : sum
        : null;

    /// <summary>Sum of a metric over the tasks of one stage; absent when they did not report it.</summary>
    public static long? SumIn(StageWork stage, SqlMetric metric) => stage.Stage.Tasks.SqlMetric(metric.Id) is { } values ? values.Values.Sum() : null;

    /// <summary>Stages that wrote an exchange: those that reported how much.</summary>
    public IReadOnlyList<StageWork> WritingStages => StagesOf("shuffle bytes written");

    /// <summary>Stages that read an exchange.</summary>
    public IReadOnlyList<StageWork> ReadingStages => StagesOf("records read");

    /// <summary>Stages that computed the rows of an exchange by ranges only to find where the ranges begin: they ran what feeds it, before it was written, and wrote no shuffle.</summary>
    public IEnumerable<StageWork> SamplingStages => WritingStages is not [var first, ..] ? [] : Inputs.SelectMany(input => input.FedWithinStage())
        .SelectMany(node => node.Stages.Concat(node.Inputs.Where(Exchanges.IsShuffle).SelectMany(shuffle => shuffle.ReadingStages))).Distinct()
        .Where(stage => stage.ShuffleWrittenBytes == 0 && stage.EndMs <= first.StartMs && stage.Stage.Jobs.Any(Plan.Execution.Jobs.Contains));

    /// <summary>Stages whose tasks reported a metric.</summary>
    public IReadOnlyList<StageWork> StagesOf(string name) => Metric(name) is { } metric ? Plan.StagesOf(metric) : [];

    /// <summary>This node and those below, each once, readers before what they read.</summary>
    public IEnumerable<PlanOperator> Below()
    {
        var seen = new HashSet<PlanOperator>();
        var open = new Stack<PlanOperator>([this]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            yield return next;
            for (var index = next.Inputs.Count - 1; index >= 0; index--)
            {
                open.Push(next.Inputs[index]);
            }
        }
    }

    /// <summary>The nearest node below, this one included, for which a condition holds, through nodes with one input that pass rows on.</summary>
    public PlanOperator? Nearest(Func<PlanOperator, bool> condition)
    {
        for (var at = this; at is not null; at = at.Inputs.Count == 1 ? at.Inputs[0] : null)
        {
            if (condition(at))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>This node and those that feed it without an exchange between, the nearest first.</summary>
    private IEnumerable<PlanOperator> FedWithinStage()
    {
        var open = new Queue<PlanOperator>([this]);
        while (open.TryDequeue(out var next))
        {
            yield return next;
            foreach (var input in next.Inputs.Where(input => !Exchanges.IsShuffle(input) && !Exchanges.IsBroadcast(input)))
            {
                open.Enqueue(input);
            }
        }
    }

    private IEnumerable<PlanOperator> Above()
    {
        for (var at = Readers.FirstOrDefault(); at is not null; at = Exchanges.IsShuffle(at) || Exchanges.IsBroadcast(at) ? null : at.Readers.FirstOrDefault())
        {
            yield return at;
        }
    }
}
