using System.Globalization;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>A log of jobs of one stage each, on executors of several hosts; jobs have the number of their stage.</summary>
internal sealed class HostsLog
{
    private readonly LogBuilder _log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0);
    private readonly Dictionary<string, string> _hosts = new(StringComparer.Ordinal);
    private readonly List<(long Time, string Line)> _lines = [];
    private int _stage;
    private long _task;

    /// <param name="settings">Settings as JSON fields, such as <c>"spark.speculation":"true"</c>; the master is YARN.</param>
    /// <param name="executors">Executors, there from the start.</param>
    public HostsLog(string settings, params (string Id, string Host, int Slots)[] executors)
    {
        _log.Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn"{{{(settings.Length > 0 ? "," + settings : "")}}}},"Hadoop Properties":{},"System Properties":{},"Classpath Entries":{}}""");
        foreach (var (id, host, slots) in executors)
        {
            _hosts[id] = host;
            _log.ExecutorAdded(id, 0, slots, host);
        }
    }

    /// <summary>Adds a job, submitted at a time, with the tasks of its stage.</summary>
    public HostsLog Job(long atMs, params IEnumerable<HostsTask> tasks)
    {
        var (stage, all) = (_stage++, tasks.ToList());
        var planned = all.Count(task => !task.IsCopy);
        var end = all.Max(task => task.LaunchMs + task.Ms);
        Add(atMs, new LogBuilder().JobStart(stage, atMs, [(stage, planned)]).StageSubmitted(stage, planned, atMs));
        for (var position = 0; position < all.Count; position++)
        {
            var task = all[position];
            var id = _task++;
            Add(task.LaunchMs, new LogBuilder().TaskStart(stage, id, task.Index ?? position, task.LaunchMs, attempt: task.IsCopy ? 1 : 0, executor: task.Executor, speculative: task.IsCopy), _hosts[task.Executor]);
            Add(task.LaunchMs + task.Ms, new LogBuilder().Line(Text(task, id, task.Index ?? position, stage)));
        }

        Add(end, new LogBuilder().StageCompleted(stage, planned, atMs, end).JobEnd(stage, end));
        return this;
    }

    public Application End(long ms)
    {
        foreach (var (_, line) in _lines.OrderBy(line => line.Time))
        {
            _log.Line(line.TrimEnd('\n'));
        }

        return _log.ApplicationEnd(ms).Read();
    }

    private void Add(long time, LogBuilder lines, string host = "host-1") => _lines.Add((time, lines.Text.Replace("host-1", host, StringComparison.Ordinal)));

    private string Text(HostsTask task, long id, int index, int stage)
    {
        var run = task.RunMs ?? task.Ms;
        var reason = task.IsKilled ? """{"Reason":"TaskKilled","Kill Reason":"another attempt succeeded"}""" : """{"Reason":"Success"}""";
        return string.Create(CultureInfo.InvariantCulture, $$$"""{"Event":"SparkListenerTaskEnd","Stage ID":{{{stage}}},"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{{{reason}}},"Task Info":{"Task ID":{{{id}}},"Index":{{{index}}},"Attempt":{{{(task.IsCopy ? 1 : 0)}}},"Partition ID":{{{index}}},"Launch Time":{{{task.LaunchMs}}},"Executor ID":"{{{task.Executor}}}","Host":"{{{_hosts[task.Executor]}}}","Locality":"{{{task.Locality}}}","Speculative":{{{Json(task.IsCopy)}}},"Getting Result Time":0,"Finish Time":{{{task.LaunchMs + task.Ms}}},"Failed":false,"Killed":{{{Json(task.IsKilled)}}},"Accumulables":[]},"Task Metrics":{"Executor Run Time":{{{run}}},"Executor CPU Time":{{{run * 900_000}}},"Input Metrics":{"Bytes Read":{{{task.Bytes}}},"Records Read":{{{task.Bytes / 100}}}},"JVM GC Time":0}}""");
    }

    private static string Json(bool value) => value ? "true" : "false";
}
