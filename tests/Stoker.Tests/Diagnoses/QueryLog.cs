using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>A log of one query with its plan and stages, worked by hand: times in ms, one executor. Each stage is a job of its own; the first task of a stage reports the SQL metrics.</summary>
internal sealed class QueryLog
{
    private readonly LogBuilder _log = new();
    private long _task;
    private int _job;

    /// <param name="slots">Slots of the executor.</param>
    /// <param name="settings">Spark properties, comma separated: <c>"spark.master":"yarn"</c>.</param>
    /// <param name="version">Version of Spark.</param>
    public QueryLog(int slots = 4, string settings = """ "spark.master":"yarn" """, string version = "3.5.9") =>
        _log.LogStart(version)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{{{{settings}}}},"Hadoop Properties":{},"System Properties":{},"Classpath Entries":{}}""")
            .ApplicationStart("app-1", "orders", 0)
            .ExecutorAdded("1", 0, slots);

    /// <summary>A node of a plan with its metrics: name, accumulator, type.</summary>
    public static string Node(string name, string text, string metrics = "", params string[] inputs) =>
        $$"""{"nodeName":"{{name}}","simpleString":"{{text}}","children":[{{string.Join(',', inputs)}}],"metadata":{},"metrics":[{{metrics}}]}""";

    /// <summary>A scan of files.</summary>
    public static string Scan(string location, string metrics = "") => $$"""{"nodeName":"Scan parquet ","simpleString":"FileScan parquet [k#1]","children":[],"metadata":{"Location":"{{location}}"},"metrics":[{{metrics}}]}""";

    public static string Metric(string name, int id, string type = "sum") => $$"""{"name":"{{name}}","accumulatorId":{{id}},"metricType":"{{type}}"}""";

    /// <summary>An exchange with metrics of the ids given: bytes written in the map stage, records read in the reduce stage, data size.</summary>
    public static string Exchange(string arguments, int written, int read, int size, params string[] inputs) => Node(
        "Exchange",
        $"Exchange {arguments}, [plan_id=1]",
        $"{Metric("shuffle bytes written", written, "size")},{Metric("records read", read)},{Metric("data size", size, "size")}",
        inputs);

    public QueryLog Query(string plan, long startMs = 0, int id = 0, string description = "d")
    {
        _log.Line($$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":{{{id}}},"rootExecutionId":{{{id}}},"description":"{{{description}}}","details":"x","physicalPlanDescription":"p","sparkPlanInfo":{{{plan}}},"time":{{{startMs}}},"modifiedConfigs":{}}""");
        return this;
    }

    public QueryLog QueryEnd(long ms, int id = 0, string error = "")
    {
        _log.Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":{{id}},"time":{{ms}},"errorMessage":"{{error}}"}""");
        return this;
    }

    public QueryLog Driver(params (int Id, long Value)[] values)
    {
        _log.Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[{{string.Join(',', values.Select(value => $"[{value.Id},{value.Value}]"))}}]}""");
        return this;
    }

    /// <summary>A stage whose tasks take the slots in turn.</summary>
    public QueryLog Stage(int stage, long atMs, int slots, int[] durations, string metrics = "", string rdds = "", string? execution = "0", params (int Id, long Value)[] reported)
    {
        var free = Enumerable.Repeat(atMs, slots).ToArray();
        _log.JobStart(_job, atMs, [(stage, durations.Length)], execution is null ? "{}" : $$"""{"spark.sql.execution.id":"{{execution}}"}""").StageSubmitted(stage, durations.Length, atMs, rdds: rdds);
        for (var index = 0; index < durations.Length; index++)
        {
            var slot = Array.IndexOf(free, free.Min());
            var launch = free[slot];
            free[slot] += durations[index];
            var accumulables = index > 0 ? "" : string.Join(',', reported.Select(value => $$"""{"ID":{{value.Id}},"Name":"m","Update":"{{value.Value}}","Value":"{{value.Value}}","Internal":true,"Count Failed Values":true,"Metadata":"sql"}"""));
            _log.TaskStart(stage, _task, index, launch).TaskEnd(stage, _task++, index, launch, free[slot], accumulables: accumulables, metrics: Measured(durations[index], metrics));
        }

        _log.StageCompleted(stage, durations.Length, atMs, free.Max(), rdds: rdds).JobEnd(_job++, free.Max());
        return this;
    }

    public DiagnosisResult Diagnose(long endMs, DiagnosisOptions? options = null) => Diagnoser.Diagnose(_log.ApplicationEnd(endMs).Read(), options);

    /// <summary>Metrics of a task beyond its run time, which is all of it.</summary>
    private static string Measured(int ms, string metrics) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"Executor Run Time":{{ms}},"JVM GC Time":0{{(metrics.Length > 0 ? "," + metrics : "")}}}""");

    public static string Read(long bytes, long records, long waitMs = 0, long remoteBytes = 0, long blocks = 10) => string.Create(
        CultureInfo.InvariantCulture,
        $$$""" "Shuffle Read Metrics":{"Remote Blocks Fetched":{{{blocks}}},"Local Blocks Fetched":0,"Fetch Wait Time":{{{waitMs}}},"Remote Bytes Read":{{{remoteBytes}}},"Local Bytes Read":{{{bytes - remoteBytes}}},"Total Records Read":{{{records}}}}""");

    public static string Written(long bytes, long ms, long records = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $$$""" "Shuffle Write Metrics":{"Shuffle Bytes Written":{{{bytes}}},"Shuffle Write Time":{{{ms * 1_000_000}}},"Shuffle Records Written":{{{records}}}}""");

    public static string Input(long bytes, long records) => string.Create(CultureInfo.InvariantCulture, $$$""" "Input Metrics":{"Bytes Read":{{{bytes}}},"Records Read":{{{records}}}}""");

    public static string Rdd(int id, string name, int partitions, string parents = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"RDD ID":{{{id}}},"Name":"{{{name}}}","Parent IDs":[{{{parents}}}],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":{{{partitions}}},"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}""");

    public static double NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number ?? throw new InvalidOperationException(name + " is no number.");
}
