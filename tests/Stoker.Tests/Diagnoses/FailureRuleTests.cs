using Stoker.Diagnoses;
using Stoker.Diagnoses.Failures;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Model.Units;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Rules on failures, over one stage of a few attempts.</summary>
public sealed class FailureRuleTests
{
    private const string Traceback = """
        org.apache.spark.api.python.PythonException: Traceback (most recent call last):
          File "/opt/spark/python/lib/pyspark.zip/pyspark/worker.py", line 830, in main
            process()
          File "/jobs/readings.py", line 31, in parse
            return float(text)
                   ^^^^^^^^^^^
          File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
            raise
        ValueError: could not convert string to float: 'n/a'
        (row 17)

        	at org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:561)
        	at org.apache.spark.scheduler.Task.run(Task.scala:141)
        """;

    /// <summary>Forty tasks, ten on each of four hosts.</summary>
    private static readonly SketchedAttempt[] Forty = [.. Enumerable.Range(0, 40).Select(index => new SketchedAttempt((1 + (index % 4)).ToString(System.Globalization.CultureInfo.InvariantCulture), index, 5_000, 1_000))];

    [Fact]
    public void Traceback_NamesTheErrorAndTheDeepestLineOfTheProgram()
    {
        var trace = PythonTraceback.Read(Traceback);

        Assert.Equal(new PythonTraceback("ValueError: could not convert string to float: 'n/a'", "/jobs/readings.py", 31, "parse"), trace);
        Assert.Null(PythonTraceback.Read("java.lang.RuntimeException: no Python here"));
    }

    [Fact]
    public void Fires_when_python_code_throws()
    {
        // 3 of 20 tasks threw for a second each.
        var result = Diagnoser.Diagnose(Twenty(3, index => new SketchedAttempt(ExecutorOf(index), index, 0, 1_000).Throws(Traceback, "org.apache.spark.api.python.PythonException")));

        var finding = Assert.Single(result.Findings, finding => finding.Id == "FAIL009");
        Assert.Equal(new CallSitePlace("/jobs/readings.py", 31), finding.Place);
        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Equal(3, NumberOf(finding, "failedAttempts"));
        Assert.Equal(3_000, NumberOf(finding, "lostTime"));
        Assert.Equal("parse", TextOf(finding, "function"));
        Assert.Equal(["FAIL001"], finding.Consequences.Select(consequence => consequence.Id)); // The retries follow from it.
        Assert.Equal(3, finding.Cost?.CoreSeconds.Expected ?? 0, 3);
    }

    [Fact]
    public void Fires_when_a_python_worker_dies()
    {
        var result = Diagnoser.Diagnose(Twenty(3, index => new SketchedAttempt("1", index, 0, 1_000).Throws("org.apache.spark.SparkException: Python worker exited unexpectedly (crashed)\n\tat x", "org.apache.spark.SparkException")));

        Assert.Contains(Assert.Single(result.Findings, finding => finding.Id == "FAIL009").Remedies, remedy => remedy.Setting?.Key == "spark.python.worker.faulthandler.enabled");
    }

    [Theory]
    [InlineData(1)] // One of twenty is bad luck.
    [InlineData(0)]
    public void Stays_silent_when_python_hardly_fails(int count) => Assert.DoesNotContain(
        Diagnoser.Diagnose(Twenty(count, index => new SketchedAttempt(ExecutorOf(index), index, 0, 1_000).Throws(Traceback, "org.apache.spark.api.python.PythonException"))).Findings, finding => finding.Id is "FAIL009" or "FAIL001");

    [Fact]
    public void OneErrorInThreeStages_IsOneFinding_WithAllItsAttempts()
    {
        var tasks = new[] { new SketchedTask("1", 0, 1_000, "gateway 10.0.0.17 reset the connection", 0), new SketchedTask("1", 1_000, 9_000, null, 0) };
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count at job.py:1", 0, 10_000, tasks).Job(1, "count at job.py:2", 10_000, 20_000, tasks).Job(2, "save at job.py:3", 20_000, 30_000, tasks).Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL001");

        Assert.Equal(3, NumberOf(finding, "failedAttempts"));
        Assert.Equal(3_000, NumberOf(finding, "lostTime"));
        Assert.Equal(0.5, NumberOf(finding, "failedShare")); // 3 of 2 + 2 + 2 tasks.
    }

    [Theory]
    [InlineData(8, 1, 1)] // 18 of 49 attempts ran there: 4 × (9 × 0.3673⁸ × 0.6327 + 0.3673⁹) = 0.0080.
    [InlineData(5, 1, 0)] // 15 of 46: 4 × (6 × 0.3261⁵ × 0.6739 + 0.3261⁶) = 0.064 is too likely.
    [InlineData(3, 0, 0)] // 13 of 43: 4 × 0.3023³ = 0.11.
    public void HostOfFailures_IsBlamed_WhenChanceDoesNotExplainIt(int bad, int elsewhere, int count)
    {
        List<SketchedAttempt> attempts = [.. Forty];
        attempts.AddRange(Enumerable.Range(0, bad).Select(index => new SketchedAttempt("3", index, 0, 500).Throws("disk read error")));
        attempts.AddRange(Enumerable.Range(20, elsewhere).Select(index => new SketchedAttempt("1", index, 0, 500).Throws("disk read error")));

        var findings = Diagnoser.Diagnose(Four().WithAttempts(attempts)).Findings.Where(finding => finding.Id == "FAIL006").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(new HostPlace("3"), finding.Place));
        Assert.All(findings, finding => Assert.Equal(0.0080, NumberOf(finding, "chance") ?? 1, 4));
    }

    [Fact]
    public void HostOfFailures_OneTaskThatFailsAgain_IsNotTheHosts()
    {
        List<SketchedAttempt> attempts = [.. Forty];
        attempts.AddRange(Enumerable.Repeat(new SketchedAttempt("3", 2, 0, 500).Throws("bad record"), 12));

        Assert.DoesNotContain(Diagnoser.Diagnose(Four().WithAttempts(attempts)).Findings, finding => finding.Id == "FAIL006");
    }

    [Fact]
    public void Fires_when_an_executor_is_lost_by_heartbeat()
    {
        const string Reason = "Executor heartbeat timed out after 160000 ms";
        var application = new ApplicationSketch().Executor("1", 2, 0, 20_000, Reason).Executor("2", 2, 0)
            .Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 20_000), new SketchedTask("2", 0, 50_000)]).Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL004");

        Assert.Equal((Severity.Major, Reason), (finding.Severity, TextOf(finding, "reason")));
    }

    [Theory]
    [InlineData("Executor decommission: spot; heartbeat timed out", 20_000)]
    [InlineData("Executor heartbeat timed out after 160000 ms", 58_000)] // Behind the last stage.
    public void Stays_silent_when_the_heartbeat_is_not_what_was_lost(string reason, long at)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0, at, reason).Executor("2", 2, 0).Job(0, "count", 0, 50_000, [new SketchedTask("2", 0, 50_000)]).Build();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL004");
    }

    [Theory]
    [InlineData("FAIL010", "java.io.IOException: No space left on device\n\tat java.io.FileOutputStream.write")]
    [InlineData("FAIL013", "org.apache.spark.SparkException: Kryo serialization failed: Buffer overflow. Available: 0, required: 92")]
    [InlineData("FAIL013", "java.lang.IllegalArgumentException: Too large frame: 5585987412")]
    public void Fires_when_an_attempt_says_what_was_too_small(string id, string message)
    {
        var result = Diagnoser.Diagnose(Twenty(1, index => new SketchedAttempt("2", index, 0, 700).Throws(message)));

        var finding = Assert.Single(result.Findings, finding => finding.Id == id);
        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal(1, NumberOf(finding, "attemptsLost"));
        Assert.Equal(message.Split('\n')[0], TextOf(finding, "reason"));
        Assert.DoesNotContain(result.Findings, finding => finding.Id == "FAIL001");
    }

    [Fact]
    public void Stays_silent_when_another_error_is_thrown() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(Twenty(3, index => new SketchedAttempt("2", index, 0, 700).Throws("java.io.IOException: Permission denied"))).Findings, finding => finding.Id is "FAIL010" or "FAIL013");

    [Fact]
    public void Fires_when_a_task_is_too_large_to_be_sent()
    {
        const string Message = "Job aborted due to stage failure: Serialized task 0:0 was 150000000 bytes, which exceeds max allowed: spark.rpc.message.maxSize (134217728 bytes).";
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(0, "count", 0, 5_000, [new SketchedTask("1", 0, 5_000)], fails: true, message: Message).Build();

        Assert.Equal(Severity.Critical, Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL013").Severity);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void DeniedCommits_CountFromThree(int denied, int count)
    {
        var result = Diagnoser.Diagnose(Twenty(denied, index => new SketchedAttempt("2", index, 0, 2_000) { Reason = TaskEndReason.TaskCommitDenied, Message = "denied", IsSpeculative = true }));

        var findings = result.Findings.Where(finding => finding.Id == "FAIL008").ToList();
        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(denied, NumberOf(finding, "speculativeAttempts")));
    }

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(0, false, 0)]
    [InlineData(143, false, 0)] // Ended by hand when all was done.
    [InlineData(143, true, 1)]
    public void ExitCode_IsTheApplications(int code, bool fails, int count)
    {
        var application = new ApplicationSketch { ExitCode = code }.Executor("1", 2, 0).Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 50_000)], fails, fails ? "boom" : null).Build();

        var findings = Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == "FAIL014").ToList();
        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(Severity.Critical, finding.Severity));
    }

    [Theory]
    [InlineData("Job 0 cancelled by user", 1)]
    [InlineData("Task 3 failed 4 times", 0)] // FAIL002's.
    public void KilledTasks_OfACancelledJob_AreSaid(string message, int count)
    {
        var application = Twenty(2, index => new SketchedAttempt("2", index, 0, 2_000) { Reason = TaskEndReason.TaskKilled, Message = "Stage cancelled" });
        application = application with { Jobs = [application.Jobs[0] with { Status = JobStatus.Failed, FailureMessage = message }] };

        var findings = Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == "FAIL015").ToList();
        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((Severity.Info, 4_000.0, message), (finding.Severity, NumberOf(finding, "lostTime"), TextOf(finding, "reason"))));
    }

    [Fact]
    public void Stays_silent_when_a_twin_won() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(Twenty(2, index => new SketchedAttempt("2", index, 0, 2_000) { Reason = TaskEndReason.TaskKilled, Message = "another attempt succeeded" })).Findings, finding => finding.Id == "FAIL015");

    [Theory]
    [InlineData("Scan parquet sales", 1)]
    [InlineData("Scan parquet stock", 0)] // Another query.
    public void QueryThatFailed_AndRanAgain_IsSaid(string second, int count)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0)
            .Job(0, "save", 0, 20_000, [new SketchedTask("1", 0, 20_000)], fails: true, message: "boom")
            .Job(1, "save", 30_000, 50_000, [new SketchedTask("1", 30_000, 20_000)]).Build();
        application = application.WithPlan(SketchedRun.Node("Scan parquet sales", "Scan parquet sales"));
        var again = application.WithPlan(SketchedRun.Node(second, second)).SqlExecutions[0] with
        {
            Id = new ExecutionId(1),
            Jobs = [new JobId(1)],
            Stages = [new StageId(1)],
            StartTime = ApplicationSketch.Start + new Milliseconds(30_000),
            EndTime = ApplicationSketch.Start + new Milliseconds(50_000),
        };
        application = application with { SqlExecutions = [application.SqlExecutions[0], again] };

        var findings = Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == "FAIL011").ToList();
        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(20_000, NumberOf(finding, "failedWallTime")));
    }

    [Theory]
    [InlineData(24_000, 1)] // 2 slots × 24 s of 4 × 60 s.
    [InlineData(4_000, 0)]
    public void ExcludedExecutor_ForAGoodPart_IsSaid(long excludedMs, int count)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0).Executor("2", 2, 0).Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 50_000)]).Build();
        application = application with { Executors = [application.Executors[0], application.Executors[1] with { ExcludedTime = new Milliseconds(excludedMs) }] };

        var findings = Diagnoser.Diagnose(application).Findings.Where(finding => finding.Id == "FAIL012").ToList();
        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((48_000.0, 0.2), (NumberOf(finding, "excludedTime"), NumberOf(finding, "shareOfSlots"))));
    }

    /// <summary>Twenty tasks that succeed on two executors, and attempts that ended otherwise before.</summary>
    private static Application Twenty(int count, Func<int, SketchedAttempt> other) => SketchedRun.Plain()
        .WithAttempts([.. Enumerable.Range(0, count).Select(other), .. Enumerable.Range(0, 20).Select(index => new SketchedAttempt(ExecutorOf(index), index, 2_000 + (index / 4 * 1_500), 1_500))]);

    private static string ExecutorOf(int index) => index % 2 == 0 ? "1" : "2";

    private static Application Four() => new ApplicationSketch().Executor("1", 2, 0).Executor("2", 2, 0).Executor("3", 2, 0).Executor("4", 2, 0)
        .Job(0, "count", 0, 20_000, [new SketchedTask("1", 0, 20_000)]).Build();

    private static double? NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number;

    private static string? TextOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Text;
}
