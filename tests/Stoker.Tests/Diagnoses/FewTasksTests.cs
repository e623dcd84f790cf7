using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>PART002 where a shuffle makes the partitions, and where one slow task is the trouble. Four slots.</summary>
public sealed class FewTasksTests
{
    [Fact]
    public void Fires_when_a_shuffle_has_two_even_partitions()
    {
        // Two tasks of 20 s on four slots. A = 10 s, cut into four tasks a slot L = 2.5 s: 10 to 10 + 0.75 × 2.5 = 11.875 s, so 8.125 to 10 s of 20 go
        // where machines have CPUs free, of which 0.85 is expected.
        var finding = Assert.Single(Diagnose([20_000, 20_000]).Findings, finding => finding.Id == "PART002");

        Assert.Equal(2, finding.Evidence.Single(item => item.Name == "tasks").Number);
        Assert.Equal(4, finding.Evidence.Single(item => item.Name == "slotsDuringStage").Number);
        Assert.Equal(0.85 * (8.125 + 10) / 2, finding.Cost!.WallSeconds!.Value.Expected, 3); // Priced.
    }

    [Theory]
    [InlineData(new[] { 20_000, 4_000 })] // One partition holds most: skew.
    [InlineData(new[] { 20_000 })] // All rows in one: PART003.
    [InlineData(new[] { 20_000, 20_000, 20_000 })] // Three of four slots.
    public void Stays_silent_when_partitions_are_uneven_or_one_or_enough(int[] durations) =>
        Assert.DoesNotContain(Diagnose(durations).Findings, finding => finding.Id == "PART002");

    [Fact]
    public void Stays_silent_when_there_is_little_to_cut() =>
        Assert.DoesNotContain(Diagnose([20_000, 20_000], bytes: 1 << 20, records: 1_000).Findings, finding => finding.Id == "PART002");

    [Fact]
    public void Stays_silent_when_the_stage_has_not_ended() =>
        Assert.DoesNotContain(Diagnose([20_000, 20_000], isComplete: false).Findings, finding => finding.Id == "PART002");

    [Fact]
    public void SlowTask_AmongFew_IsAStragglerEvenOfTheFirstWave()
    {
        // Each of nine executors of one slot runs its first task; 64 s against 5 s, of as much data.
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0);
        for (var executor = 1; executor <= 9; executor++)
        {
            log.ExecutorAdded(executor.ToString(CultureInfo.InvariantCulture), 0, cores: 1);
        }

        log.JobStart(0, 1_000, [(0, 4)]).StageSubmitted(0, 4, 1_000);
        foreach (var (index, ms) in ((int, int)[])[(0, 64_000), (1, 5_000), (2, 5_000), (3, 5_000)])
        {
            var executor = (index + 1).ToString(CultureInfo.InvariantCulture);
            log.TaskStart(0, index, index, 1_000, executor: executor).TaskEnd(0, index, index, 1_000, 1_000 + ms, executor: executor, metrics: Metrics(ms, 64 << 20, 3_000_000));
        }

        log.StageCompleted(0, 4, 1_000, 65_000).JobEnd(0, 65_000).ApplicationEnd(66_000);
        var findings = Diagnoser.Diagnose(log.Read()).Findings;

        Assert.Contains(findings, finding => finding.Id == "SCHED002");
        Assert.DoesNotContain(findings, finding => finding.Id == "PART002");
    }

    [Theory]
    [InlineData(4_000, 8_000, true)] // A file of 4,000 rows that are exploded: 1.4 KB.
    [InlineData(900, 8_000, false)] // Nothing to share out.
    [InlineData(4_000, 4_900, false)] // Little work.
    public void FewRows_OfMuchWork_CanBeSharedOut(long rows, int ms, bool fires)
    {
        var metrics = string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"Input Metrics":{"Bytes Read":1400,"Records Read":{{{rows}}}}}""");
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, cores: 4).JobStart(0, 1_000, [(0, 1)]).StageSubmitted(0, 1, 1_000)
            .TaskStart(0, 0, 0, 1_000).TaskEnd(0, 0, 0, 1_000, 1_000 + ms, metrics: metrics).StageCompleted(0, 1, 1_000, 1_000 + ms).JobEnd(0, 1_000 + ms).ApplicationEnd(10_000);

        var findings = Diagnoser.Diagnose(log.Read()).Findings.Where(finding => finding.Id == "PART002").ToList();

        Assert.Equal(fires, findings.Count == 1);
        Assert.All(findings, finding => Assert.Equal((Confidence.Medium, "whether each row takes as long is not in the log"), (finding.Confidence, finding.Doubt)));
    }

    private static DiagnosisResult Diagnose(int[] durations, long bytes = 64 << 20, long records = 3_000_000, bool isComplete = true)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, cores: 4)
            .JobStart(0, 1_000, [(0, durations.Length)]).StageSubmitted(0, durations.Length, 1_000);
        for (var index = 0; index < durations.Length; index++)
        {
            log.TaskStart(0, index, index, 1_000).TaskEnd(0, index, index, 1_000, 1_000 + durations[index], metrics: Metrics(durations[index], bytes, records));
        }

        return Diagnoser.Diagnose((isComplete ? log.StageCompleted(0, durations.Length, 1_000, 1_000 + durations.Max()).JobEnd(0, 1_000 + durations.Max()).ApplicationEnd(22_000) : log).Read());
    }

    private static string Metrics(int ms, long bytes, long records) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"JVM GC Time":0,"Shuffle Read Metrics":{"Remote Bytes Read":0,"Local Bytes Read":{{{bytes}}},"Total Records Read":{{{records}}}}}""");
}
