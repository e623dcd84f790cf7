using System.Text;
using Stoker.Fuzz;
using Stoker.Model;

namespace Stoker.Tests.EventLogs;

/// <summary>Writes an event log line by line, shaped as Spark 3.5 writes it; executor 1 unless said otherwise.</summary>
internal sealed class LogBuilder
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public Application Read() => MemoryLog.Read(Encoding.UTF8.GetBytes(Text));

    public LogBuilder Line(string json)
    {
        _text.Append(json).Append('\n');
        return this;
    }

    public LogBuilder LogStart(string version) => Line($$"""{"Event":"SparkListenerLogStart","Spark Version":"{{version}}"}""");

    public LogBuilder ApplicationStart(string id, string name, long time) =>
        Line($$"""{"Event":"SparkListenerApplicationStart","App Name":"{{name}}","App ID":"{{id}}","Timestamp":{{time}},"User":"spark"}""");

    public LogBuilder ApplicationEnd(long time) => Line($$"""{"Event":"SparkListenerApplicationEnd","Timestamp":{{time}}}""");

    public LogBuilder ExecutorAdded(string id, long time, int cores = 4, string host = "host-1") => Line(
        $$$"""{"Event":"SparkListenerExecutorAdded","Timestamp":{{{time}}},"Executor ID":"{{{id}}}","Executor Info":{"Host":"{{{host}}}","Total Cores":{{{cores}}},"Log Urls":{},"Attributes":{},"Resources":{},"Resource Profile Id":0}}""");

    public LogBuilder ExecutorRemoved(string id, long time, string reason = "lost") =>
        Line($$"""{"Event":"SparkListenerExecutorRemoved","Timestamp":{{time}},"Executor ID":"{{id}}","Removed Reason":"{{reason}}"}""");

    public LogBuilder BlockManagerAdded(string executor, long time) => Line(
        $$$"""{"Event":"SparkListenerBlockManagerAdded","Block Manager ID":{"Executor ID":"{{{executor}}}","Host":"host-1","Port":7079},"Maximum Memory":1000,"Timestamp":{{{time}}},"Maximum Onheap Memory":900,"Maximum Offheap Memory":100}""");

    public LogBuilder JobStart(int job, long time, (int Stage, int Tasks)[] stages, string properties = "{}") => Line(
        $$"""{"Event":"SparkListenerJobStart","Job ID":{{job}},"Submission Time":{{time}},"Stage Infos":[{{string.Join(',', stages.Select(stage => StageInfo(stage.Stage, stage.Tasks, 0)))}}],"Stage IDs":[{{string.Join(',', stages.Select(stage => stage.Stage))}}],"Properties":{{properties}}}""");

    public LogBuilder JobEnd(int job, long time, string result = """{"Result":"JobSucceeded"}""") =>
        Line($$"""{"Event":"SparkListenerJobEnd","Job ID":{{job}},"Completion Time":{{time}},"Job Result":{{result}}}""");

    public LogBuilder StageSubmitted(int stage, int tasks, long time, int attempt = 0, string rdds = "") =>
        Line($$$"""{"Event":"SparkListenerStageSubmitted","Stage Info":{{{StageInfo(stage, tasks, attempt, $"\"Submission Time\":{time},", rdds)}}},"Properties":{}}""");

    public LogBuilder StageCompleted(int stage, int tasks, long submitted, long completed, int attempt = 0, string? failure = null, string rdds = "") => Line(
        $$$"""{"Event":"SparkListenerStageCompleted","Stage Info":{{{StageInfo(stage, tasks, attempt, $"\"Submission Time\":{submitted},\"Completion Time\":{completed},{(failure is null ? "" : $"\"Failure Reason\":\"{failure}\",")}", rdds)}}}}""");

    public LogBuilder TaskStart(int stage, long task, int index = 0, long launch = 0, int stageAttempt = 0, int attempt = 0, string executor = "1", bool speculative = false) => Line(
        $$"""{"Event":"SparkListenerTaskStart","Stage ID":{{stage}},"Stage Attempt ID":{{stageAttempt}},"Task Info":{{TaskInfo(task, index, attempt, launch, 0, executor, speculative)}}}""");

    public LogBuilder TaskEnd(
        int stage,
        long task,
        int index = 0,
        long launch = 0,
        long finish = 0,
        int stageAttempt = 0,
        int attempt = 0,
        string executor = "1",
        string reason = """{"Reason":"Success"}""",
        bool failed = false,
        bool killed = false,
        bool speculative = false,
        string accumulables = "",
        string metrics = """{"Executor Run Time":40,"JVM GC Time":3,"Shuffle Read Metrics":{"Remote Bytes Read":10,"Local Bytes Read":5},"Shuffle Write Metrics":{"Shuffle Bytes Written":7},"Input Metrics":{"Bytes Read":100,"Records Read":2}}""") => Line(
        $$"""{"Event":"SparkListenerTaskEnd","Stage ID":{{stage}},"Stage Attempt ID":{{stageAttempt}},"Task Type":"ResultTask","Task End Reason":{{reason}},"Task Info":{{TaskInfo(task, index, attempt, launch, finish, executor, speculative, failed, killed, accumulables)}},"Task Metrics":{{metrics}}}""");

    private static string StageInfo(int stage, int tasks, int attempt, string times = "", string rdds = "") =>
        $$"""{"Stage ID":{{stage}},"Stage Attempt ID":{{attempt}},"Stage Name":"stage {{stage}}","Number of Tasks":{{tasks}},"RDD Info":[{{rdds}}],"Parent IDs":[],"Details":"",{{times}}"Accumulables":[],"Resource Profile Id":0}""";

    private static string TaskInfo(
        long task, int index, int attempt, long launch, long finish, string executor, bool speculative, bool failed = false, bool killed = false, string accumulables = "") =>
        $$"""{"Task ID":{{task}},"Index":{{index}},"Attempt":{{attempt}},"Partition ID":{{index}},"Launch Time":{{launch}},"Executor ID":"{{executor}}","Host":"host-1","Locality":"PROCESS_LOCAL","Speculative":{{Json(speculative)}},"Getting Result Time":0,"Finish Time":{{finish}},"Failed":{{Json(failed)}},"Killed":{{Json(killed)}},"Accumulables":[{{accumulables}}]}""";

    private static string Json(bool value) => value ? "true" : "false";
}
