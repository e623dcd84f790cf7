using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>Writes the log of an application on a cluster, for rules on executors and memory. Times are ms since the start; sizes are MiB.</summary>
internal sealed class ClusterLog
{
    private const long Start = 1_772_373_911_000;
    private const long Mebibyte = 1 << 20;

    private readonly LogBuilder _log = new();
    private int _job;
    private long _task;

    public ClusterLog(params (string Key, string Value)[] settings)
        : this("3.5.1", null, settings)
    {
    }

    public ClusterLog(string version, string? attempt, params (string Key, string Value)[] settings)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["spark.master"] = "yarn" };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        _log.LogStart(version)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{{{{string.Join(',', all.Select(pair => $"\"{pair.Key}\":\"{pair.Value}\""))}}}},"System Properties":{},"Classpath Entries":{}}""")
            .Line($$"""{"Event":"SparkListenerApplicationStart","App Name":"nightly","App ID":"application_1_0001","Timestamp":{{Start}},"User":"etl"{{(attempt is null ? "" : $",\"App Attempt ID\":\"{attempt}\"")}}}""");
    }

    /// <summary>An executor whose block manager tells the pool of a heap.</summary>
    public ClusterLog Executor(string id, long atMs, int cores, long heap, string? host = null, long? requestedMs = null)
    {
        host ??= "node-" + id;
        var times = requestedMs is { } requested ? $",\"Request Time\":{Start + requested},\"Registration Time\":{Start + atMs}" : "";
        if (id != "driver" || cores > 0)
        {
            _log.Line($$$"""{"Event":"SparkListenerExecutorAdded","Timestamp":{{{Start + atMs}}},"Executor ID":"{{{id}}}","Executor Info":{"Host":"{{{host}}}","Total Cores":{{{cores}}},"Log Urls":{},"Attributes":{},"Resources":{},"Resource Profile Id":0{{{times}}}}}""");
        }

        var pool = (long)((heap - 300) * Mebibyte * 0.6);
        _log.Line($$$"""{"Event":"SparkListenerBlockManagerAdded","Block Manager ID":{"Executor ID":"{{{id}}}","Host":"{{{host}}}","Port":7079},"Maximum Memory":{{{pool}}},"Timestamp":{{{Start + atMs}}},"Maximum Onheap Memory":{{{pool}}},"Maximum Offheap Memory":0}""");
        return this;
    }

    public ClusterLog Removed(string id, long atMs, string reason)
    {
        _log.ExecutorRemoved(id, Start + atMs, reason);
        return this;
    }

    /// <summary>A job of one stage; polls are written before the stage ends.</summary>
    public ClusterLog Stage(long fromMs, long untilMs, IReadOnlyList<ClusterTask> tasks, string rdds = "", params (string Executor, string Metrics)[] polls)
    {
        var stage = _job++;
        _log.JobStart(stage, Start + fromMs, [(stage, tasks.Count)]).StageSubmitted(stage, tasks.Count, Start + fromMs, rdds: rdds);
        var first = _task;
        for (var index = 0; index < tasks.Count; index++)
        {
            _log.TaskStart(stage, _task++, index, Start + tasks[index].FromMs, executor: tasks[index].Executor);
        }

        foreach (var (task, index) in tasks.Select((task, index) => (task, index)).OrderBy(pair => pair.task.FromMs + pair.task.Ms))
        {
            _log.TaskEnd(stage, first + index, index, Start + task.FromMs, Start + task.FromMs + task.Ms, executor: task.Executor, reason: task.Reason ?? """{"Reason":"Success"}""", failed: task.Reason is not null, metrics: MetricsOf(task));
        }

        foreach (var (executor, metrics) in polls)
        {
            _log.Line($$$"""{"Event":"SparkListenerStageExecutorMetrics","Executor ID":"{{{executor}}}","Stage ID":{{{stage}}},"Stage Attempt ID":0,"Executor Metrics":{{{{metrics}}}}}""");
        }

        _log.StageCompleted(stage, tasks.Count, Start + fromMs, Start + untilMs, rdds: rdds).JobEnd(stage, Start + untilMs);
        return this;
    }

    /// <summary>A poll of the driver between stages.</summary>
    public ClusterLog PolledDriver(string metrics)
    {
        _log.Line($$$"""{"Event":"SparkListenerExecutorMetricsUpdate","Executor ID":"driver","Metrics Updated":[],"Executor Metrics Updated":[{"Stage ID":-1,"Stage Attempt ID":-1,"Executor Metrics":{{{{metrics}}}}}]}""");
        return this;
    }

    /// <summary>A query of one node with one metric, which the driver set.</summary>
    public ClusterLog Query(string node, string metric, string type, long value)
    {
        _log.Line($$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":"count at job.py:1","details":"","physicalPlanDescription":"","sparkPlanInfo":{"nodeName":"{{{node}}}","simpleString":"{{{node}}}","children":[],"metadata":{},"metrics":[{"name":"{{{metric}}}","accumulatorId":77,"metricType":"{{{type}}}"}]},"time":{{{Start}}},"modifiedConfigs":{}}""")
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates","executionId":0,"accumUpdates":[[77,{{value}}]]}""")
            .Line($$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":{{Start + 1_000}}}""");
        return this;
    }

    public Application Build(long? endMs, int? exitCode = null)
    {
        if (endMs is { } end)
        {
            _log.Line($$"""{"Event":"SparkListenerApplicationEnd","Timestamp":{{Start + end}}{{(exitCode is { } code ? $",\"ExitCode\":{code}" : "")}}}""");
        }

        return _log.Read();
    }

    /// <summary>The findings of an id.</summary>
    public static IReadOnlyList<Finding> Find(string id, Application application) => [.. Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == id)];

    /// <summary>A number of a finding.</summary>
    public static double Number(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number!.Value; // A number by the test.

    /// <summary>As many polls of the heap as a life needs, the last with the largest value.</summary>
    public static (string Executor, string Metrics)[] HeapPolls(string executor, long peak, int count = 5) =>
        [.. Enumerable.Range(1, count).Select(poll => (executor, $"\"JVMHeapMemory\":{(peak * Mebibyte) - (count - poll)}"))];

    private static string MetricsOf(ClusterTask task) =>
        task.Metrics.Contains("Executor Run Time", StringComparison.Ordinal) ? $"{{{task.Metrics.TrimStart(',')}}}" : $$"""{"Executor Run Time":{{task.Ms}}{{task.Metrics}}}""";
}
