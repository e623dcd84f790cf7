using System.Globalization;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>A log of one query in one stage: a chain of plan nodes, the reader before what it reads, each with its metrics by task. Tasks fill the slots of one executor, none waits for another.</summary>
internal sealed class ChainLog(string version = "4.3.0", int slots = 2)
{
    /// <summary>The first tasks start here, ms; before that the application only is.</summary>
    public const long StartMs = 1_000;

    private readonly List<(string Name, string Text, (string Name, string Type, int Id)[] Metrics)> _nodes = [];
    private readonly Dictionary<int, long[]> _values = [];
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal) { ["spark.master"] = "yarn" };
    private string _metrics = "";
    private int _nextMetric = 10;

    /// <summary>An exception of one attempt of the first task, beside the attempts that succeed; absent for none.</summary>
    public string? Failure { get; init; }

    /// <summary>The index that the log gives the last task, where a damaged log gives it another than its place.</summary>
    public int? LastIndex { get; init; }

    public ChainLog Set(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Adds a node below the last one. Values are by task index; a single one holds for each task.</summary>
    public ChainLog Node(string text, params (string Name, string Type, long[] Values)[] metrics)
    {
        var numbered = metrics.Select(metric => (metric.Name, metric.Type, Id: _nextMetric++)).ToArray();
        for (var index = 0; index < metrics.Length; index++)
        {
            _values[numbered[index].Id] = metrics[index].Values;
        }

        _nodes.Add((text.StartsWith("Scan ", StringComparison.Ordinal) ? "Scan parquet" : text.Split(' ')[0], text, numbered));
        return this;
    }

    /// <summary>More fields of the metrics of each task, such as <c>"Input Metrics":{"Bytes Read":5,"Records Read":1}</c>.</summary>
    public ChainLog TaskFields(string json)
    {
        _metrics = "," + json;
        return this;
    }

    /// <summary>The application, whose tasks take so long, in order; the thread of each computes a twentieth of its time.</summary>
    public Application Run(params int[] durations)
    {
        var log = new LogBuilder().LogStart(version).ApplicationStart("app-1", "orders", 0)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{{{{string.Join(',', _settings.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\""))}}}},"Hadoop Properties":{},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 0, cores: slots)
            .Line($$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"rootExecutionId":0,"description":"collect at job.py:7","details":"","physicalPlanDescription":"","sparkPlanInfo":{{{Plan(0)}}},"time":{{{StartMs}}},"modifiedConfigs":{}}""")
            .JobStart(0, StartMs, [(0, durations.Length)], """{"spark.sql.execution.id":"0"}""")
            .StageSubmitted(0, durations.Length, StartMs, rdds: Rdds());
        var free = new long[slots];
        Array.Fill(free, StartMs);
        for (var index = 0; index < durations.Length; index++)
        {
            var slot = Array.IndexOf(free, free.Min());
            var (launch, finish) = (free[slot], free[slot] + durations[index]);
            free[slot] = finish;
            var logged = index == durations.Length - 1 && LastIndex is { } other ? other : index;
            log.TaskStart(0, index, logged, launch).TaskEnd(0, index, logged, launch, finish, accumulables: Updates(index), metrics: TaskMetrics(durations[index]));
        }

        if (Failure is { } failure)
        {
            var reason = $$"""{"Reason":"ExceptionFailure","Class Name":"{{failure.Split(':')[0]}}","Description":"{{failure}}","Stack Trace":[],"Full Stack Trace":"{{failure}}","Accumulator Updates":[]}""";
            log.TaskStart(0, durations.Length, 0, StartMs, attempt: 1).TaskEnd(0, durations.Length, 0, StartMs, StartMs + 500, attempt: 1, reason: reason, failed: true, metrics: TaskMetrics(500));
        }

        var end = free.Max();
        return log.StageCompleted(0, durations.Length, StartMs, end, rdds: Rdds()).JobEnd(0, end)
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":{{end}},"errorMessage":""}""")
            .ApplicationEnd(end + 1_000).Read();
    }

    private string TaskMetrics(int ms) => string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"Executor CPU Time":{{{ms * 50_000L}}},"JVM GC Time":0{{{_metrics}}}}""");

    private string Plan(int at)
    {
        var (name, text, metrics) = _nodes[at];
        var children = at + 1 < _nodes.Count ? Plan(at + 1) : "";
        return $$"""{"nodeName":"{{name}}","simpleString":"{{text}}","children":[{{children}}],"metadata":{},"metrics":[{{string.Join(',', metrics.Select(metric => $$"""{"name":"{{metric.Name}}","accumulatorId":{{metric.Id}},"metricType":"{{metric.Type}}"}"""))}}]}""";
    }

    private string Updates(int index) => string.Join(',', _values.Select(pair => (pair.Key, Value: pair.Value.Length == 1 ? pair.Value[0] : pair.Value[index]))
        .Where(pair => pair.Value != 0)
        .Select(pair => $$"""{"ID":{{pair.Key}},"Update":"{{pair.Value}}","Value":"{{pair.Value}}","Metadata":"sql"}"""));

    private string Rdds() => string.Join(',', _nodes.Select((node, index) =>
        $$"""{"RDD ID":{{index}},"Name":"MapPartitionsRDD","Scope":"{\"id\":\"{{index}}\",\"name\":\"{{node.Name}}\"}","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":8,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}"""));
}
