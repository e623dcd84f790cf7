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
        { "FAIL009", "task-failures-bad", Severity.Minor },
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
        { "CONF002", "tiny-tasks-bad" },
        { "CONF003", "python-udf-native" },
        { "CONF004", "rapids-tools/spark-events-qualification/nds_q88_photon_db_13_3.zstd" },
        { "CONF005", "kubeflow/eventlog_v2_spark-cc4d115f011443d787f03a71a476a745" },
        { "CONF006", "rapids-tools/spark-events-qualification/multiple_attempts" },
        { "CONF007", "group-by-key-bad" },
        { "CONF008", "spill-bad" },
        { "CONF009", "kubeflow/eventlog_v2_spark-110be3a8424d4a2789cb88134418217b" },
        { "CONF010", "kubeflow/eventlog_v2_spark-110be3a8424d4a2789cb88134418217b" },
        { "CONF011", "spill-fixed" },
        { "CONF012", "rapids-tools/spark-events-qualification/nds_q88_photon_db_13_3.zstd" },
        { "CONF013", "python-udf-native" },
        { "CONF014", "straggler-bad" },
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
        { "FAIL004", "giant-sequences-bad-4.3" },
        { "FAIL005", "rapids-tools/spark-events-qualification/nds_q88_photon_db_13_3.zstd" },
        { "FAIL006", "spark-history-server/spark-events/app-20161115172038-0000" },
        { "FAIL007", "spark-history-server/spark-events/application_1516285256255_0012" },
        { "FAIL008", "task-failures-bad" },
        { "FAIL009", "task-failures-fixed" },
        { "FAIL010", "task-failures-bad" },
        { "FAIL011", "task-failures-bad" },
        { "FAIL012", "shuffle-lost" },
        { "FAIL013", "task-failures-bad" },
        { "FAIL014", "task-failures-fixed" },
        { "FAIL015", "streaming-bad-3.5" },
        { "IO001", "small-files-fixed" },
        { "IO002", "inefficient-format-fixed" },
        { "IO003", "inefficient-format-fixed" },
        { "IO004", "inefficient-format-fixed" },
        { "IO011", "inefficient-format-fixed" },
        { "JOIN001", "missing-broadcast-fixed" },
        { "JOIN002", "nested-loop-join-fixed" },
        { "JOIN003", "join-explosion-fixed" },
        { "LOG001", "python-udf-native" },
        { "LOG002", "rapids-tools/spark-events-qualification/eventlog_v2_local-1623876083964" },
        { "LOG003", "task-failures-fixed" },
        { "LOG004", "over-provisioned-bad" },
        { "LOG005", "spill-fixed" },
        { "LOG006", "missing-broadcast-bad" },
        { "LOG007", "python-udf-native" },
        { "LOG008", "python-udf-native" },
        { "LOG009", "spill-bad" },
        { "LOG010", "rapids-tools/spark-events-qualification/truncated_eventlog" },
        { "MEM001", "spill-fixed" },
        { "MEM002", "gc-pressure-fixed" },
        { "MEM003", "spark-history-server/spark-events/app-20161115172038-0000" },
        { "MEM004", "spark-history-server/spark-events/app-20161115172038-0000" },
        { "PART001", "tiny-tasks-fixed" },
        { "PART002", "low-parallelism-fixed" },
        { "PART003", "single-partition-window-fixed" },
        { "PYTHON001", "python-udf-native" },
        { "PYTHON002", "python-udf-native" },
        { "PYTHON003", "python-udf-native" },
        { "PYTHON008", "to-pandas-aggregated" },
        { "PYTHON010", "rdd-python-dataframe" },
        { "PYTHON013", "task-failures-fixed" },
        { "SCHED002", "straggler-fixed" },
        { "SCHED009", "tiny-tasks-fixed" },
        { "SHUF001", "repeated-exchange-fixed" },
        { "SHUF003", "group-by-key-reduce" },
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
        ["CONF002"] = nameof(ConfigurationRuleTests.MergingThatIsOff_GroupsTinyTasks),
        ["CONF004"] = nameof(ConfigurationRuleTests.RetiredKey_IsFound_WhereItIsOld),
        ["CONF006"] = nameof(ConfigurationRuleTests.DynamicAllocation_ThatKeepsNoShuffleFiles_IsFound),
        ["CONF007"] = nameof(ConfigurationRuleTests.JavaSerialization_OfRddObjects_IsFound),
        ["CONF008"] = nameof(ConfigurationRuleTests.UncompressedShuffle_CountsFrom100MiB),
        ["CONF009"] = nameof(ConfigurationRuleTests.MemorySettings_ThatContradict_AreFound),
        ["CONF010"] = nameof(ConfigurationRuleTests.Timeouts_OutOfOrder_AreFound),
        ["CONF011"] = nameof(ConfigurationRuleTests.FewPartitions_OfALargeExchange_AreFound),
        ["CONF012"] = nameof(ConfigurationRuleTests.MisspelledKey_IsFound_AndNothingElse),
        ["CONF013"] = nameof(ConfigurationRuleTests.CodegenThatIsOff_IsSaid_WhereQueriesTakeLong),
        ["CONF014"] = nameof(ConfigurationRuleTests.Speculation_BesideWritesOfTheProgram_IsFound),
        ["FAIL004"] = nameof(FailureRuleTests.Fires_when_an_executor_is_lost_by_heartbeat),
        ["FAIL006"] = nameof(FailureRuleTests.HostOfFailures_IsBlamed_WhenChanceDoesNotExplainIt),
        ["FAIL008"] = nameof(FailureRuleTests.DeniedCommits_CountFromThree),
        ["FAIL010"] = nameof(FailureRuleTests.Fires_when_an_attempt_says_what_was_too_small),
        ["FAIL011"] = nameof(FailureRuleTests.QueryThatFailed_AndRanAgain_IsSaid),
        ["FAIL012"] = nameof(FailureRuleTests.ExcludedExecutor_ForAGoodPart_IsSaid),
        ["FAIL013"] = nameof(FailureRuleTests.Fires_when_an_attempt_says_what_was_too_small),
        ["FAIL014"] = nameof(FailureRuleTests.ExitCode_IsTheApplications),
        ["FAIL015"] = nameof(FailureRuleTests.KilledTasks_OfACancelledJob_AreSaid),
        ["LOG005"] = nameof(LogQualityRuleTests.MemoryThatWasNotMeasured_IsSaid_WhenItIsAQuestion),
        ["LOG006"] = nameof(LogQualityRuleTests.CutScans_OfLongQueries_AreSaid),
        ["LOG007"] = nameof(LogQualityRuleTests.HiddenTuning_IsSaid),
        ["LOG008"] = nameof(LogQualityRuleTests.VendorEngines_AreSaid),
        ["LOG009"] = nameof(LogQualityRuleTests.HugeLog_OfFewTasks_IsSaid),
        ["FAIL005"] = nameof(LossAndLogRuleTests.Fires_when_an_executor_was_taken_away),
        ["LOG002"] = nameof(ReadingTroubleTests.Fires_when_a_file_of_a_rolling_log_is_missing),
        ["LOG003"] = nameof(LossAndLogRuleTests.Fires_when_task_ends_are_missing),
        ["LOG004"] = nameof(LossAndLogRuleTests.Fires_when_an_executor_registers_after_the_end),
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
