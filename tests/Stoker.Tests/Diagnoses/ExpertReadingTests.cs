using Stoker.Diagnoses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Stages;
using Stoker.Tests.Shared;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>What an expert objected to in reports of real logs, each objection as a rule of its own.</summary>
public sealed class ExpertReadingTests
{
    [Fact]
    public void RowExplosion_Fires_when_a_later_join_throws_the_rows_away()
    {
        // NDS query 72: a sale meets the stock of every week, and only that of its own week is kept. 5.34 times the rows of the larger side, which alone would not do.
        var finding = Assert.Single(Diagnose("rapids-tools", "spark-events-qualification", "nds_q72_dataproc_2_2.zstd").Findings, finding => finding.Id == "JOIN003");

        Assert.Equal(Severity.Major, finding.Severity);
        Assert.Equal((5_241_443_564, 30_070_266), (NumberOf(finding, "outputRows"), NumberOf(finding, "keptRows")));
        Assert.Contains(new StagePlace(new StageAttemptId(new StageId(50), 0)), finding.RelatedPlaces);
        Assert.StartsWith("The join of node 18, BroadcastHashJoin [d_week_seq, inv_date_sk], [d_week_seq, d_date_sk], Inner", finding.Remedies[0].Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BroadcastHashJoin", "BroadcastHashJoin [w#5], [w#6], Inner, BuildRight, false", 20_000_000, 1)]
    [InlineData("BroadcastHashJoin", "BroadcastHashJoin [w#5], [w#6], Inner, BuildRight, false", 20_000_001, 0)] // Keeps over a tenth.
    [InlineData("BroadcastHashJoin", "BroadcastHashJoin [w#5], [w#6], LeftOuter, BuildRight, false", 20_000_000, 0)] // Loses no row by itself.
    [InlineData("HashAggregate", "HashAggregate(keys=[k#1], functions=[partial_sum(x#2)])", 20_000_000, 0)] // That is what it is for.
    public void RowExplosion_Fires_when_a_tenth_of_the_rows_is_kept(string above, string text, long kept, int count)
    {
        // 200 of 100 million rows: twice the larger side.
        var join = Node("SortMergeJoin", "SortMergeJoin [k#1], [k#2], Inner", Metric("number of output rows", 20), Exchange("hashpartitioning(k#1, 4)", 1, 2, 3, Node("Range", "Range (0, 1)")), Exchange("hashpartitioning(k#2, 4)", 4, 5, 6, Node("Range", "Range (0, 1)")));
        string[] inputs = above == "HashAggregate" ? [join] : [join, Node("BroadcastExchange", "BroadcastExchange", "", Node("Range", "Range (0, 1)"))];
        var findings = new QueryLog().Query(Node(above, text, Metric("number of output rows", 21), inputs))
            .Stage(0, 1_000, 4, [5_000, 5_000], reported: [(1, 1 << 20), (3, 600L << 20), (4, 1 << 20), (6, 600L << 20)])
            .Stage(1, 6_000, 4, [20_000, 20_000, 20_000, 20_000], Read(1 << 20, 500_000), reported: [(2, 100_000_000), (5, 50_000_000), (20, 200_000_000), (21, kept)])
            .Diagnose(30_000).Findings;

        Assert.Equal(count, findings.Count(finding => finding.Id == "JOIN003"));
    }

    [Fact]
    public void SortedJoin_NamesTheSideThatMayBeHashed_NotTheSmaller()
    {
        // Of the left outer join only the right side can be hashed, and it is the larger one.
        var remedy = Assert.Single(Diagnose("rapids-tools", "spark-events-qualification", "nds_q72_dataproc_2_2.zstd").Findings, finding => finding.Id == "JOIN008").Remedies[0];

        Assert.Equal("Hash the right side: left.join(right.hint(\"shuffle_hash\"), key).", remedy.Change);
    }

    [Fact]
    public void TooFewTasks_OverCachedData_IsOneFindingWhereItsRowsAreMade()
    {
        // The two partitions of sc.parallelize are cached in stage 0 and read in stages 1 and 2; three executors of one slot.
        var finding = Assert.Single(Diagnose("spark-history-server", "spark-events", "application_1553914137147_0018").Findings, finding => finding.Id == "PART002");

        Assert.Equal(3, NumberOf(finding, "occurrences"));
        Assert.Equal("Make more partitions where the rows are made: sc.parallelize(…, numSlices=6), or more.", Assert.Single(finding.Remedies).Change);
    }

    [Fact]
    public void TooFewTasks_OfFilesWithFewRowGroups_IsMendedInTheProgramFirst()
    {
        // 6 of 30 tasks found rows; ten executors of three slots.
        var finding = Assert.Single(Diagnose("rapids-tools", "spark-events-qualification", "multiple_attempts", "attempt_1_eventlog.zstd").Findings, finding => finding.Id == "PART002");

        Assert.Equal("Repartition right behind the read, df.repartition(60): most splits of the files hold no row.", finding.Remedies[0].Change);
    }

    [Fact]
    public void LargePartitions_OfTooFewTasks_AreInsideThem()
    {
        // repartition(2) leaves two tasks of 5 GiB: one cause.
        var findings = Diagnose("kubeflow", "eventlog_v2_spark-cc4d115f011443d787f03a71a476a745").Findings;

        Assert.Equal("PART002", Assert.Single(findings, finding => finding.Id == "PART004").CausedBy?.Id);
    }

    [Fact]
    public void GarbageCollection_Stays_silent_when_jvms_start_with_empty_heaps()
    {
        // Stage 1 is the first task of 30 slots: 12.4 of 20.3 s are collection, at 1.2 of 9.2 GiB.
        Assert.DoesNotContain(Diagnose("rapids-tools", "spark-events-qualification", "multiple_attempts", "attempt_3_eventlog.zstd").Findings, finding => finding.Id == "MEM002");
    }

    [Theory]
    [InlineData(3_000, "spark.executor.memory")]
    [InlineData(1_500, null)] // Of 4,096 MiB: more would stay as empty.
    public void GarbageCollection_AdvisesMemory_OnlyForAHeapThatIsUsed(long peakMebibytes, string? key)
    {
        // Each executor runs ten tasks of 10 s, 3 s of each collection; the first is its warm-up.
        const string Collected = ",\"JVM GC Time\":3000";
        var tasks = Enumerable.Range(0, 20).Select(index => new ClusterTask(index % 2 == 0 ? "1" : "2", index / 2 * 10_000, 10_000, Collected)).ToArray();
        var polled = $"\"JVMHeapMemory\":{peakMebibytes << 20}";
        var application = new ClusterLog(("spark.executor.memory", "4096m")).Executor("1", 0, 1, 4_096).Executor("2", 0, 1, 4_096).Stage(0, 100_000, tasks, "", ("1", polled), ("2", polled)).Build(101_000);

        var finding = Assert.Single(Diagnoser.Diagnose(application).Findings, finding => finding.Id == "MEM002");

        Assert.Equal(key, finding.Remedies[0].Setting?.Key);
    }

    [Theory]
    [InlineData("10485760", true)]
    [InlineData("-1", false)] // Adaptive execution broadcasts by the same limit: it would not help.
    public void AdaptiveOff_HelpsWithBroadcasts_WhereTheyAreAllowed(string threshold, bool helps)
    {
        using var resolved = EventLogSources.Resolve(Repository.Path("samples", "skewed-join"), SourceSelection.Newest, new SourceOptions(), TestContext.Current.CancellationToken);
        var application = EventLogReader.Read(resolved.Chosen[0], 2, null, TestContext.Current.CancellationToken);
        var properties = application.Settings.Spark.Where(pair => pair.Key != "spark.sql.autoBroadcastJoinThreshold").Append(KeyValuePair.Create("spark.sql.autoBroadcastJoinThreshold", threshold));

        var findings = Diagnoser.Diagnose(application.With([.. properties.Select(pair => (pair.Key, pair.Value))])).Findings;

        Assert.Equal(helps, Assert.Single(findings, finding => finding.Id == "JOIN001").Remedies.Any(remedy => remedy.Setting?.Key == "spark.sql.adaptive.enabled"));
    }

    [Fact]
    public void DriverGaps_OfAShellInLocalMode_AreNobodysCost() =>
        Assert.DoesNotContain(Diagnose("spark-history-server", "spark-events", "local-1642039451826").Findings, finding => finding.Id == "DRV001"); // 31 s between two commands.

    [Fact]
    public void UnfinishedLog_OfAPlatformThatOwnsTheSession_IsToKnow()
    {
        var finding = Assert.Single(Diagnose("rapids-tools", "spark-events-qualification", "nds_q88_photon_db_13_3.zstd").Findings, finding => finding.Id == "LOG001");

        Assert.Equal((Severity.Info, 1), (finding.Severity, finding.Remedies.Count));
    }

    [Theory]
    [InlineData(new[] { 7, 7, 7, 7 }, 1)]
    [InlineData(new[] { 1, 2, 3, 4 }, 4)] // What is slow goes around: each stage has its own reason.
    public void Straggler_OnOneExecutorStageAfterStage_IsOneFinding(int[] executors, int count)
    {
        // Ten executors of a slot; in each stage three waves of tasks of 2 s, and one of 10 s in the second. One of ten four times: 1 in 10,000.
        var log = new ClusterLog();
        for (var executor = 0; executor < 10; executor++)
        {
            log.Executor(Name(executor), 0, 1, 4_096);
        }

        for (var stage = 0; stage < executors.Length; stage++)
        {
            var (at, slow) = (stage * 20_000L, executors[stage]);
            log.Stage(at, at + 14_000, [.. Enumerable.Range(0, 10).SelectMany(executor => Tasks(executor, at, executor == slow))], Rdd(stage, "step" + Name(stage), 30));
        }

        var findings = Diagnoser.Diagnose(log.Build(executors.Length * 20_000L)).Findings.Where(finding => finding.Id == "SCHED002").ToList();

        Assert.Equal(count, findings.Count);
        Assert.Equal(count == 1, findings[0].Remedies[0].Change.StartsWith("Look at the machine of these executors, node-7:", StringComparison.Ordinal));
        Assert.Equal(count == 1 ? "7" : null, findings[0].Evidence.SingleOrDefault(item => item.Name == "slowExecutors")?.Text);

        static string Name(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        static ClusterTask[] Tasks(int executor, long at, bool isSlow) =>
            [new(Name(executor), at, 2_000), new(Name(executor), at + 2_000, isSlow ? 10_000 : 2_000), new(Name(executor), at + (isSlow ? 12_000 : 4_000), 2_000)];
    }

    private static DiagnosisResult Diagnose(params ReadOnlySpan<string> log)
    {
        var token = TestContext.Current.CancellationToken;
        using var resolved = EventLogSources.Resolve(SharedFolder.Corpus(log), SourceSelection.Newest, new SourceOptions(), token);
        return Diagnoser.Diagnose(EventLogReader.Read(resolved.Chosen[0], 2, null, token));
    }
}
