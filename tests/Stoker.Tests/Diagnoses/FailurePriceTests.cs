using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Prices and causes of failures in logs of real runs, with numbers counted over their lines.</summary>
public sealed class FailurePriceTests
{
    [Fact]
    public void What_Spark_cancels_for_a_failed_broadcast_is_told_and_priced_with_it()
    {
        // Two tasks of 2,806 and 2,819 ms, killed when the broadcast timed out, on two slots: 2.8 s of the run.
        var findings = Diagnose("impatient-broadcast-bad-4.3.zstd");

        var broadcast = Assert.Single(findings, finding => finding.Id == "JOIN005");
        Assert.Equal(5.625, broadcast.Cost!.CoreSeconds.Expected, 2);
        Assert.Equal(2.8, broadcast.Cost.WallSeconds!.Value.Expected, 1);
        Assert.Equal("JOIN005", Assert.Single(findings, finding => finding.Id == "FAIL015").CausedBy?.Id);
    }

    [Fact]
    public void A_stage_attempt_that_goes_on_with_what_no_other_had_done_is_no_loss()
    {
        // Stage 1.1 does 5 partitions again whose output was lost: 34,351 ms. Stage 2.1 does partitions 6 to 15, which stage 2.0 had failed at or never begun: 47.5 s that are no loss.
        var findings = Diagnose("killed-in-the-middle-bad-4.3.zstd");

        var fetch = Assert.Single(findings, finding => finding.Id == "FAIL003");
        Assert.Equal((7_314, 5, 34_351), (QueryLog.NumberOf(fetch, "lostTime"), QueryLog.NumberOf(fetch, "tasksDoneAgain"), QueryLog.NumberOf(fetch, "timeDoneAgain")));
        Assert.Equal((7_314 + 34_351 + 764) / 1000.0, Assert.Single(findings, finding => finding.Id == "MEM004").Cost!.CoreSeconds.Expected, 1); // With the task of the killed executor.
        var again = Assert.Single(Assert.Single(findings, finding => finding.Id == "MEM004").Evidence, item => item.IsPartOfPrice);
        Assert.Equal(("stagesRunAgain", EvidenceUnit.CoreMilliseconds, fetch.Place), (again.Name, again.Unit, again.Row));
        Assert.InRange(again.Number ?? 0, 7_314 + 34_351 - 50, 7_314 + 34_351);
    }

    [Fact]
    public void A_job_that_was_in_vain_is_told_beside_the_attempt_it_failed_of()
    {
        // One attempt of 325 ms failed the job; the rest of the 19 core-s is what the job had done.
        var failure = Assert.Single(Diagnose("tried-again-bad-4.3.zstd"), finding => finding.Id == "FAIL009");

        var job = Assert.Single(failure.Evidence, item => item.IsPartOfPrice);
        Assert.Equal(("jobsInVain", EvidenceUnit.CoreMilliseconds), (job.Name, job.Unit));
        Assert.InRange((job.Number ?? 0) / 1000, failure.Cost!.CoreSeconds.Expected - 0.4, failure.Cost.CoreSeconds.Expected - 0.2);
    }

    [Theory]
    [InlineData(20_000, Severity.Minor, "what fails now and then may fail for good")] // 0.6 of 40 core-s.
    [InlineData(535_000, Severity.Info, "less than a second is at stake")] // 0.6 of 1,070: two failed tasks in a shell that was left open are bad luck.
    public void Failures_that_are_tried_again_are_graded_by_their_share_of_all_of_the_run(long endMs, Severity severity, string? reason)
    {
        List<SketchedTask> tasks = [new("1", 1_000, 300, "java.lang.RuntimeException: boom", 0), new("1", 1_000, 300, "java.lang.RuntimeException: boom", 1)];
        tasks.AddRange(Enumerable.Range(0, 8).Select(index => new SketchedTask("1", 1_300 + (index / 2 * 1_000), 1_000, null, index)));

        var finding = Assert.Single(Diagnoser.Diagnose(new ApplicationSketch { EndMs = endMs }.Executor("1", 2, 0).Job(0, "count", 1_000, 5_300, tasks).Build()).Findings, finding => finding.Id == "FAIL001");

        Assert.Equal((severity, reason), (finding.Severity, finding.SeverityReason));
    }

    [Fact]
    public void Executors_that_were_let_go_are_the_cause_of_the_wait_for_others()
    {
        var findings = Diagnose("come-and-go-bad-4.3.zstd");

        Assert.Equal("EXEC004", Assert.Single(findings, finding => finding.Id == "EXEC002").CausedBy?.Id);
        Assert.Equal(Severity.Major, Assert.Single(findings, finding => finding.Id == "EXEC004").Severity);
    }

    [Fact]
    public void The_wait_for_the_first_executors_is_no_consequence_of_a_later_death()
    {
        var late = Assert.Single(Diagnose("history-as-one-text-bad-4.3.zstd"), finding => finding.Id == "EXEC002");

        Assert.Null(late.CausedBy);
    }

    [Theory]
    [InlineData("skewed-join-bad")]
    [InlineData("skewed-join-bad-3.5")]
    [InlineData("unknown-customer-bad-4.3")]
    public void A_skewed_join_that_could_be_broadcast_is_not_priced_twice(string log)
    {
        // The skewed stage alone cannot be shorter than the even share of its work, less what a broadcast spares of it: both findings together stay below its length and the writer's.
        var result = DiagnoseAll(log + ".zstd");
        var both = result.Findings.Where(finding => finding.Id is "JOIN001" or "SKEW001").Sum(finding => finding.Cost!.WallSeconds!.Value.Expected);

        Assert.InRange(both, 1, 0.6 * result.WallSeconds);
    }

    private static IReadOnlyList<Finding> Diagnose(string log) => DiagnoseAll(log).Findings;

    private static DiagnosisResult DiagnoseAll(string log)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(Repository.Path("bench", "diagnose-lab", "logs", log), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
    }
}
