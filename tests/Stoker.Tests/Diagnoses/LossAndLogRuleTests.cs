using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnoses;

/// <summary>Rules on dead executors and on the log itself, over applications of a few tasks.</summary>
public sealed class LossAndLogRuleTests
{
    [Theory]
    [InlineData("MEM003", "Command exited with code 52")]
    [InlineData("MEM004", "Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB used.")]
    [InlineData("MEM004", "The executor with id 1 exited with exit code 137(SIGKILL, possible container OOM).")]
    public void Fires_when_an_executor_ran_out_of_memory(string id, string reason)
    {
        var finding = Assert.Single(Diagnoser.Diagnose(WithLoss(reason)).Findings, finding => finding.Id == id);

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "executorsLost").Number);
        Assert.Equal(reason, finding.Evidence.Single(item => item.Name == "reason").Text);
    }

    [Theory]
    [InlineData("Executor killed by driver.")] // Released as idle (trap T33).
    [InlineData("Container marked as failed: container_1 on host: node-1. Exit status: 143. Diagnostics: Container was preempted.")]
    [InlineData("Command exited with code 1")]
    public void Stays_silent_when_memory_was_not_the_reason(string reason) =>
        Assert.DoesNotContain(Diagnoser.Diagnose(WithLoss(reason)).Findings, finding => finding.Id is "MEM003" or "MEM004");

    [Fact]
    public void Fires_when_an_executor_was_taken_away() =>
        Assert.Contains(Diagnoser.Diagnose(WithLoss("Executor decommission: spot instance reclaimed")).Findings, finding => finding.Id == "FAIL005");

    [Fact]
    public void Stays_silent_when_an_idle_executor_was_released() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(WithLoss("Executor killed by driver.")).Findings, finding => finding.Id == "FAIL005");

    [Fact]
    public void Stays_silent_when_the_cluster_is_shut_down_behind_the_last_stage()
    {
        var application = new ApplicationSketch().Executor("1", 2, 0, 59_000, "worker lost: decommissioned")
            .Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 50_000)]).Build();

        Assert.DoesNotContain(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "FAIL005");
    }

    [Fact]
    public void Fires_when_task_ends_are_missing()
    {
        // One of three tasks of a stage that completed has no end.
        var finding = Assert.Single(Diagnoser.Diagnose(WithCompletedTasks(2)).Findings, finding => finding.Id == "LOG003");

        Assert.Equal(Severity.Minor, finding.Severity);
        Assert.Equal(1, finding.Evidence.Single(item => item.Name == "missingTaskEnds").Number);
    }

    [Fact]
    public void Stays_silent_when_every_task_ended() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(WithCompletedTasks(3)).Findings, finding => finding.Id == "LOG003");

    [Fact]
    public void Fires_when_an_executor_registers_after_the_end() =>
        Assert.Contains(Diagnoser.Diagnose(new ApplicationSketch().Executor("1", 2, 61_500).Build()).Findings, finding => finding.Id == "LOG004");

    [Fact]
    public void Stays_silent_when_clocks_differ_by_half_a_second() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(new ApplicationSketch().Executor("1", 2, 60_500).Build()).Findings, finding => finding.Id == "LOG004");

    private static Application WithLoss(string reason) => new ApplicationSketch()
        .Executor("1", 2, 0, 20_000, reason)
        .Executor("2", 2, 0)
        .Job(0, "count", 0, 50_000, [new SketchedTask("1", 0, 20_000), new SketchedTask("2", 0, 50_000)])
        .Build();

    private static Application WithCompletedTasks(int completed)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0)
            .Job(0, "count", 0, 20_000, [new SketchedTask("1", 0, 10_000), new SketchedTask("1", 0, 10_000), new SketchedTask("1", 10_000, 10_000)]).Build();
        return application with { Stages = [.. application.Stages.Select(stage => stage with { CompletedIndices = completed })] };
    }
}
