using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Stages;

namespace Stoker.Tests.Diagnoses;

/// <summary>SCHED001, SCHED003 to SCHED006 and SCHED008 on small clusters.</summary>
public sealed class SchedulingTests
{
    private static readonly (string, string, int)[] Two = [("1", "node-1", 2), ("2", "node-2", 2)];
    private static readonly (string, string, int)[] Three = [("1", "node-1", 2), ("2", "node-2", 2), ("3", "node-3", 2)];

    [Fact]
    public void Locality_Fires_when_an_executor_waits_for_tasks_that_prefer_the_other()
    {
        // Executor 1 runs tasks of 1 s from the start; executor 2 gets its first after 3 s, the wait, though 12 were pending. 2 slots × 3 s of 4 × 4 s.
        var finding = Single("SCHED001", Preferring(secondFrom: 3_000));

        Assert.Equal((8, 2), (NumberOf(finding, "tasksNearData"), NumberOf(finding, "tasksElsewhere")));
        Assert.Equal(3_000, NumberOf(finding, "firstElsewhereAfter"));
        Assert.Equal(6_000, NumberOf(finding, "idleWhilePending"));
        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.locality.wait", To: "0s" });
    }

    [Fact]
    public void Locality_Stays_silent_when_tasks_elsewhere_did_not_wait() => // They began after 2 s: something else held them back.
        Assert.DoesNotContain(Diagnose(Preferring(secondFrom: 2_000)), finding => finding.Id == "SCHED001");

    [Fact]
    public void Locality_Stays_silent_when_tasks_elsewhere_take_twice_as_long() =>
        Assert.DoesNotContain(Diagnose(Preferring(secondFrom: 3_000, secondMs: 2_000)), finding => finding.Id == "SCHED001");

    [Fact]
    public void Locality_Stays_silent_when_no_task_has_a_preference() =>
        Assert.DoesNotContain(Diagnose(Preferring(secondFrom: 3_000, near: "NO_PREF", far: "NO_PREF")), finding => finding.Id == "SCHED001");

    [Fact]
    public void SlowHost_Fires_when_a_host_is_slow_in_every_stage()
    {
        // Four stages, the first of first waves; in three of them the tasks of node-3 take 2 s, those of the others 1 s: 8 tasks each.
        var finding = Single("SCHED003", Slow(1_000, 2_000, 2_000, 2_000));

        Assert.Equal(new HostPlace("node-3"), finding.Place);
        Assert.Equal((3, 24, 2), (NumberOf(finding, "stages"), NumberOf(finding, "tasks"), NumberOf(finding, "timeRatio")));
        Assert.Equal(24_000, NumberOf(finding, "excessTime"));
        Assert.Equal(0.8 * 24, finding.Cost!.CoreSeconds.Expected, 1); // Priced.
    }

    [Theory]
    [InlineData(1_000, 2_000, 2_000, 1_000)] // Two stages only.
    [InlineData(1_000, 1_400, 1_400, 1_400)] // 1.4 ×.
    [InlineData(2_000, 2_000, 2_000, 2_000)] // Its tasks read twice as much.
    public void SlowHost_Stays_silent_when_it_is_chance_or_data(long bytes, int first, int second, int third) =>
        Assert.DoesNotContain(Diagnose(Slow(bytes, first, second, third)), finding => finding.Id == "SCHED003");

    [Fact]
    public void Dispatch_Fires_when_slots_wait_for_the_driver()
    {
        // 1,200 tasks of 400 ms, 100 of them delay, one every 800 ms on each of 4 slots. Half of the slots are idle; 90 ms a task are too much.
        var finding = Single("SCHED004", Dispatched(count: 1_200, runMs: 300));

        Assert.Equal(120_000, NumberOf(finding, "schedulerDelay"));
        Assert.Equal(0.25, NumberOf(finding, "delayShare") ?? 0, 6);
        Assert.Equal(0.7 * 108, finding.Cost!.CoreSeconds.Expected, 1); // Priced.
    }

    [Theory]
    [InlineData(900, 300)]
    [InlineData(1_200, 330)] // 17.5 % of delay.
    public void Dispatch_Stays_silent_when_tasks_are_few_or_the_delay_is_small(int count, int runMs) =>
        Assert.DoesNotContain(Diagnose(Dispatched(count, runMs)), finding => finding.Id == "SCHED004");

    [Fact]
    public void Speculation_Fires_when_copies_lose()
    {
        // Four copies of 2 s of which one wins, beside 16 tasks of 4 s: 6 of 72 s.
        var finding = Single("SCHED005", Speculated(winners: 1));

        Assert.Equal((4, 1), (NumberOf(finding, "copies"), NumberOf(finding, "copiesThatWon")));
        Assert.Equal(6_000, NumberOf(finding, "lostTime"));
        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.speculation.multiplier", From: "1.5", To: "3" });
    }

    [Fact]
    public void Speculation_Stays_silent_when_copies_win() => Assert.DoesNotContain(Diagnose(Speculated(winners: 2)), finding => finding.Id == "SCHED005");

    [Theory]
    [InlineData("3", "", 1)]
    [InlineData("1", "", 0)] // Both on one host: look at the host.
    [InlineData("3", "\"spark.speculation\":\"true\"", 0)]
    public void Speculation_Would_help_when_stragglers_are_on_several_hosts(string second, string settings, int count)
    {
        var log = new HostsLog(settings, Three).Job(0, First("1", "2", "3")).Job(4_000, Straggling("1", 4_000)).Job(26_000, Straggling(second, 26_000));
        var findings = Diagnose(log.End(50_000));

        Assert.Equal(2, findings.Count(finding => finding.Id == "SCHED002"));
        Assert.Equal(count, findings.Count(finding => finding.Id == "SCHED006"));
        Assert.All(findings.Where(finding => finding.Id == "SCHED006"), finding => Assert.Equal(2, finding.Groups.Count));
    }

    [Fact]
    public void Starved_Fires_when_a_short_job_waits_behind_a_long_one()
    {
        var finding = Single("SCHED008", Starved("", firstAt: 40_000));

        Assert.Equal((new StagePlace(new StageAttemptId(new StageId(1), 0)), Severity.Info), (finding.Place, finding.Severity));
        Assert.Equal(38_000, NumberOf(finding, "waited"));
        Assert.Equal(160_000, NumberOf(finding, "holderTime"));
    }

    [Theory]
    [InlineData("", 30_000)] // 28 s.
    [InlineData("\"spark.scheduler.mode\":\"FAIR\"", 40_000)]
    public void Starved_Stays_silent_when_it_waits_less_or_jobs_share(string settings, long firstAt) =>
        Assert.DoesNotContain(Diagnose(Starved(settings, firstAt)), finding => finding.Id == "SCHED008");

    private static Application Preferring(long secondFrom, long secondMs = 1_000, string near = "NODE_LOCAL", string far = "ANY")
    {
        var tasks = Enumerable.Range(0, 8).Select(index => new HostsTask("1", 6_000 + (index / 2 * 1_000), 1_000) { Locality = near })
            .Concat(Enumerable.Range(0, 2).Select(_ => new HostsTask("2", 6_000 + secondFrom, secondMs) { Locality = far }));
        return new HostsLog("", Two).Job(0, First("1", "2")).Job(6_000, tasks).End(12_000);
    }

    /// <summary>A stage of first waves, then one for each duration of the tasks on node-3; elsewhere they take 1 s and read 1,000 bytes.</summary>
    private static Application Slow(long bytes, params int[] durations)
    {
        var log = new HostsLog("", Three).Job(0, First("1", "2", "3"));
        for (var stage = 0; stage < durations.Length; stage++)
        {
            var at = 5_000 + (stage * 10_000);
            log.Job(at, Enumerable.Range(0, 24).Select(index => (Executor: 1 + (index % 3), Wave: index / 6))
                .Select(task => new HostsTask(task.Executor.ToString(System.Globalization.CultureInfo.InvariantCulture), at + (task.Wave * (task.Executor == 3 ? durations[stage] : 1_000)), task.Executor == 3 ? durations[stage] : 1_000)
                {
                    Bytes = task.Executor == 3 ? bytes : 1_000,
                }));
        }

        return log.End(40_000);
    }

    private static Application Dispatched(int count, int runMs) => new HostsLog("", Two).Job(0, First("1", "2"))
        .Job(5_000, Enumerable.Range(0, count).Select(index => new HostsTask(index % 4 < 2 ? "1" : "2", 5_000 + (index / 4 * 800), 400) { RunMs = runMs })).End(250_000);

    private static Application Speculated(int winners)
    {
        var tasks = Enumerable.Range(0, 16).Select(index => new HostsTask(index % 4 < 2 ? "1" : "2", 5_000 + (index / 4 * 4_000), 4_000) { IsKilled = index < winners })
            .Concat(Enumerable.Range(0, 4).Select(index => new HostsTask("2", 7_000, 2_000) { IsCopy = true, Index = index, IsKilled = index >= winners }));
        return new HostsLog("\"spark.speculation\":\"true\"", Two).Job(0, First("1", "2")).Job(5_000, tasks).End(22_000);
    }

    /// <summary>Eight tasks of 0.5 s, and one of 20 s on an executor.</summary>
    private static IEnumerable<HostsTask> Straggling(string executor, long at) =>
        Enumerable.Range(0, 8).Select(index => new HostsTask("2", at + (index / 2 * 500), 500)).Append(new HostsTask(executor, at, 20_000));

    private static Application Starved(string settings, long firstAt) => new HostsLog(settings, Two)
        .Job(0, Enumerable.Range(0, 160).Select(index => new HostsTask(index % 4 < 2 ? "1" : "2", index / 4 * 1_000, 1_000)))
        .Job(2_000, Enumerable.Range(0, 4).Select(index => new HostsTask(index < 2 ? "1" : "2", firstAt, 1_000)))
        .End(45_000);

    /// <summary>First waves: a second on each of the two slots of executors.</summary>
    private static IEnumerable<HostsTask> First(params string[] executors) =>
        executors.SelectMany(executor => Enumerable.Repeat(new HostsTask(executor, 0, 1_000), 2));

    private static IReadOnlyList<Finding> Diagnose(Application application) => Diagnoser.Diagnose(application).Findings;

    private static Finding Single(string id, Application application) => Assert.Single(Diagnose(application), finding => finding.Id == id);

    private static double? NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number;
}
