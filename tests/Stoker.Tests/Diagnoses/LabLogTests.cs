using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>Real logs of Spark 4.3 with one known fault each, and their healthy twins (bench/diagnose-lab/logs; made by bench/diagnose-lab).</summary>
public sealed class LabLogTests
{
    [Theory]
    [InlineData("python-udf-bad", "PYTHON001")]
    [InlineData("python-udf-arrow", "PYTHON002")]
    [InlineData("python-udf-pandas", "PYTHON003")]
    [InlineData("rdd-python-bad", "PYTHON010")]
    [InlineData("group-by-key-bad", "SHUF003")]
    [InlineData("to-pandas-bad", "DRV002")]
    [InlineData("to-pandas-bad", "PYTHON008")]
    [InlineData("low-parallelism-bad", "PART002")]
    [InlineData("spill-bad", "MEM001")]
    [InlineData("single-partition-window-bad", "PART003")]
    [InlineData("skewed-join-bad", "SKEW001")]
    [InlineData("missing-broadcast-bad", "JOIN001")]
    [InlineData("nested-loop-join-bad", "JOIN002")]
    [InlineData("join-explosion-bad", "JOIN003")]
    [InlineData("repeated-exchange-bad", "SHUF001")]
    [InlineData("missing-cache-bad", "CACHE001")]
    [InlineData("unused-cache-bad", "CACHE002")]
    [InlineData("cache-thrash-bad", "CACHE003")]
    [InlineData("driver-collect-bad", "DRV002")]
    [InlineData("driver-idle-bad", "DRV001")]
    [InlineData("redundant-actions-bad", "DRV005")]
    [InlineData("task-failures-bad", "FAIL001")]
    [InlineData("straggler-bad", "SCHED002")]
    [InlineData("streaming-bad", "STRM002")]
    [InlineData("tiny-tasks-bad", "PART001")]
    [InlineData("small-files-bad", "IO001")]
    [InlineData("over-provisioned-bad", "EXEC001")]
    [InlineData("inefficient-format-bad", "IO003")]
    [InlineData("gc-pressure-bad", "MEM002")]
    [InlineData("giant-window-bad-4.3", "SKEW001")]
    [InlineData("sliced-list-bad-4.3", "PART001")]
    [InlineData("query-by-day-bad-4.3", "DRV006")]
    public void Fires_when_the_log_has_the_fault(string log, string id) =>
        Assert.Contains(Diagnose(log).Findings, finding => finding.Id == id && finding.Severity >= Severity.Minor);

    [Theory]
    [InlineData("python-udf-native")]
    [InlineData("rdd-python-dataframe")]
    [InlineData("to-pandas-aggregated")]
    [InlineData("tiny-tasks-fixed")]
    [InlineData("low-parallelism-fixed")]
    [InlineData("small-files-fixed")]
    [InlineData("spill-fixed")]
    [InlineData("single-partition-window-fixed")]
    [InlineData("missing-broadcast-fixed")]
    [InlineData("nested-loop-join-fixed")]
    [InlineData("unused-cache-fixed")]
    [InlineData("cache-thrash-fixed")]
    [InlineData("gc-pressure-fixed")]
    [InlineData("driver-collect-fixed")]
    [InlineData("driver-idle-fixed")]
    [InlineData("redundant-actions-fixed")]
    [InlineData("task-failures-fixed")]
    [InlineData("straggler-fixed")]
    [InlineData("streaming-fixed")]
    [InlineData("inefficient-format-fixed")]
    [InlineData("giant-window-fixed-4.3")]
    [InlineData("sliced-list-fixed-4.3")]
    [InlineData("query-by-day-fixed-4.3")]
    public void Stays_silent_when_the_log_is_healthy(string log) =>
        Assert.DoesNotContain(Diagnose(log).Findings, finding => finding.Severity > Severity.Info);

    [Theory]
    [InlineData("worker-for-each-task-bad-4.3", "PYTHON006", null)] // The daemon is off: the function cannot be blamed for a process for each task.
    [InlineData("four-for-one-bad-4.3", "EXEC001", "PART002")]
    [InlineData("task-failures-bad", "FAIL002", "FAIL009")]
    [InlineData("giant-sequences-bad-4.3", "FAIL002", "MEM003")]
    [InlineData("result-above-the-limit-bad-3.5", "DRV002", "DRV003")]
    public void OneCause_HasOneVoice(string log, string id, string? cause) =>
        Assert.Equal(cause, Assert.Single(Diagnose(log).Findings, finding => finding.Id == id).CausedBy?.Id);

    [Fact]
    public void OneHabit_IsOneFinding_WithAllItsLines() =>
        Assert.Equal(3, Assert.Single(Diagnose("shuffle-lost").Findings, finding => finding.Id == "PYTHON010").Evidence.Single(item => item.Name == "occurrences").Number);

    [Theory]
    [InlineData("reports-in-a-row-bad-4.3", 4)]
    [InlineData("four-for-one-bad-4.3", 3)]
    public void TooFewTasks_OfRowsThatTheProgramMakes_AreOneFinding(string log, int stages) =>
        Assert.Equal(stages, Assert.Single(Diagnose(log).Findings, finding => finding.Id == "PART002").Evidence.Single(item => item.Name == "occurrences").Number);

    [Theory]
    [InlineData("union-in-a-loop-bad-4.3", "DRV007")] // The pause before the query is the building of its plan, not DRV001.
    [InlineData("columns-in-a-loop-bad-4.3", "DRV007")]
    [InlineData("slow-call-bad-4.3", "SCHED002")] // One task waits for 10 s: rows that cross to Python come behind.
    public void Cause_Leads(string log, string id)
    {
        var result = Diagnose(log);

        Assert.Equal(id, result.Ranked[0].Id);
        Assert.DoesNotContain(result.Findings, finding => finding.Id == "DRV001");
    }

    // Two slots gain nothing from sorting in two tasks what one sorts in half the work; and of 22 KiB of lists there is nothing to spare.
    [Theory]
    [InlineData("single-partition-window-bad", "PART003")]
    [InlineData("single-partition-window-bad-3.5", "PART003")]
    [InlineData("group-by-key-bad", "SHUF003")]
    [InlineData("group-by-key-bad-3.5", "SHUF003")]
    public void RemedyThatMayCostAsMuch_PromisesNothing(string log, string id)
    {
        var finding = Assert.Single(Diagnose(log).Findings, finding => finding.Id == id);

        Assert.Equal((Severity.Minor, true, 0.0), (finding.Severity, finding.Cost!.IsOpen, finding.Cost.CoreSeconds.Expected));
        Assert.True(finding.Cost.WallSeconds is { Low: < 0, High: > 0 });
    }

    // One slot runs one task at a time however many there are.
    [Fact]
    public void SingleTask_OnOneSlot_IsNoFault() => Assert.DoesNotContain(Diagnose("single-partition-window-on-one-slot-4.3").Findings, finding => finding.Id == "PART003" && finding.Severity > Severity.Info);

    // 12 MiB of lists: what they take is most of what is to be spared.
    [Fact]
    public void GroupByKey_OfMuchThatIsShuffled_IsPricedByItsBytes() =>
        Assert.InRange(Assert.Single(Diagnose("trips-by-zone-bad-3.5").Findings, finding => finding.Id == "SHUF003").Cost!.CoreSeconds.Expected, 4, 8);

    // Rows of one group, collected into a list, must meet in one task: no setting splits it.
    [Theory]
    [InlineData("collected-events-bad-4.3", false)]
    [InlineData("skewed-join-bad", true)]
    public void SkewedShuffle_AsksForAdaptiveExecution_OfJoinsAlone(string log, bool isAsked) =>
        Assert.Equal(isAsked, Diagnose(log).Findings.Where(finding => finding.Id == "SKEW001").SelectMany(finding => finding.Remedies).Any(remedy => remedy.Setting?.Key == "spark.sql.adaptive.enabled"));

    [Theory]
    [InlineData("large-closure-broadcast-3.5")]
    [InlineData("straggler-fixed-3.5")]
    [InlineData("task-failures-fixed-3.5")]
    public void LargeClosure_IsNotChecked_WithoutPollsOfMemory(string log)
    {
        var result = Diagnose(log);

        Assert.DoesNotContain(result.Findings, finding => finding.Id == "PYTHON013");
        Assert.Equal("--source DIR that holds workloads.py, or spark.executor.metrics.pollingInterval=500ms", Assert.Single(result.NotChecked, item => item.Id == "PYTHON013").EnabledBy);
    }

    [Fact]
    public void Diagnose_SameLogTwice_GivesTheSame()
    {
        var (first, second) = (Diagnose("skewed-join-bad"), Diagnose("skewed-join-bad"));

        Assert.Equal(Describe(first), Describe(second));
    }

    private static DiagnosisResult Diagnose(string log)
    {
        var token = TestContext.Current.CancellationToken;
        var path = Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd");
        if (!File.Exists(path))
        {
            Assert.Skip($"SKIPPED FOR LACK OF DATA: no {log} in bench/diagnose-lab/logs.");
        }

        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
    }

    private static string Describe(DiagnosisResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.Id} {finding.Place.SortKey} {finding.Severity} {finding.Cost} {string.Join(';', finding.Evidence)}"));
}
