using Stoker.Reports.Failures;

namespace Stoker.Tests.Reports;

public sealed class FailureCauseTests
{
    [Theory]
    [InlineData("java.lang.OutOfMemoryError: Java heap space\n\tat Foo.bar(Foo.java:1)", "OutOfMemoryError: Java heap space")]
    [InlineData("Container killed by YARN for exceeding memory limits. 5 GB used.", "Container killed by YARN for exceeding memory limits. 5 GB used.")]
    [InlineData("ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Remote RPC client disassociated.", "Remote RPC client disassociated.")]
    [InlineData(
        "Job aborted due to stage failure: Task 2 in stage 4.0 failed 3 times, most recent failure: Lost task 2.2 in stage 4.0 (TID 33) (localhost executor driver): java.io.IOException: No space left on device\n\tat x",
        "IOException: No space left on device")]
    [InlineData(
        "org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n  File \"w.py\", line 1, in main\n    process()\nValueError: could not convert string to float: 'n/a'\n\n\tat org.apache.spark.Foo",
        "ValueError: could not convert string to float: 'n/a'")]
    [InlineData("", "")]
    public void Of_TextsOfSpark_TheLineThatSaysIt(string message, string expected) => Assert.Equal(expected, FailureCause.Of(message));
}
