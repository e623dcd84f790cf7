using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>One cause has one voice: what made a job fail takes the job's failure, and too few tasks and too many executors are one thing.</summary>
public sealed class OneCauseTests
{
    private const string Heap = "java.lang.OutOfMemoryError: Java heap space";
    private const string Division = "java.lang.ArithmeticException: / by zero";

    [Fact]
    public void ExhaustedHeap_TakesTheFailureOfItsJob_AndIsAsGrave()
    {
        var result = Diagnoser.Diagnose(Failing($"Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure: {Heap}", Heap));

        var finding = Assert.Single(result.Ranked, finding => finding.Severity > Severity.Info);
        Assert.Equal(("MEM003", Severity.Critical), (finding.Id, finding.Severity));
        Assert.Equal(["FAIL002"], finding.Consequences.Select(consequence => consequence.Id));
    }

    [Fact]
    public void FailingTasks_TakeTheFailureOfTheirJob_AndAreAsGrave()
    {
        var result = Diagnoser.Diagnose(Failing($"Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent failure: {Division}", Division));

        var finding = Assert.Single(result.Ranked, finding => finding.Severity > Severity.Info);
        Assert.Equal(("FAIL001", Severity.Critical), (finding.Id, finding.Severity));
        Assert.Equal(["FAIL002"], finding.Consequences.Select(consequence => consequence.Id));
        Assert.Equal(12, finding.Cost?.CoreSeconds.Expected ?? 0, 3); // Three attempts of 2 s, and the 6 s of the task that was in vain.
    }

    [Fact]
    public void FailureThatIsGraveForItsJob_GivesNoReasonForLess()
    {
        // 2 of 12 core-s are a share of major, and too few seconds for it: minor by price, critical since the job failed.
        var application = new ApplicationSketch { EndMs = 6_000 }.Executor("1", 1, 0).Executor("2", 1, 0)
            .Job(0, "count", 0, 4_000, [new("1", 0, 4_000), new("2", 0, 4_000)])
            .Job(1, "save at job.py:7", 4_000, 5_000, [new("2", 4_000, 1_000), new("1", 4_000, 300, Division), new("1", 4_300, 300, Division), new("1", 4_600, 400, Division)], fails: true, message: Division)
            .Build();

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL001");
        Assert.Equal((Severity.Critical, null), (finding.Severity, finding.SeverityReason));
    }

    [Theory]
    [InlineData("Command exited with code 52", "MEM003")] // Its shuffle output went with it.
    [InlineData(null, null)]
    public void JobThatMissesTheOutputOfALostExecutor_IsTheConsequenceOfTheLoss(string? reason, string? cause)
    {
        const string missing = "Job aborted due to stage failure: ResultStage 0 (save at job.py:7) has failed the maximum allowable number of times: 4. Most recent failure reason: org.apache.spark.shuffle.MetadataFetchFailedException: Missing an output location for shuffle 0 partition 70";
        var application = new ApplicationSketch { EndMs = 21_000 }.Executor("1", 1, 0, reason is null ? null : 6_000, reason).Executor("2", 1, 0)
            .Job(0, "save at job.py:7", 0, 20_000, [new("2", 0, 6_000), new("1", 0, 2_000, Heap), new("1", 2_000, 2_000, Heap), new("1", 4_000, 2_000, Heap)], fails: true, message: missing)
            .Build();

        Assert.Equal(cause, Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL002").CausedBy?.Id);
    }

    [Fact]
    public void JobThatFailedOfSomethingElse_KeepsItsFinding()
    {
        var result = Diagnoser.Diagnose(Failing("Job aborted: the output folder exists", Division));

        Assert.Equal(["FAIL001", "FAIL002"], result.Ranked.Where(finding => finding.Severity > Severity.Info).Select(finding => finding.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DriverThatEndsBehindAFailedJob_IsNotAWait()
    {
        // 20 s of a job that fails, then 6 s in which the program prints the error and ends: 23 %.
        Assert.DoesNotContain(Diagnoser.Diagnose(Ending(fails: true)).Findings, finding => finding.Id == "DRV001");
        Assert.Contains(Diagnoser.Diagnose(Ending(fails: false)).Findings, finding => finding.Id == "DRV001");
    }

    [Fact]
    public void FewFailures_OfALongRun_AreToKnow()
    {
        // 4 of 24 tasks fail in 100 ms each: 0.4 s of 80 s of two slots is below 1 %.
        List<SketchedTask> tasks = [.. Enumerable.Range(0, 20).Select(index => new SketchedTask(index % 2 == 0 ? "1" : "2", index / 2 * 4_000, 4_000)), .. Enumerable.Range(0, 4).Select(index => new SketchedTask("1", 40_000 + (index * 100), 100, Division))];
        var application = new ApplicationSketch { EndMs = 41_000 }.Executor("1", 1, 0).Executor("2", 1, 0).Job(0, "count", 0, 41_000, tasks).Build();

        Assert.Equal(Severity.Info, Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL001").Severity);
    }

    private static Application Failing(string message, string error) => new ApplicationSketch { EndMs = 21_000 }.Executor("1", 1, 0).Executor("2", 1, 0)
        .Job(0, "save at job.py:7", 0, 20_000, [new("2", 0, 6_000), new("1", 0, 2_000, error), new("1", 2_000, 2_000, error), new("1", 4_000, 2_000, error)], fails: true, message: message)
        .Build();

    private static Application Ending(bool fails) => new ApplicationSketch { EndMs = 26_000 }.Executor("1", 1, 0)
        .Job(0, "save at job.py:7", 0, 20_000, [new("1", 0, 20_000)], fails: fails, message: fails ? "Job aborted: the output folder exists" : null)
        .Build();
}
