using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Diagnoses;

/// <summary>Each rule fires on a real log, and stays silent, or at Info, on one that nearly has the fault: its healthy twin, or another program's.</summary>
public sealed class RuleCoverageTests
{
    /// <summary>A log by rule that fires: of the lab (a name) or of the corpus (a path), with the least severity.</summary>
    public static readonly TheoryData<string, string, Severity> Fires = new()
    {
        { "CACHE001", "missing-cache-bad", Severity.Minor },
        { "CACHE002", "unused-cache-bad", Severity.Minor },
        { "CACHE003", "cache-thrash-bad", Severity.Minor },
        { "CONF001", "rapids-tools/spark-events-qualification/db_sim_eventlog", Severity.Info },
        { "CONF003", "join-explosion-bad", Severity.Info },
        { "CONF005", "spark-history-server/spark-events/application_1553914137147_0018", Severity.Info },
        { "DRV001", "driver-idle-bad", Severity.Minor },
        { "DRV002", "driver-collect-bad", Severity.Minor },
        { "DRV005", "redundant-actions-bad", Severity.Minor },
        { "DRV006", "query-by-day-bad-4.3", Severity.Minor },
        { "DRV007", "union-in-a-loop-bad-4.3", Severity.Info },
        { "DRV008", "rapids-tools/spark-events-qualification/nds_q88_photon_db_13_3.zstd", Severity.Info },
        { "EXEC001", "over-provisioned-bad", Severity.Major },
        { "EXEC002", "kubeflow/eventlog_v2_spark-110be3a8424d4a2789cb88134418217b", Severity.Minor },
        { "FAIL001", "task-failures-bad", Severity.Minor },
        { "FAIL002", "task-failures-bad", Severity.Critical },
        { "FAIL003", "shuffle-lost", Severity.Minor },
        { "FAIL007", "shuffle-lost", Severity.Info },
        { "IO001", "small-files-bad", Severity.Major },
        { "IO002", "many-small-writes", Severity.Major },
        { "IO003", "inefficient-format-bad", Severity.Minor },
        { "IO004", "inefficient-format-bad", Severity.Minor },
        { "JOIN001", "missing-broadcast-bad", Severity.Minor },
        { "JOIN002", "nested-loop-join-bad", Severity.Minor },
        { "JOIN003", "join-explosion-bad", Severity.Minor },
        { "LOG001", "rapids-tools/spark-events-qualification/truncated_eventlog", Severity.Minor },
        { "LOG010", "rapids-tools/spark-events-profiling/malformed_json_eventlog.zstd", Severity.Info },
        { "MEM001", "spill-bad", Severity.Minor },
        { "MEM002", "rapids-tools/spark-events-qualification/aqeshuffle_eventlog.zstd", Severity.Minor },
        { "MEM004", "shuffle-lost", Severity.Major },
        { "PART001", "tiny-tasks-bad", Severity.Minor },
        { "PART002", "low-parallelism-bad", Severity.Minor },
        { "PART003", "single-partition-window-bad", Severity.Minor },
        { "PART006", "coalesced-upstream-bad-4.3", Severity.Major },
        { "PART007", "merged-to-one-bad-4.3", Severity.Major },
        { "PART009", "repartitioned-by-hand-bad-4.3", Severity.Major },
        { "PYTHON001", "python-udf-bad", Severity.Minor },
        { "PYTHON002", "python-udf-arrow", Severity.Minor },
        { "PYTHON003", "python-udf-pandas", Severity.Minor },
        { "PYTHON008", "to-pandas-bad", Severity.Minor },
        { "PYTHON010", "rdd-python-bad", Severity.Minor },
        { "PYTHON013", "large-closure-bad", Severity.Minor },
        { "SCHED002", "straggler-bad", Severity.Minor },
        { "SCHED009", "rapids-tools/spark-events-qualification/multiple_attempts", Severity.Info },
        { "SHUF001", "repeated-exchange-bad", Severity.Minor },
        { "SHUF003", "group-by-key-bad", Severity.Minor },
        { "SKEW001", "skewed-join-bad", Severity.Minor },
        { "SKEW002", "uneven-archives-bad-4.3", Severity.Minor },
        { "SKEW003", "unknown-customer-bad-4.3", Severity.Info },
        { "SKEW004", "lists-by-sign-bad-4.3", Severity.Minor },
        { "SKEW005", "giant-groups", Severity.Info },
        { "STRM001", "slow-sink-stream-bad-4.3", Severity.Minor },
        { "STRM002", "streaming-bad", Severity.Minor },
        { "STRM003", "seen-ids-stream-bad-4.3", Severity.Major },
    };

    /// <summary>A log by rule that has nearly the fault.</summary>
    public static readonly TheoryData<string, string> StaysSilent = new()
    {
        { "CACHE001", "missing-cache-cached" },
        { "CACHE002", "unused-cache-fixed" },
        { "CACHE003", "cache-thrash-fixed" },
        { "CONF001", "skewed-join-aqe" },
        { "CONF003", "python-udf-native" },
        { "CONF005", "kubeflow/eventlog_v2_spark-cc4d115f011443d787f03a71a476a745" },
        { "DRV001", "driver-idle-fixed" },
        { "DRV002", "driver-collect-fixed" },
        { "DRV005", "redundant-actions-fixed" },
        { "DRV006", "query-by-day-fixed-4.3" },
        { "DRV007", "rapids-tools/spark-events-qualification/nds_q72_dataproc_2_2.zstd" },
        { "DRV008", "small-files-fixed" },
        { "EXEC001", "rapids-tools/spark-events-qualification/multiple_attempts" },
        { "EXEC002", "rapids-tools/spark-events-qualification/multiple_attempts" },
        { "FAIL001", "task-failures-fixed" },
        { "FAIL002", "task-failures-fixed" },
        { "FAIL003", "spark-history-server/spark-events/application_1516285256255_0012" },
        { "FAIL005", "rapids-tools/spark-events-qualification/nds_q88_photon_db_13_3.zstd" },
        { "FAIL007", "spark-history-server/spark-events/application_1516285256255_0012" },
        { "IO001", "small-files-fixed" },
        { "IO002", "inefficient-format-fixed" },
        { "IO003", "inefficient-format-fixed" },
        { "IO004", "inefficient-format-fixed" },
        { "IO011", "inefficient-format-fixed" },
        { "JOIN001", "missing-broadcast-fixed" },
        { "JOIN002", "nested-loop-join-fixed" },
        { "JOIN003", "join-explosion-fixed" },
        { "JOIN004", "missing-broadcast-fixed" },
        { "JOIN005", "missing-broadcast-fixed" },
        { "JOIN006", "merge-hint-fixed-4.3" },
        { "JOIN007", "nested-loop-join-bad" },
        { "JOIN008", "missing-broadcast-bad" },
        { "LOG001", "python-udf-native" },
        { "LOG002", "rapids-tools/spark-events-qualification/eventlog_v2_local-1623876083964" },
        { "LOG003", "task-failures-fixed" },
        { "LOG004", "over-provisioned-bad" },
        { "LOG010", "rapids-tools/spark-events-qualification/truncated_eventlog" },
        { "MEM001", "spill-fixed" },
        { "MEM002", "gc-pressure-fixed" },
        { "MEM003", "spark-history-server/spark-events/app-20161115172038-0000" },
        { "MEM004", "spark-history-server/spark-events/app-20161115172038-0000" },
        { "PART001", "tiny-tasks-fixed" },
        { "PART002", "low-parallelism-fixed" },
        { "PART003", "single-partition-window-fixed" },
        { "PART004", "spill-bad" },
        { "PART005", "tiny-tasks-fixed" },
        { "PART006", "coalesced-upstream-fixed-4.3" },
        { "PART007", "merged-to-one-fixed-4.3" },
        { "PART008", "tiny-tasks-fixed" },
        { "PART009", "repartitioned-by-hand-fixed-4.3" },
        { "PART010", "low-parallelism-fixed" },
        { "PYTHON001", "python-udf-native" },
        { "PYTHON002", "python-udf-native" },
        { "PYTHON003", "python-udf-native" },
        { "PYTHON008", "to-pandas-aggregated" },
        { "PYTHON010", "rdd-python-dataframe" },
        { "PYTHON013", "task-failures-fixed" },
        { "SCHED002", "straggler-fixed" },
        { "SCHED009", "tiny-tasks-fixed" },
        { "SHUF001", "repeated-exchange-fixed" },
        { "SHUF002", "shuffle-lost" },
        { "SHUF003", "group-by-key-reduce" },
        { "SHUF004", "spill-bad" },
        { "SHUF005", "repeated-exchange-bad" },
        { "SHUF006", "single-partition-window-bad" },
        { "SHUF007", "redundant-actions-bad" },
        { "SHUF008", "small-files-bad" },
        { "SHUF009", "tiny-tasks-bad" },
        { "SHUF010", "redundant-actions-bad" },
        { "SKEW001", "skewed-join-aqe" },
        { "SKEW002", "uneven-archives-even-4.3" },
        { "SKEW003", "unknown-customer-fixed-4.3" },
        { "SKEW004", "lists-by-sign-fixed-4.3" },
        { "SKEW005", "single-partition-window-fixed" },
        { "STRM001", "slow-sink-stream-fixed-4.3" },
        { "STRM002", "streaming-fixed" },
        { "STRM003", "seen-ids-stream-fixed-4.3" },
    };

    /// <summary>Rules whose firing test is worked by hand, since no log at hand has the fault.</summary>
    private static readonly Dictionary<string, string> FiresByHand = new(StringComparer.Ordinal)
    {
        ["IO011"] = nameof(Fires_when_commits_take_long),
        ["FAIL005"] = nameof(LossAndLogRuleTests.Fires_when_an_executor_was_taken_away),
        ["JOIN004"] = nameof(JoinRuleTests.LargeBroadcast_Fires_when_two_gigabytes_are_hashed_by_the_driver),
        ["JOIN005"] = nameof(JoinRuleTests.FailedBroadcast_Fires_when_the_query_says_so),
        ["JOIN006"] = nameof(JoinRuleTests.LateFilter_Fires_when_only_rows_without_a_match_are_kept),
        ["JOIN007"] = nameof(JoinRuleTests.PythonCondition_Fires_when_a_function_judges_all_pairs_and_takes_the_place_of_the_nested_loop),
        ["JOIN008"] = nameof(JoinRuleTests.SortedJoin_Fires_when_small_partitions_are_sorted),
        ["LOG002"] = nameof(ReadingTroubleTests.Fires_when_a_file_of_a_rolling_log_is_missing),
        ["LOG003"] = nameof(LossAndLogRuleTests.Fires_when_task_ends_are_missing),
        ["LOG004"] = nameof(LossAndLogRuleTests.Fires_when_an_executor_registers_after_the_end),
        ["PART004"] = nameof(PartitionRuleTests.LargePartitions_Fires_when_gigabytes_spill_and_takes_the_price_of_the_spill),
        ["PART005"] = nameof(PartitionRuleTests.MisfitPartitionCount_Fires_when_three_shuffles_have_tiny_partitions),
        ["PART008"] = nameof(PartitionRuleTests.TinyMergedPartitions_Fires_when_hundreds_of_slots_get_a_megabyte_each),
        ["PART010"] = nameof(PartitionRuleTests.EmptyLastWave_Fires_when_five_even_tasks_meet_four_slots),
        ["SHUF002"] = nameof(ShuffleRuleTests.FetchWait_Fires_when_tasks_wait_for_three_of_ten_seconds),
        ["SHUF004"] = nameof(ShuffleRuleTests.SlowWrite_Fires_when_a_gigabyte_is_written_at_45_megabytes_a_second),
        ["SHUF005"] = nameof(ShuffleRuleTests.NeedlessRepartition_Fires_when_a_shuffle_by_key_follows),
        ["SHUF006"] = nameof(ShuffleRuleTests.LostOrder_Fires_when_a_global_sort_is_shuffled_again),
        ["SHUF007"] = nameof(ShuffleRuleTests.UnreducedAggregate_Fires_when_almost_each_row_is_a_group),
        ["SHUF008"] = nameof(ShuffleRuleTests.ShuffledVolume_Fires_when_four_times_the_input_is_shuffled),
        ["SHUF009"] = nameof(ShuffleRuleTests.TinyBlocks_Fires_when_a_million_blocks_are_tiny),
        ["SHUF010"] = nameof(ShuffleRuleTests.ExpandedRows_Fires_when_six_counts_copy_each_row),
        ["MEM003"] = nameof(LossAndLogRuleTests.Fires_when_an_executor_ran_out_of_memory),
    };

    [Fact]
    public void Catalogue_EachRule_HasATestThatFires() => Assert.Equal(
        DiagnosisCatalogue.Titles.Select(title => title.Id),
        Fires.Select(row => row.Data.Item1).Concat(FiresByHand.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Catalogue_EachRule_HasATestThatStaysSilent() => Assert.Equal(
        DiagnosisCatalogue.Titles.Select(title => title.Id),
        StaysSilent.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Fires))]
    public void Fires_when_a_real_log_has_the_fault(string id, string log, Severity least) =>
        Assert.Contains(Diagnose(log).Findings, finding => finding.Id == id && finding.Severity >= least);

    [Theory]
    [MemberData(nameof(StaysSilent))]
    public void Stays_silent_when_a_real_log_nearly_has_the_fault(string id, string log) =>
        Assert.DoesNotContain(Diagnose(log).Findings, finding => finding.Id == id && finding.Severity > Severity.Info);

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(3_000, 0)]
    public void Fires_when_commits_take_long(double least, int count)
    {
        // A local disk renames 9,600 files in 2.3 s: an object store copies each. The share of the write is 2 %.
        var limits = new DiagnosisOptions { Thresholds = new Dictionary<(string, string), double> { [("IO011", "commitMs")] = least, [("IO011", "commitShare")] = 0.01 } };

        var found = Diagnose("ten-thousand-files-bad-4.3", limits).Findings.Where(finding => finding.Id == "IO011").ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, finding => Assert.Equal(2_297, finding.Evidence.Single(item => item.Name == "jobCommitTime").Number));
    }

    private static DiagnosisResult Diagnose(string log, DiagnosisOptions? options = null)
    {
        var token = TestContext.Current.CancellationToken;
        var path = log.Contains('/', StringComparison.Ordinal) ? Path.Combine(SharedFolder.Corpus(), log) : Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd");
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"SKIPPED FOR LACK OF DATA: no {path}.");
        }

        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(resolved.Chosen[0], 2, null, token), options);
    }
}
