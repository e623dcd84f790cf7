using System.Globalization;
using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>
/// A log of one SQL execution, of stages that run one after the other, each as a job of its own, as under adaptive execution. The application starts at 0 and
/// ends 1 s behind the last stage; the execution starts at 1 s, and its first stage <see cref="PlanningMs"/> later.
/// </summary>
internal sealed class QuerySketch(SketchedNode plan, params SketchedStage[] stages)
{
    public string Version { get; init; } = "3.5.9";

    public int Slots { get; init; } = 4;

    public string Description { get; init; } = "save at job.py:7";

    public long PlanningMs { get; init; } = 1_000;

    /// <summary>From the end of the last stage to the end of the execution.</summary>
    public long CommitMs { get; init; }

    public (string Key, string Value)[] Settings { get; init; } = [];

    /// <summary>A further line of the log, behind the jobs.</summary>
    public string? Extra { get; init; }

    /// <summary>The one finding of a rule.</summary>
    public Finding Find(string id) => Assert.Single(Diagnose().Findings, finding => finding.Id == id);

    /// <summary>Whether a rule says nothing.</summary>
    public bool IsSilent(string id) => Diagnose().Findings.All(finding => finding.Id != id);

    public DiagnosisResult Diagnose() => Diagnoser.Diagnose(Read());

    public Application Read()
    {
        var ids = new Dictionary<SketchedNode, int>(ReferenceEqualityComparer.Instance);
        var log = new LogBuilder().LogStart(Version).ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, Slots)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{{{Map(Settings)}}},"System Properties":{},"Classpath Entries":{}}""")
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":{{Json(Description)}},"details":"","physicalPlanDescription":"","sparkPlanInfo":{{Json(plan, ids)}},"time":1000}""");
        var time = 1_000 + PlanningMs;
        var task = 0;
        for (var stage = 0; stage < stages.Length; stage++)
        {
            time = Run(log, ids, stage, time, ref task);
        }

        var driver = ids.SelectMany(pair => pair.Key.DriverMetrics.Select((metric, index) => $"[{pair.Value + pair.Key.Metrics.Length + index},{metric.Value}]"));
        if (Extra is not null)
        {
            log.Line(Extra);
        }

        return log.Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[{{string.Join(',', driver)}}]}""")
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":{{time + CommitMs}}}""")
            .ApplicationEnd(time + CommitMs + 1_000).Read();
    }

    private long Run(LogBuilder log, Dictionary<SketchedNode, int> ids, int number, long time, ref int task)
    {
        var stage = stages[number];
        log.JobStart(number, time, [(number, stage.Tasks)], """{"spark.sql.execution.id":"0"}""").StageSubmitted(number, stage.Tasks, time, rdds: stage.Rdds);
        var end = time;
        for (var index = 0; index < stage.Tasks; index++)
        {
            var launch = time + (index / Slots * stage.Ms);
            end = launch + stage.Ms;
            var updates = index > 0 ? [] : ids.Where(pair => pair.Key.Stage == number)
                .SelectMany(pair => pair.Key.Metrics.Select((metric, position) => $$"""{"ID":{{pair.Value + position}},"Name":{{Json(metric.Name)}},"Update":"{{metric.Value}}","Value":"{{metric.Value}}","Internal":true,"Count Failed Values":true,"Metadata":"sql"}"""));
            log.TaskStart(number, task, index, launch).TaskEnd(number, task++, index, launch, end, accumulables: string.Join(',', updates), metrics: stage.Metrics);
        }

        log.StageCompleted(number, stage.Tasks, time, end, rdds: stage.Rdds).JobEnd(number, end);
        return end;
    }

    private static string Json(SketchedNode node, Dictionary<SketchedNode, int> ids)
    {
        if (!ids.TryGetValue(node, out var first))
        {
            first = 100 + (ids.Count * 20);
            ids.Add(node, first);
        }

        var metrics = node.Metrics.Concat(node.DriverMetrics).Select((metric, index) => $$"""{"name":{{Json(metric.Name)}},"accumulatorId":{{first + index}},"metricType":"{{(metric.Name.EndsWith("time", StringComparison.Ordinal) ? "timing" : "sum")}}"}""");
        return $$"""{"nodeName":{{Json(node.Name)}},"simpleString":{{Json(node.Text)}},"children":[{{string.Join(',', node.Inputs.Select(input => Json(input, ids)))}}],"metadata":{{Map(node.Metadata)}},"metrics":[{{string.Join(',', metrics)}}]}""";
    }

    private static string Map((string Key, string Value)[] pairs) => "{" + string.Join(',', pairs.Select(pair => $"{Json(pair.Key)}:{Json(pair.Value)}")) + "}";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}

/// <summary>A node of a plan. The first task of its stage reports its metrics, the driver the others.</summary>
internal sealed record SketchedNode(string Name, string Text, params SketchedNode[] Inputs)
{
    public int Stage { get; init; }

    public (string Name, long Value)[] Metrics { get; init; } = [];

    public (string Name, long Value)[] DriverMetrics { get; init; } = [];

    public (string Key, string Value)[] Metadata { get; init; } = [];

    /// <summary>A filter that keeps some rows of its input.</summary>
    public static SketchedNode Filter(string condition, long rows, SketchedNode input) => new("Filter", $"Filter {condition}", input) { Metrics = [("number of output rows", rows)] };

    /// <summary>A scan of Parquet files; <c>columns</c> as <c>ReadSchema</c> has them, <c>partitions</c> read of a partitioned table.</summary>
    public static SketchedNode Scan(string output, string columns, long rows, long bytes, long files = 100, long? partitions = null) => new("Scan parquet sales", $"FileScan parquet sales[{output}] Batched: true, Format: Parquet")
    {
        Metrics = [("number of output rows", rows)],
        DriverMetrics = [("number of files read", files), ("size of files read", bytes), .. partitions is { } read ? [("number of partitions read", read)] : Array.Empty<(string, long)>()],
        Metadata = [("Location", "InMemoryFileIndex(1 paths)[s3a://lake/sales]"), ("ReadSchema", $"struct<{columns}>"), ("Format", "Parquet"), ("Batched", "true"), ("PartitionFilters", "[]"), ("PushedFilters", "[]")],
    };

    /// <summary>The same node with another fact of its scan.</summary>
    public SketchedNode With(string key, string value) => this with { Metadata = [.. Metadata.Where(pair => pair.Key != key), (key, value)] };
}

/// <summary>A stage of equal tasks.</summary>
internal sealed record SketchedStage(int Tasks, long Ms)
{
    public long InputBytes { get; init; }

    public long InputRecords { get; init; }

    public long ShuffleReadBytes { get; init; }

    public long ShuffleReadRecords { get; init; }

    public long ShuffleWrittenBytes { get; init; }

    public long? CpuMs { get; init; }

    public long OutputBytes { get; init; }

    /// <summary>RDDs of its lineage as the log has them.</summary>
    public string Rdds { get; init; } = "";

    public string Metrics => string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{Ms}}},"Executor CPU Time":{{{(CpuMs ?? Ms) * 1_000_000}}},"JVM GC Time":0,"Input Metrics":{"Bytes Read":{{{InputBytes}}},"Records Read":{{{InputRecords}}}},"Output Metrics":{"Bytes Written":{{{OutputBytes}}},"Records Written":0},"Shuffle Read Metrics":{"Remote Bytes Read":0,"Local Bytes Read":{{{ShuffleReadBytes}}},"Total Records Read":{{{ShuffleReadRecords}}}},"Shuffle Write Metrics":{"Shuffle Bytes Written":{{{ShuffleWrittenBytes}}},"Shuffle Records Written":0}}""");
}
