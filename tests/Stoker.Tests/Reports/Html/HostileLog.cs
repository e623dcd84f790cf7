using System.Text.Encodings.Web;
using System.Text.Json;
using Stoker.Analyses;

namespace Stoker.Tests.Reports.Html;

/// <summary>A whole event log in which every text that a program or its data can choose is the same one.</summary>
internal static class HostileLog
{
    private const long Start = 1_772_373_911_000;

    /// <summary>The log, read and diagnosed.</summary>
    /// <param name="text">The text.</param>
    public static Analysis Analyze(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), $"stoker-hostile-{Guid.NewGuid():N}");
        File.WriteAllText(file, Lines(JsonSerializer.Serialize(text, Relaxed)));
        try
        {
            var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(file), cancellationToken: TestContext.Current.CancellationToken));
            return analysis with { Location = text, Source = text };
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Lines(string text) => string.Join('\n',
        $$$"""{"Event":"SparkListenerApplicationStart","App Name":{{{text}}},"App ID":{{{text}}},"Timestamp":{{{Start}}},"User":{{{text}}}}""",
        $$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":{{{text}}},"spark.chosen":{{{text}}},{{{text}}}:"1"},"System Properties":{},"Classpath Entries":{}}""",
        $$$"""{"Event":"SparkListenerExecutorAdded","Timestamp":{{{Start + 100}}},"Executor ID":{{{text}}},"Executor Info":{"Log Urls":{},"Host":{{{text}}},"Total Cores":2}}""",
        $$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"description":{{{text}}},"details":{{{text}}},"physicalPlanDescription":{{{text}}},"sparkPlanInfo":{"nodeName":{{{text}}},"simpleString":{{{text}}},"children":[{"nodeName":{{{text}}},"simpleString":{{{text}}},"children":[],"metadata":{},"metrics":[]}],"metadata":{},"metrics":[{"name":{{{text}}},"accumulatorId":7,"metricType":"timing"}]},"time":{{{Start + 900}}},"modifiedConfigs":{{{{text}}}:{{{text}}}}}""",
        $$$"""{"Event":"SparkListenerJobStart","Job ID":0,"Submission Time":{{{Start + 1_000}}},"Stage Infos":[{{{Stage(text)}}}],"Stage IDs":[0],"Properties":{"spark.sql.execution.id":"0","spark.job.description":{{{text}}}}}""",
        $$$"""{"Event":"SparkListenerStageSubmitted","Stage Info":{{{Stage(text)}}}}""",
        $$$"""{"Event":"SparkListenerTaskStart","Stage ID":0,"Stage Attempt ID":0,"Task Info":{{{Task(text, 0)}}}}""",
        $$$"""{"Event":"SparkListenerTaskEnd","Stage ID":0,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"ExceptionFailure","Class Name":{{{text}}},"Description":{{{text}}},"Stack Trace":[],"Full Stack Trace":{{{text}}}},"Task Info":{{{Task(text, Start + 5_000)}}},"Task Metrics":{"Executor Run Time":3900,"JVM GC Time":10}}""",
        $$$"""{"Event":"SparkListenerStageCompleted","Stage Info":{{{Stage(text, Start + 5_100)}}}}""",
        $$$"""{"Event":"SparkListenerJobEnd","Job ID":0,"Completion Time":{{{Start + 5_200}}},"Job Result":{"Exception":{"Message":{{{text}}},"Stack Trace":[]},"Result":"JobFailed"}}""",
        $$$"""{"Event":"SparkListenerExecutorRemoved","Timestamp":{{{Start + 5_150}}},"Executor ID":{{{text}}},"Removed Reason":{{{text}}}}""",
        $$$"""{"Event":{{{text}}},"Timestamp":1}""",
        $$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":{{{Start + 5_300}}},"errorMessage":{{{text}}}}""",
        $$$"""{"Event":"SparkListenerApplicationEnd","Timestamp":{{{Start + 6_000}}}}""") + "\n";

    private static string Stage(string text, long? completed = null)
    {
        var end = completed is { } time ? $$$""","Completion Time":{{{time}}},"Failure Reason":{{{text}}}""" : "";
        return $$$"""{"Stage ID":0,"Stage Attempt ID":0,"Stage Name":{{{text}}},"Number of Tasks":1,"RDD Info":[{"RDD ID":0,"Name":{{{text}}},"Scope":"{\"id\":\"0\",\"name\":\"map\"}","Callsite":{{{text}}},"Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Number of Partitions":1,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}],"Parent IDs":[],"Details":{{{text}}},"Submission Time":{{{Start + 1_000}}},"Accumulables":[]{{{end}}}}""";
    }

    private static string Task(string text, long finished) =>
        $$$"""{"Task ID":0,"Index":0,"Attempt":0,"Launch Time":{{{Start + 1_100}}},"Executor ID":{{{text}}},"Host":{{{text}}},"Locality":"ANY","Speculative":false,"Getting Result Time":0,"Finish Time":{{{finished}}},"Failed":{{{(finished > 0 ? "true" : "false")}}},"Killed":false,"Accumulables":[]}""";
}
