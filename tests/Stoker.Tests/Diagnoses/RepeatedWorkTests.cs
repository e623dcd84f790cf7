using System.Text;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Fuzz;
using Stoker.Tests.EventLogs;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>What lost shuffle data costs: attempts in vain, and what had been done before and is done again. Times in ms, one executor of two slots.</summary>
public sealed class RepeatedWorkTests
{
    private const string FetchFailed = """{"Reason":"FetchFailed","Block Manager Address":{"Executor ID":"2","Host":"host-2","Port":7079},"Shuffle ID":0,"Map ID":1,"Map Index":1,"Reduce ID":1,"Message":"org.apache.spark.shuffle.FetchFailedException: Connection refused"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // Before Spark 3.3 a task does not tell its partition: of stage 1 one of four was done, so that three tasks are new.
    public void FetchFailures_Price_only_what_had_been_done_before(bool knowsPartitions)
    {
        // Map task 1 runs again from 14 to 22 s, beside reduce task 0 until 20 s: 8 s of a slot, 6 / 2 + 2 s of the run. Reduce task 1 failed after 4 s beside it: 2 s. The second attempt
        // of stage 1 runs tasks 1 to 3, none of which had been done: 15 s of the job's own work.
        var finding = Assert.Single(Diagnose(TwoStages(), knowsPartitions), finding => finding.Id == "FAIL003");

        Assert.Equal((4_000, 1, 8_000), (NumberOf(finding, "lostTime"), NumberOf(finding, "tasksDoneAgain"), NumberOf(finding, "timeDoneAgain")));
        Assert.Equal(12, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(7, finding.Cost.WallSeconds!.Value.Expected, 3);
    }

    [Theory]
    [InlineData(1)] // Spark 4 counts the skipped run as attempt 0.
    [InlineData(0)] // Spark 3 does not; but a stage cannot begin before what it reads is there.
    public void FetchFailures_Price_all_of_a_stage_that_had_been_skipped(int attempt)
    {
        var log = Start().JobStart(0, 0, [(0, 2)]).StageSubmitted(0, 2, 0);
        Task(log, 0, 0, 0, 0, 10_000);
        Task(log, 0, 0, 1, 0, 10_000);
        log.StageCompleted(0, 2, 0, 10_000).JobEnd(0, 10_000).JobStart(1, 10_000, [(1, 2), (2, 2)]).StageSubmitted(2, 2, 10_000);
        Task(log, 2, 0, 0, 10_000, 1_000, FetchFailed);
        log.StageCompleted(2, 2, 10_000, 11_000, failure: "FetchFailed").StageSubmitted(1, 2, 11_000, attempt);
        Task(log, 1, attempt, 0, 11_000, 5_000);
        Task(log, 1, attempt, 1, 11_000, 5_000);
        log.StageCompleted(1, 2, 11_000, 16_000, attempt).StageSubmitted(2, 2, 16_000, 1);
        Task(log, 2, 1, 0, 16_000, 2_000);
        Task(log, 2, 1, 1, 16_000, 2_000);
        log.StageCompleted(2, 2, 16_000, 18_000, 1).JobEnd(1, 18_000);
        var text = log.ApplicationEnd(19_000).Text.Replace("\"Stage Name\":\"stage 2\",\"Number of Tasks\":2,\"RDD Info\":[],\"Parent IDs\":[]", "\"Stage Name\":\"stage 2\",\"Number of Tasks\":2,\"RDD Info\":[],\"Parent IDs\":[1]", StringComparison.Ordinal);

        var finding = Assert.Single(Diagnose(text, knowsPartitions: true), finding => finding.Id == "FAIL003");

        Assert.Equal((1_000, 2, 10_000), (NumberOf(finding, "lostTime"), NumberOf(finding, "tasksDoneAgain"), NumberOf(finding, "timeDoneAgain")));
        Assert.Equal(6, finding.Cost!.WallSeconds!.Value.Expected, 3); // 1 s alone, and two tasks of 5 s beside each other.
    }

    [Fact]
    public void FetchFailures_In_local_mode_ask_for_no_other_host()
    {
        var finding = Assert.Single(Diagnose(TwoStages().Replace("\"spark.master\":\"yarn\"", "\"spark.master\":\"local[2]\"", StringComparison.Ordinal), knowsPartitions: true), finding => finding.Id == "FAIL003");

        Assert.StartsWith("Find what took the shuffle files of this machine away", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Fact]
    public void HeapExhausted_Prices_the_time_that_passed_and_the_wait_for_another_executor()
    {
        // Two tasks at once for 10 s: 20 s of slots, 10 s of the run; 5 s until another executor is there.
        const string Lost = """{"Reason":"ExecutorLostFailure","Executor ID":"1","Exit Caused By App":true,"Loss Reason":"Command exited with code 52"}""";
        var log = new ClusterLog().Executor("1", 0, 2, 4_096).Removed("1", 10_000, "Command exited with code 52").Executor("2", 15_000, 2, 4_096)
            .Stage(0, 25_000, [new("1", 0, 10_000, "", Lost), new("1", 0, 10_000, "", Lost), new("2", 15_000, 10_000), new("2", 15_000, 10_000)]);

        var finding = Assert.Single(ClusterLog.Find("MEM003", log.Build(26_000)));

        Assert.Equal((20_000, 5_000), (ClusterLog.Number(finding, "lostTime"), ClusterLog.Number(finding, "waitForReplacement")));
        Assert.Equal(20, finding.Cost!.CoreSeconds.Expected, 3);
        Assert.Equal(15, finding.Cost.WallSeconds!.Value.Expected, 3);
    }

    private static IReadOnlyList<Finding> Diagnose(string text, bool knowsPartitions) =>
        Diagnoser.Diagnose(MemoryLog.Read(Encoding.UTF8.GetBytes(knowsPartitions ? text : text.Replace("\"Partition ID\"", "\"Unknown\"", StringComparison.Ordinal)))).Findings;

    private static string TwoStages()
    {
        var log = Start().JobStart(0, 0, [(0, 2), (1, 4)]).StageSubmitted(0, 2, 0);
        Task(log, 0, 0, 0, 0, 10_000);
        Task(log, 0, 0, 1, 0, 10_000);
        log.StageCompleted(0, 2, 0, 10_000).StageSubmitted(1, 4, 10_000);
        Task(log, 1, 0, 1, 10_000, 4_000, FetchFailed);
        log.StageCompleted(1, 4, 10_000, 14_000, failure: "FetchFailed").StageSubmitted(0, 1, 14_000, 1);
        Task(log, 1, 0, 0, 10_000, 10_000);
        Task(log, 0, 1, 1, 14_000, 8_000);
        log.StageCompleted(0, 1, 14_000, 22_000, 1).StageSubmitted(1, 3, 22_000, 1);
        Task(log, 1, 1, 1, 22_000, 5_000);
        Task(log, 1, 1, 2, 22_000, 5_000);
        Task(log, 1, 1, 3, 27_000, 5_000);
        return log.StageCompleted(1, 3, 22_000, 32_000, 1).JobEnd(0, 32_000).ApplicationEnd(33_000).Text;
    }

    private static LogBuilder Start() => new LogBuilder().LogStart("3.5.1")
        .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn"},"Hadoop Properties":{},"System Properties":{},"Classpath Entries":{}}""")
        .ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, 2);

    /// <summary>A task of which partition and index are the same number, as those of a retry need not be.</summary>
    private static void Task(LogBuilder log, int stage, int attempt, int index, long launch, long ms, string? failure = null)
    {
        var id = (((stage * 10) + attempt) * 10) + index;
        log.TaskStart(stage, id, index, launch, attempt)
            .TaskEnd(stage, id, index, launch, launch + ms, attempt, reason: failure ?? """{"Reason":"Success"}""", failed: failure is not null, metrics: $$"""{"Executor Run Time":{{ms}}}""");
    }
}
