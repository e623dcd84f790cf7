using Stoker.Findings;
using Stoker.Findings.Places;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>PART004 to PART010, worked by hand.</summary>
public sealed class PartitionRuleTests
{
    private const string Hashed = "hashpartitioning(k#1, 200), ENSURE_REQUIREMENTS";
    private const string Spilled = """ "Memory Bytes Spilled":4294967296,"Disk Bytes Spilled":1073741824,""";

    [Fact]
    public void LargePartitions_Fires_when_gigabytes_spill_and_takes_the_price_of_the_spill()
    {
        // Four tasks of 10 s read 2 GiB each and spill 1 GiB: 8 GiB at 200 MB/s are 43 s, at most 0.8 of the 40 s of run time: 32 core-s.
        var findings = new QueryLog().Stage(0, 1_000, 4, [10_000, 10_000, 10_000, 10_000], Spilled + Read(2L << 30, 10_000_000), execution: null).Diagnose(12_000).Findings;

        var finding = Assert.Single(findings, finding => finding.Id == "PART004");
        Assert.Equal(2L << 30, NumberOf(finding, "medianRead"));
        Assert.Equal(4L << 30, NumberOf(finding, "diskSpilled"));
        Assert.Equal(32.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced by its consequence.
        Assert.Equal(finding.Place, Assert.Single(findings, consequence => consequence.Id == "MEM001").CausedBy?.Place);
    }

    [Theory]
    [InlineData(2L << 30, "")] // Large, but it fits.
    [InlineData(1L << 29, Spilled)] // 512 MiB that spill: MEM001 alone.
    public void LargePartitions_Stays_silent_when_they_fit_or_are_not_large(long bytes, string spilled) =>
        Assert.DoesNotContain(
            new QueryLog().Stage(0, 1_000, 4, [10_000, 10_000, 10_000, 10_000], spilled + Read(bytes, 10_000_000), execution: null).Diagnose(12_000).Findings,
            finding => finding.Id == "PART004");

    [Fact]
    public void LargePartitions_Is_info_when_a_task_of_five_gigabytes_has_not_hurt() =>
        Assert.Equal(Severity.Info, Assert.Single(
            new QueryLog().Stage(0, 1_000, 4, [10_000, 10_000, 10_000, 10_000], Read(5L << 30, 10_000_000), execution: null).Diagnose(12_000).Findings,
            finding => finding.Id == "PART004").Severity);

    [Theory]
    [InlineData(200L << 10, 1)] // 1 KiB for each of 200 partitions.
    [InlineData(4_000L << 20, 0)] // 20 MiB each.
    public void MisfitPartitionCount_Fires_when_three_shuffles_have_tiny_partitions(long written, int count)
    {
        // 3 × 200 tasks cost 10 ms each to start: 6 core-s.
        var tiny = Enumerable.Repeat(20, 200).ToArray();
        var plan = Node("HashAggregate", "HashAggregate(keys=[], functions=[])", "", Exchange(Hashed, 1, 2, 3, Exchange(Hashed, 4, 5, 6, Exchange(Hashed, 7, 8, 9, Node("Range", "Range (0, 100)")))));
        var findings = new QueryLog(4, """ "spark.master":"yarn","spark.sql.adaptive.enabled":"false" """).Query(plan)
            .Stage(0, 1_000, 4, [1_000, 1_000], reported: [(7, written)])
            .Stage(1, 3_000, 4, tiny, reported: [(8, 1_000), (4, written)])
            .Stage(2, 5_000, 4, tiny, reported: [(5, 1_000), (1, written)])
            .Stage(3, 7_000, 4, tiny, reported: [(2, 1_000)])
            .Diagnose(10_000).Findings.Where(finding => finding.Id == "PART005").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((3.0, 3.0, 1_024.0), (NumberOf(finding, "shuffles"), NumberOf(finding, "withSmallPartitions"), NumberOf(finding, "largest"))));
        Assert.All(findings, finding => Assert.Equal("spark.sql.adaptive.enabled", Assert.Single(finding.Remedies).Setting?.Key));
    }

    [Fact]
    public void CoalescedUpstream_Fires_when_one_task_does_the_work_of_sixty_four_partitions()
    {
        // 20 s on one of eight slots. A = L = 2.5 s: 2.5 to 4.6875 s, so 15.3125 to 17.5 s go, expected 16.40625; of these 0.7, since writing may stay.
        var finding = Assert.Single(Coalesced(64, [20_000]), finding => finding.Id == "PART006");

        Assert.Equal(64, NumberOf(finding, "partitionsBefore"));
        Assert.Equal(16.40625 * 0.7, finding.Cost!.WallSeconds!.Value.Expected, 4); // Priced.
        Assert.Contains("repartition(1) instead of coalesce(1)", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, new[] { 20_000 })] // repartition(1): the shuffle before it has one partition.
    [InlineData(64, new[] { 2_900 })]
    [InlineData(64, new[] { 9_000, 9_000, 9_000, 9_000 })] // Half of the slots.
    [InlineData(64, new[] { 20_000, 4_000 })] // One task is the slow one.
    public void CoalescedUpstream_Stays_silent_when_nothing_was_merged_or_it_is_short(int before, int[] durations) =>
        Assert.DoesNotContain(Coalesced(before, durations), finding => finding.Id == "PART006");

    [Fact]
    public void MergedTooFar_Fires_when_sixty_small_groups_end_in_one_task()
    {
        // As above: expected 16.40625 s, of these 0.8, since the number of keys is not known.
        var finding = Assert.Single(Grouped("AQEShuffleRead coalesced", Hashed, [20_000], 60), finding => finding.Id == "PART007");

        Assert.Equal((1.0, 200.0, 60.0), (NumberOf(finding, "tasks"), NumberOf(finding, "partitionsBefore"), NumberOf(finding, "rows")));
        Assert.Equal(16.40625 * 0.8, finding.Cost!.WallSeconds!.Value.Expected, 4); // Priced.
        Assert.Equal("spark.sql.adaptive.coalescePartitions.minPartitionSize", Assert.Single(finding.Remedies, remedy => remedy.Setting is not null).Setting!.Key); // The predicate holds.
    }

    [Theory]
    [InlineData("AQEShuffleRead local", Hashed, new[] { 20_000 }, 60)]
    [InlineData("AQEShuffleRead coalesced", "hashpartitioning(k#1, 1), ENSURE_REQUIREMENTS", new[] { 20_000 }, 60)]
    [InlineData("AQEShuffleRead coalesced", Hashed, new[] { 20_000 }, 1)] // One row cannot be shared out.
    [InlineData("AQEShuffleRead coalesced", Hashed, new[] { 4_900 }, 60)]
    [InlineData("AQEShuffleRead coalesced", Hashed, new[] { 20_000, 2_000 }, 60)] // One group is the slow one.
    public void MergedTooFar_Stays_silent_when_nothing_was_merged_or_there_is_nothing_to_share(string read, string exchange, int[] durations, long rows) =>
        Assert.DoesNotContain(Grouped(read, exchange, durations, rows), finding => finding.Id == "PART007");

    [Theory]
    [InlineData(256, 1)]
    [InlineData(128, 0)]
    public void TinyMergedPartitions_Fires_when_hundreds_of_slots_get_a_megabyte_each(int slots, int count)
    {
        // 256 tasks of 100 ms, of which 40 ms to start: 10.24 core-s of overhead, 0.6 of it.
        var plan = Node("AdaptiveSparkPlan", "AdaptiveSparkPlan", "", Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[])", "", Node("AQEShuffleRead", "AQEShuffleRead coalesced", "", Exchange(Hashed.Replace("200", "1000", StringComparison.Ordinal), 1, 2, 3, Node("Range", "Range (0, 100)")))));
        var findings = new QueryLog(slots).Query(plan)
            .Stage(0, 1_000, slots, [1_000], reported: [(1, 256 << 20)])
            .Stage(1, 2_000, slots, [.. Enumerable.Repeat(100, 256)], """ "Executor Deserialize Time":40,""" + Read(1 << 20, 1_000), reported: [(2, 256_000)])
            .Diagnose(6_000).Findings.Where(finding => finding.Id == "PART008").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal((256.0, 1_048_576.0, 0.4), (NumberOf(finding, "tasks"), NumberOf(finding, "medianRead"), NumberOf(finding, "overheadShare"))));
        Assert.All(findings, finding => Assert.Equal(6.144, finding.Cost!.CoreSeconds.Expected, 3)); // Priced.
        Assert.All(findings, finding => Assert.Equal("spark.sql.adaptive.coalescePartitions.parallelismFirst", Assert.Single(finding.Remedies).Setting?.Key));
    }

    [Fact]
    public void CountedByHand_Fires_when_two_partitions_of_few_rows_hold_all_the_work()
    {
        // Two tasks of 20 s on eight slots. A = L = 5 s: 5 to 9.375 s, so 10.625 to 15 s go, expected 12.8125; of these 0.8.
        var finding = Assert.Single(Repartitioned([20_000, 20_000], 1_000, 50), finding => finding.Id == "PART009");

        Assert.Equal(new PlanNodePlace(new(0), 1), finding.Place);
        Assert.Equal(12.8125 * 0.8, finding.Cost!.WallSeconds!.Value.Expected, 4); // Priced.
    }

    [Fact]
    public void CountedByHand_Is_info_when_partitions_of_gigabytes_fit() =>
        Assert.Equal(Severity.Info, Assert.Single(Repartitioned([.. Enumerable.Repeat(20_000, 8)], 2L << 30, 1_000_000), finding => finding.Id == "PART009").Severity);

    [Theory]
    [InlineData(2, 64L << 20, 3_000_000)] // Bytes show it: PART002.
    [InlineData(6, 1_000, 50)] // Three quarters of the slots.
    [InlineData(8, 64L << 20, 1_000_000)]
    public void CountedByHand_Stays_silent_when_the_number_fits_or_another_rule_has_it(int tasks, long bytes, long rows) =>
        Assert.DoesNotContain(Repartitioned([.. Enumerable.Repeat(20_000, tasks)], bytes, rows), finding => finding.Id == "PART009");

    [Fact]
    public void EmptyLastWave_Fires_when_five_even_tasks_meet_four_slots()
    {
        // 5 × 10 s on four slots last 20 s; 30 of 80 slot-s idle at the end. A = 12.5 s, L = 3.125 s: 12.5 to 14.84375 s, so 5.15625 to 7.5 s go.
        var finding = Assert.Single(Waves([10_000, 10_000, 10_000, 10_000, 10_000]), finding => finding.Id == "PART010");

        Assert.Equal(0.375, NumberOf(finding, "idleShare"), 6);
        Assert.Equal((5.15625 + 7.5) / 2, finding.Cost!.WallSeconds!.Value.Expected, 4); // Priced.
        Assert.Equal(Severity.Minor, finding.Severity);
    }

    [Theory]
    [InlineData(new[] { 10_000, 10_000, 10_000, 10_000 })] // One full wave.
    [InlineData(new[] { 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000 })] // Seven of eight.
    [InlineData(new[] { 10_000, 10_000, 10_000, 10_000, 16_000 })] // One is the slow one.
    [InlineData(new[] { 2_900, 2_900, 2_900, 2_900, 2_900 })]
    public void EmptyLastWave_Stays_silent_when_waves_are_full_or_tasks_uneven_or_short(int[] durations) =>
        Assert.DoesNotContain(Waves(durations), finding => finding.Id == "PART010");

    [Theory]
    [InlineData("RoundRobinPartitioning(400), REPARTITION_BY_NUM", "true", "repartition asks for 400 partitions: ask for 8, or use the hint rebalance (since Spark 3.2) and let adaptive execution merge what is small.")]
    [InlineData("hashpartitioning(k#1, 400), REPARTITION_BY_NUM", "true", "repartition asks for 400 partitions: ask for 8, or name the columns only and let adaptive execution merge what is small.")]
    [InlineData("hashpartitioning(k#1, 400), REPARTITION_BY_NUM", "false", "repartition asks for 400 partitions: ask for 8.")]
    [InlineData("hashpartitioning(k#1, 400), ENSURE_REQUIREMENTS", "true", "spark.sql.shuffle.partitions does not make these 400 partitions: say 8 where the program says how many, in repartition, in bucketBy or as numPartitions.")]
    public void TinyTasks_Name_the_line_when_no_setting_made_the_partitions(string exchange, string adaptive, string change)
    {
        // Twice the four slots: 8.
        var finding = Tiny(exchange, 400, adaptive);

        Assert.Equal((null, change), Assert.Single(finding.Remedies.Select(remedy => (remedy.Setting, remedy.Change))));
    }

    [Theory]
    [InlineData("hashpartitioning(k#1, 200), ENSURE_REQUIREMENTS", 200, "true", "spark.sql.shuffle.partitions", "4")]
    [InlineData("hashpartitioning(k#1, 400), ENSURE_REQUIREMENTS", 400, "false", "spark.sql.adaptive.enabled", "true")]
    public void TinyTasks_Name_the_setting_that_makes_or_merges_the_partitions(string exchange, int tasks, string adaptive, string key, string value)
    {
        var setting = Assert.Single(Tiny(exchange, tasks, adaptive).Remedies).Setting;

        Assert.Equal((key, value), (setting?.Key, setting?.To));
    }

    [Fact]
    public void TinyTasks_Name_the_RDD_call_when_no_query_is_behind_the_shuffle()
    {
        var finding = Assert.Single(
            new QueryLog().Stage(0, 1_000, 4, [.. Enumerable.Repeat(20, 400)], """ "Executor Deserialize Time":10,""" + Read(1_000, 50), execution: null).Diagnose(4_000).Findings,
            finding => finding.Id == "PART001");

        var remedy = Assert.Single(finding.Remedies);
        Assert.Null(remedy.Setting);
        Assert.Equal("The RDD call behind this shuffle makes 400 partitions: reduceByKey(f, numPartitions=8), and likewise groupByKey, join and sortBy.", remedy.Change);
    }

    private static Finding Tiny(string exchange, int tasks, string adaptive)
    {
        var plan = Node("HashAggregate", "HashAggregate(keys=[], functions=[])", "", Exchange(exchange, 1, 2, 3, Node("Range", "Range (0, 100)")));
        return Assert.Single(
            new QueryLog(4, $""" "spark.master":"yarn","spark.sql.adaptive.enabled":"{adaptive}" """).Query(plan)
                .Stage(0, 1_000, 4, [1_000, 1_000], reported: [(1, 1_000)])
                .Stage(1, 3_000, 4, [.. Enumerable.Repeat(20, tasks)], """ "Executor Deserialize Time":10,""" + Read(10, 50), reported: [(2, 1_000)])
                .Diagnose(6_000).Findings,
            finding => finding.Id == "PART001");
    }

    private static IReadOnlyList<Finding> Coalesced(int before, int[] durations) =>
        new QueryLog(8).Stage(0, 1_000, 8, durations, rdds: $"{Rdd(1, "MapPartitionsRDD", before)},{Rdd(2, "CoalescedRDD", durations.Length, "1")}", execution: null).Diagnose(22_000).Findings;

    private static IReadOnlyList<Finding> Grouped(string read, string exchange, int[] durations, long rows)
    {
        var plan = Node("AdaptiveSparkPlan", "AdaptiveSparkPlan", "", Node("FlatMapGroupsInPandas", "FlatMapGroupsInPandas [k#1]", "", Node("AQEShuffleRead", read, "", Exchange(exchange, 1, 2, 3, Node("Range", "Range (0, 100)")))));
        return new QueryLog(8).Query(plan)
            .Stage(0, 1_000, 8, [500], reported: [(1, 6_000)])
            .Stage(1, 2_000, 8, durations, Read(6_000, rows), reported: [(2, rows)])
            .Diagnose(24_000).Findings;
    }

    private static IReadOnlyList<Finding> Repartitioned(int[] durations, long bytes, long rows)
    {
        var plan = Node("MapInPandas", "MapInPandas f(id#1)", "", Exchange($"RoundRobinPartitioning({durations.Length}), REPARTITION_BY_NUM", 1, 2, 3, Node("Range", "Range (0, 100)")));
        return new QueryLog(8).Query(plan)
            .Stage(0, 1_000, 8, [500], reported: [(1, 6_000)])
            .Stage(1, 2_000, 8, durations, Read(bytes, rows), reported: [(2, rows)])
            .Diagnose(24_000).Findings;
    }

    private static IReadOnlyList<Finding> Waves(int[] durations) => new QueryLog().Stage(0, 1_000, 4, durations, execution: null).Diagnose(30_000).Findings;
}
