using Stoker.Model.Tasks;

namespace Stoker.Tests.EventLogs.Events.Tasks;

/// <summary>Every Task End Reason, worded as Spark words it (TaskEndReason.scala) and counted as the History Server counts it.</summary>
public sealed class TaskEndReasonTests
{
    [Theory]
    [InlineData("""{"Reason":"TaskResultLost"}""", TaskEndReason.TaskResultLost, "TaskResultLost (result lost from block manager)", 1, 0)]
    [InlineData("""{"Reason":"UnknownReason"}""", TaskEndReason.Unknown, "UnknownReason", 1, 0)]
    [InlineData("""{"Reason":"NewerReason"}""", TaskEndReason.Unknown, "NewerReason", 1, 0)]
    [InlineData("""{"Reason":"TaskKilled","Kill Reason":"another attempt succeeded","Accumulator Updates":[]}""", TaskEndReason.TaskKilled, "another attempt succeeded", 0, 1)]
    [InlineData("""{"Reason":"TaskKilled"}""", TaskEndReason.TaskKilled, "unknown reason", 0, 1)]
    [InlineData("""{"Reason":"TaskCommitDenied","Job ID":1,"Partition ID":2,"Attempt Number":3}""", TaskEndReason.TaskCommitDenied, "TaskCommitDenied (Driver denied task commit) for job: 1, partition: 2, attemptNumber: 3", 0, 1)]
    [InlineData("""{"Reason":"TaskCommitDenied"}""", TaskEndReason.TaskCommitDenied, "TaskCommitDenied (Driver denied task commit) for job: -1, partition: -1, attemptNumber: -1", 0, 1)]
    [InlineData("""{"Reason":"ExecutorLostFailure","Executor ID":"4","Exit Caused By App":false,"Loss Reason":"spot"}""", TaskEndReason.ExecutorLostFailure, "ExecutorLostFailure (executor 4 exited unrelated to the running tasks) Reason: spot", 1, 0)]
    [InlineData("""{"Reason":"ExecutorLostFailure"}""", TaskEndReason.ExecutorLostFailure, "ExecutorLostFailure (executor Unknown exited caused by one of the running tasks)", 1, 0)]
    [InlineData("""{"Reason":"ExecutorShutdownFailure","Executor ID":"4"}""", TaskEndReason.ExecutorShutdownFailure, "ExecutorShutdownFailure (executor 4)", 1, 0)]
    [InlineData("""{"Reason":"ExceptionFailure","Class Name":"C","Description":"d","Stack Trace":[],"Full Stack Trace":"full","Accumulator Updates":[]}""", TaskEndReason.ExceptionFailure, "full", 1, 0)]
    [InlineData("""{"Reason":"ExceptionFailure","Class Name":"C","Description":"d","Stack Trace":[{"Declaring Class":"A","Method Name":"m","File Name":"A.scala","Line Number":7},{"Declaring Class":"B","Method Name":"n","File Name":null,"Line Number":-2}],"Full Stack Trace":null,"Metrics":{}}""", TaskEndReason.ExceptionFailure, "C: d\n        A.m(A.scala:7)\n        B.n(Native Method)", 1, 0)]
    [InlineData("""{"Reason":"FetchFailed","Block Manager Address":{"Executor ID":"2","Host":"h","Port":9},"Shuffle ID":1,"Map ID":2,"Map Index":3,"Reduce ID":4,"Message":"m"}""", TaskEndReason.FetchFailed, "FetchFailed(BlockManagerId(2, h, 9, None), shuffleId=1, mapIndex=3, mapId=2, reduceId=4, message=\nm\n)", 1, 0)]
    [InlineData("""{"Reason":"FetchFailed","Block Manager Address":null,"Shuffle ID":1,"Map ID":2,"Reduce ID":4}""", TaskEndReason.FetchFailed, "FetchFailed(null, shuffleId=1, mapIndex=Unknown, mapId=2, reduceId=4, message=\nUnknown reason\n)", 1, 0)]
    public void Read_Reason_IsWordedAndCounted(string reason, TaskEndReason kind, string message, int failed, int killed)
    {
        var stage = Assert.Single(new LogBuilder().StageSubmitted(3, 1, 1).TaskStart(3, 1, launch: 1).TaskEnd(3, 1, launch: 1, finish: 2, reason: reason, failed: failed > 0, killed: killed > 0).Read().Stages);
        var failure = Assert.Single(stage.Tasks.Failures);
        Assert.Equal((0, kind, message), (failure.Row, failure.Reason, failure.Message));
        Assert.Equal((failed, killed, 0), (stage.FailedTasks, stage.KilledTasks, stage.CompletedTasks));
        Assert.Equal(kind, stage.Tasks.EndReason(0));
    }

    [Fact]
    public void Read_FetchFailed_TellsWhereFrom()
    {
        var failure = new LogBuilder().TaskEnd(0, 1, finish: 2, failed: true, reason: """{"Reason":"FetchFailed","Block Manager Address":{"Executor ID":"2","Host":"h","Port":9},"Shuffle ID":1,"Map ID":5000000000,"Reduce ID":4,"Message":"m"}""").Read().Stages[0].Tasks.Failures[0];
        Assert.Equal(new FetchFailure("2", "h", 1, 5_000_000_000, 4), failure.FetchFailure);
    }

    [Fact]
    public void Read_ExceptionFailure_TellsItsClass()
    {
        var failure = new LogBuilder().TaskEnd(0, 1, finish: 2, failed: true, reason: """{"Reason":"ExceptionFailure","Class Name":"org.apache.spark.api.python.PythonException","Description":"Traceback","Stack Trace":[]}""").Read().Stages[0].Tasks.Failures[0];
        Assert.Equal(("org.apache.spark.api.python.PythonException", "org.apache.spark.api.python.PythonException: Traceback"), (failure.ClassName, failure.Message));
    }
}
