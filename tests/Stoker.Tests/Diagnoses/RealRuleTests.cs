using System.Text.Json;
using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;

namespace Stoker.Tests.Diagnoses;

/// <summary>
/// Rules on logs of real runs that were made for them (half real of bench/diagnose-lab): each of the faults that a job commits is told, and with the numbers that
/// the job's own code, or a count over the lines of its log, gives.
/// </summary>
public sealed class RealRuleTests
{
    [Fact]
    public void Diagnose_EachRunOfTheHalfReal_TellsAllOfItsFaults()
    {
        var missed = new List<string>();
        foreach (var line in File.ReadLines(Repository.Path("bench", "diagnose-lab", "logs", "truth.jsonl")))
        {
            using var run = JsonDocument.Parse(line);
            if (run.RootElement.GetProperty("half").GetString() == "real")
            {
                var log = run.RootElement.GetProperty("log").GetString()!; // Written by compact.py.
                var told = Diagnose(log).Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
                missed.AddRange(run.RootElement.GetProperty("expected").EnumerateArray().Select(group => group.GetString()!.Replace("@info", "", StringComparison.Ordinal))
                    .Where(group => !group.Split('|').Any(told.Contains)).Select(group => $"{log}: {group}"));
            }
        }

        Assert.Empty(missed);
    }

    [Theory]
    [InlineData("skewed-join-aqe", "JOIN001", "smallSide", 320_000)] // Spark calls a join whose partitions it split SortMergeJoin(skew=true).
    [InlineData("skewed-join-aqe-3.5", "JOIN001", "smallSide", 320_000)]
    [InlineData("names-alike-bad-4.3", "JOIN007", "pairs", 2_400 * 4_500)]
    [InlineData("spread-then-ranked-bad-4.3", "SHUF005", "dataSize", 2_500_000 * (8 + 8 + 8 + 64))] // A row: null bits, key, offset and size of the text, its 64 letters.
    [InlineData("spread-then-sorted-bad-4.3", "SHUF005", "dataSize", 2_500_000 * (8 + 8 + 8 + 64))]
    [InlineData("visitors-of-all-kinds-bad-4.3", "SHUF010", "rowsOut", 900_000 * 6)] // Five distinct counts, and one for what is not distinct.
    [InlineData("five-on-four-bad-4.3", "PART010", "tasks", 5)]
    [InlineData("file-in-each-partition-bad-4.3", "IO012", "files", 2 * 55)]
    [InlineData("orders-without-invoice-bad-4.3", "JOIN006", "keptRows", 60_000)]
    [InlineData("hash-side-too-large-bad-4.3", "MEM014", "attemptsLost", 2)]
    [InlineData("cached-by-sql-bad-4.3", "CACHE007", "columnsRead", 3)] // Spark calls the reader of a named cache Scan In-memory table wide.
    [InlineData("ranks-in-a-loop-bad-4.3", "CACHE008", "passes", 12)]
    [InlineData("lines-by-map-bad-4.3", "PYTHON011", "records", 4 * 1_300_000)]
    [InlineData("silent-executor-bad-4.3", "FAIL004", "executorsLost", 1)]
    [InlineData("executor-told-to-go-bad-4.3", "FAIL005", "executorsLost", 1)]
    [InlineData("come-and-go-bad-4.3", "EXEC004", "releasedAndReplaced", 9)]
    [InlineData("five-rare-rows-bad-4.3", "DRV009", "tasks", 400)]
    [InlineData("copies-for-nothing-bad-4.3", "SCHED005", "copies", 7)] // Six of them were ended with Stage cancelled: Stage finished, which is no cancellation.
    [InlineData("library-missing-on-one-host-bad-4.3", "FAIL006", "failedAttempts", 6)]
    [InlineData("slow-host-bad-4.3", "SCHED003", "stages", 4)]
    [InlineData("cached-on-one-host-bad-4.3", "SCHED001", "tasksElsewhere", 3)]
    [InlineData("disk-of-forty-megabytes-bad-4.3", "FAIL010", "attemptsLost", 2)]
    [InlineData("batch-twice-bad-4.3", "STRM010", "actionsPerBatch", 2)]
    [InlineData("one-partition-source-bad-4.3", "STRM006", "sourceTasks", 1)]
    [InlineData("four-slots-on-a-busy-machine-bad-4.3", "EXEC009", "runTime", 75_716 + 101)] // Spark counts the rows of spark.range as records read.
    [InlineData("exploded-before-join-bad-4.3", "SHUF008", "rowsOut", 190_000 * 40)]
    [InlineData("exploded-before-join-bad-4.3", "SHUF008", "inputRead", 59_252_771 + 70_065_580)] // The files: tasks counted 67,614 bytes.
    [InlineData("struct-to-python-bad-4.3", "PYTHON014", "columns", 13)] // All but one of them computed where the struct is made.
    [InlineData("one-giant-group-bad-4.3", "PYTHON007", "largestTaskSent", 599_600_536)]
    [InlineData("cast-of-the-key-bad-4.3", "IO006", "rowsKept", 86_400)] // Seconds of a day, of 24 million.
    [InlineData("without-codegen-bad-4.3", "CONF013", "taskTime", 44_928 + 258)]
    [InlineData("two-partitions-for-four-bad-4.3", "PART002", "tasks", 2)]
    [InlineData("report-in-one-file-bad-4.3", "IO017", "tasks", 1)]
    [InlineData("thousands-of-folders-bad-4.3", "IO002", "files", 2 * 6_000)]
    [InlineData("cached-in-full-bad-4.3", "CACHE007", "columnsCached", 21)]
    [InlineData("workers-of-two-sizes-bad-4.3", "CLUS007", "ratio", 3)] // Three slots share what one has.
    [InlineData("all-went-to-one-bad-4.3", "SKEW006", "equalExecutors", 3)]
    [InlineData("session-left-open-4.3", "DRV011", "pauses", 2)]
    [InlineData("million-blocks-bad-4.3", "SHUF009", "tasks", 1_020)]
    [InlineData("schemas-merged-bad-4.3", "IO013", "tasks", 2)]
    [InlineData("splits-of-a-megabyte-bad-4.3", "IO014", "maxPartitionBytes", 1 << 20)]
    [InlineData("conditions-by-hand-bad-4.3", "IO020", "alternatives", 150)]
    [InlineData("every-eighth-batch-bad-4.3", "STRM011", "everyBatches", 8)]
    [InlineData("events-dropped-bad-4.3", "LOG003", "missingTaskEnds", 4_000 - 3_833)]
    public void Fires_with_the_numbers_of_the_job(string log, string id, string evidence, double number) =>
        Assert.Contains(Diagnose(log + ".zstd").Findings, finding => finding.Id == id && finding.Evidence.Any(item => item.Name == evidence && Math.Abs(item.Number!.Value - number) < 0.5)); // Numbers of which the theory names one have one.

    [Fact]
    public void Makes_a_setting_the_remedy_of_what_it_costs()
    {
        // CONF002 has one finding to show for itself, and so stands under it.
        var finding = Assert.Single(Diagnose("merging-switched-off-bad-4.3.zstd").Findings, finding => finding.Id == "PART001");

        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.sql.adaptive.coalescePartitions.enabled", From: "false", To: "true" });
    }

    [Fact]
    public void Does_not_call_an_executor_lost_that_Spark_released()
    {
        // Where decommissioning is on, dynamic allocation goes by it: "Executor decommission: spark scale down".
        var findings = Diagnose("no-way-to-keep-bad-4.3.zstd").Findings;

        Assert.Contains(findings, finding => finding.Id == "CONF006");
        Assert.DoesNotContain(findings, finding => finding.Id == "FAIL005");
    }

    [Fact]
    public void Tells_the_exit_code_of_a_program() =>
        Assert.Equal("3", Assert.Single(Diagnose("ended-with-three-bad-4.3.zstd").Findings, finding => finding.Id == "FAIL014").Evidence.Single(item => item.Name == "exitCode").Text);

    [Fact]
    public void Names_the_error_of_a_query_that_ran_again()
    {
        var finding = Assert.Single(Diagnose("tried-again-bad-4.3.zstd").Findings, finding => finding.Id == "FAIL011");

        Assert.Equal("ConnectionError: lookup service is not there", finding.Evidence.Single(item => item.Name == "error").Text);
    }

    [Fact]
    public void Joins_the_batches_of_a_stream_whose_state_is_in_Python()
    {
        // The text of the operator has the number of the batch and the time.
        var finding = Assert.Single(Diagnose("visits-in-python-state-bad-4.3.zstd").Findings, finding => finding.Id == "PYTHON003");

        Assert.Equal("FlatMapGroupsInPandasWithState", finding.Evidence.Single(item => item.Name == "operator").Text);
    }

    [Fact]
    public void Sees_a_write_by_JDBC_in_the_command_above_its_query() =>
        Assert.Contains(Diagnose("jdbc-with-speculation-bad-4.3.zstd").Findings, finding => finding.Id == "CONF014" && finding.Evidence.Any(item => item.Text == "JDBC"));

    [Fact]
    public void Mends_the_timeout_that_is_wrong()
    {
        // A heartbeat of 6 s within a timeout of 10 s: the timeout is what is far from its default.
        var finding = Assert.Single(Diagnose("silent-executor-bad-4.3.zstd").Findings, finding => finding.Id == "CONF010");

        Assert.Equal(("spark.network.timeout", "120s"), (finding.Remedies[0].Setting!.Key, finding.Remedies[0].Setting!.To)); // It is a setting.
    }

    [Fact]
    public void Speaks_of_rows_that_the_driver_pushes()
    {
        var finding = Assert.Single(Diagnose("task-of-five-megabytes-bad-4.3.zstd").Findings, finding => finding.Id == "FAIL013");

        Assert.Contains(finding.Remedies, remedy => remedy.Change.Contains("parallelize()", StringComparison.Ordinal));
    }

    [Fact]
    public void Advises_a_join_that_spills_when_a_hash_table_had_no_memory()
    {
        var finding = Assert.Single(Diagnose("hash-side-too-large-bad-4.3.zstd").Findings, finding => finding.Id == "MEM014");

        Assert.StartsWith("Let the join sort, which can spill: remove the hint shuffle_hash", finding.Remedies[0].Change, StringComparison.Ordinal);
    }

    private static DiagnosisResult Diagnose(string log)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(Repository.Path("bench", "diagnose-lab", "logs", log), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token));
    }
}
