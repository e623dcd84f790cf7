using System.Text;

namespace Stoker.Tests.EventLogs;

/// <summary>A whole application in a few kilobytes, with one of almost everything: for tests that read a log thousands of times.</summary>
internal static class SmallLog
{
    public static string Text { get; } = Build().Text;

    public static byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    private static LogBuilder Build() => new LogBuilder()
        .LogStart("3.5.9")
        .Line("""{"Event":"SparkListenerResourceProfileAdded","Resource Profile Id":0,"Executor Resource Requests":{"cores":{"Resource Name":"cores","Amount":2,"Discovery Script":"","Vendor":""}},"Task Resource Requests":{"cpus":{"Resource Name":"cpus","Amount":1.0}}}""")
        .BlockManagerAdded("driver", 1000)
        .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{"Java Version":"17.0.12"},"Spark Properties":{"spark.master":"yarn","spark.app.name":"Größe ✓"},"Hadoop Properties":{},"System Properties":{},"Metrics Properties":{},"Classpath Entries":{}}""")
        .ApplicationStart("app-1", "Größe ✓", 1000)
        .ExecutorAdded("1", 1100, cores: 2)
        .BlockManagerAdded("1", 1110)
        .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":0,"rootExecutionId":0,"description":"count at \"A.scala\":1","details":"","physicalPlanDescription":"== Physical Plan ==\n*(1) Project","sparkPlanInfo":{"nodeName":"WholeStageCodegen (1)","simpleString":"WholeStageCodegen (1)","children":[{"nodeName":"Project","simpleString":"Project [a]","children":[],"metadata":{},"metrics":[{"name":"number of output rows","accumulatorId":7,"metricType":"sum"}]}],"metadata":{},"metrics":[{"name":"duration","accumulatorId":8,"metricType":"timing"}]},"time":1200,"modifiedConfigs":{"spark.sql.shuffle.partitions":"8"},"jobTags":[]}""")
        .JobStart(0, 1210, [(0, 2), (1, 2)], """{"spark.sql.execution.id":"0","spark.job.description":"count"}""")
        .StageSubmitted(1, 2, 1220)
        .TaskStart(1, 10, index: 0, launch: 1230)
        .TaskStart(1, 11, index: 1, launch: 1231)
        .TaskEnd(1, 10, index: 0, launch: 1230, finish: 1300, accumulables: """{"ID":7,"Name":"number of output rows","Update":"5","Value":"5","Internal":true,"Count Failed Values":true,"Metadata":"sql"}""")
        .TaskEnd(1, 11, index: 1, launch: 1231, finish: 1290, reason: """{"Reason":"ExceptionFailure","Class Name":"java.lang.Error","Description":"bad \u0041","Stack Trace":[],"Full Stack Trace":"java.lang.Error: bad","Accumulator Updates":[]}""", failed: true)
        .TaskStart(1, 12, index: 1, launch: 1310, attempt: 1)
        .TaskEnd(1, 12, index: 1, launch: 1310, finish: 1350, attempt: 1, accumulables: """{"ID":7,"Name":"number of output rows","Update":"9","Value":"14","Internal":true,"Count Failed Values":true,"Metadata":"sql"},{"ID":99,"Name":"mine","Update":"3","Value":"3","Internal":false,"Count Failed Values":false}""")
        .StageCompleted(1, 2, 1220, 1360)
        .JobEnd(0, 1370)
        .Line("""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":0,"time":1380,"errorMessage":""}""")
        .Line("""{"Event":"com.vendor.Unknown","x":[1,{"y":"}"}]}""")
        .Line("""{"Event":"SparkListenerExecutorRemoved","Timestamp":1390,"Executor ID":"1","Removed Reason":"idle"}""")
        .ApplicationEnd(1400);
}
