using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>SHUF002 and SHUF004 to SHUF010, worked by hand.</summary>
public sealed class ShuffleRuleTests
{
    private const string Hashed = "hashpartitioning(k#1, 8), ENSURE_REQUIREMENTS";
    private const string Range = "rangepartitioning(x#1 ASC NULLS FIRST, 8), ENSURE_REQUIREMENTS";
    private const string RoundRobin = "RoundRobinPartitioning(16), REPARTITION_BY_NUM";

    private static readonly int[] Four = [10_000, 10_000, 10_000, 10_000];

    [Fact]
    public void FetchWait_Fires_when_tasks_wait_for_three_of_ten_seconds()
    {
        // 12 of 40 core-s; 0.7 of them, on four slots.
        var finding = Assert.Single(Waiting("yarn", 3_000), finding => finding.Id == "SHUF002");

        Assert.Equal((0.3, 0.75), (NumberOf(finding, "fetchWaitShare"), NumberOf(finding, "remoteShare")));
        Assert.Equal(8.4, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal(2.1, finding.Cost.WallSeconds!.Value.Expected, 3); // Priced.
        Assert.Equal("96m", Assert.Single(finding.Remedies, remedy => remedy.Setting is not null).Setting!.To); // The predicate holds.
    }

    [Theory]
    [InlineData("yarn", 1_900)]
    [InlineData("local[4]", 3_000)]
    public void FetchWait_Stays_silent_when_it_is_short_or_local(string master, long waitMs) =>
        Assert.DoesNotContain(Waiting(master, waitMs), finding => finding.Id == "SHUF002");

    [Fact]
    public void SlowWrite_Fires_when_a_gigabyte_is_written_at_45_megabytes_a_second()
    {
        // 384 MiB in 9 s: 44.7 MB/s. 36 core-s, half of them.
        var finding = Assert.Single(Writing(384L << 20, 9_000), finding => finding.Id == "SHUF004");

        Assert.Equal(0.9, NumberOf(finding, "writeShare"), 6);
        Assert.Equal(44_739_243, NumberOf(finding, "bytesASecondOfATask"), 0);
        Assert.Equal(18.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
    }

    [Theory]
    [InlineData(255L << 20, 9_000)] // Less than 1 GiB in all.
    [InlineData(512L << 20, 9_000)] // 60 MB/s.
    [InlineData(384L << 20, 1_900)]
    public void SlowWrite_Stays_silent_when_it_is_little_or_fast(long bytes, long ms) =>
        Assert.DoesNotContain(Writing(bytes, ms), finding => finding.Id == "SHUF004");

    [Fact]
    public void NeedlessRepartition_Fires_when_a_shuffle_by_key_follows()
    {
        // 300 MB at 150 kB/ms take 2 s to become bytes and 2 s to become rows: 3.2 core-s at 0.8, with 0.8 of 4 s writing and of 2 s waiting: 8.
        var finding = Assert.Single(Repartitioned("Project", "Project [k#1, note#2]"), finding => finding.Id == "SHUF005");

        Assert.Equal(8.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal("hashpartitioning(k, 8)", finding.Evidence.Single(item => item.Name == "shuffledAgainBy").Text);
    }

    [Theory]
    [InlineData("Project", "Project [k#1, regexp_replace(note#2, a, b, 1) AS n#3]")] // Work that it spreads.
    [InlineData("HashAggregate", "HashAggregate(keys=[k#1], functions=[partial_max(note#2)])")]
    [InlineData("BatchEvalPython", "BatchEvalPython [f(k#1)#8], [pythonUDF0#9]")]
    public void NeedlessRepartition_Stays_silent_when_work_stands_between(string name, string text) =>
        Assert.DoesNotContain(Repartitioned(name, text), finding => finding.Id == "SHUF005");

    [Fact]
    public void LostOrder_Fires_when_a_global_sort_is_shuffled_again()
    {
        // As above 8 core-s, and 0.8 of 4 s of sorting.
        var finding = Assert.Single(Sorted("Exchange", $"Exchange {Hashed}, [plan_id=3]"), finding => finding.Id == "SHUF006");

        Assert.Equal(11.2, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal("Exchange hashpartitioning(k, 8)", finding.Evidence.Single(item => item.Name == "orderLostIn").Text);
    }

    [Theory]
    [InlineData("ObjectHashAggregate", "ObjectHashAggregate(keys=[k#1], functions=[partial_collect_list(note#2, 0, 0)])")]
    [InlineData("Exchange", "Exchange SinglePartition, ENSURE_REQUIREMENTS, [plan_id=3]")]
    [InlineData("CollectLimit", "CollectLimit 21")]
    public void LostOrder_Stays_silent_when_the_order_may_serve(string name, string text) =>
        Assert.DoesNotContain(Sorted(name, text), finding => finding.Id == "SHUF006");

    [Fact]
    public void UnreducedAggregate_Fires_when_almost_each_row_is_a_group()
    {
        // 8 s of building, of which 0.3 are taken for hashing.
        var finding = Assert.Single(Aggregated(1_960_000, "HashAggregate", "HashAggregate(keys=[k#1], functions=[])"), finding => finding.Id == "SHUF007");

        Assert.Equal((2_000_000.0, 1_960_000.0), (NumberOf(finding, "rowsIn"), NumberOf(finding, "rowsOut")));
        Assert.Equal(2.4, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
    }

    [Fact]
    public void UnreducedAggregate_Is_info_under_a_count_of_distinct_values()
    {
        // The rows of a distinct count: Spark groups by them before it counts.
        var plan = (string inner) => Node("HashAggregate", "HashAggregate(keys=[], functions=[partial_count(distinct k#1)])", "", inner);
        var finding = Assert.Single(Aggregated(1_960_000, "HashAggregate", "HashAggregate(keys=[k#1], functions=[])", plan), finding => finding.Id == "SHUF007");

        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Contains("approx_count_distinct", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Fact]
    public void UnreducedAggregate_Costs_a_third_where_the_rows_are_hashed_on_their_way()
    {
        var finding = Assert.Single(Aggregated(1_960_000, "HashAggregate", "HashAggregate(keys=[k#1], functions=[])", made: "Project [sha2(cast(id#3L as binary), 512) AS k#1]", buildMs: 20_000), finding => finding.Id == "SHUF007");

        Assert.Equal(2, finding.Cost!.CoreSeconds.Expected, 3); // A tenth of 20 s.
        Assert.Equal(4, finding.Cost.CoreSeconds.High, 3);
    }

    [Theory]
    [InlineData(1_000_000, "HashAggregate", "HashAggregate(keys=[k#1], functions=[])")] // Half.
    [InlineData(1_960_000, "SortMergeJoin", "SortMergeJoin [k#1], [k#2], Inner")] // The shuffle is a join's.
    public void UnreducedAggregate_Stays_silent_when_it_reduces_or_is_finished(long rows, string name, string text) =>
        Assert.DoesNotContain(Aggregated(rows, name, text), finding => finding.Id == "SHUF007");

    [Fact]
    public void ShuffledVolume_Fires_when_four_times_the_input_is_shuffled()
    {
        // 2 GiB of 512 MiB: three quarters too much. Half of that of 8 s writing and twice 14.317 s of rows to bytes and back: 13.737.
        var finding = Assert.Single(Shuffled(128L << 20, Scan("file:/orders")), finding => finding.Id == "SHUF008");

        Assert.Equal(4, NumberOf(finding, "volumeRatio"), 6);
        Assert.Equal(13.737, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
    }

    [Theory]
    [InlineData(512L << 20, 1)]
    [InlineData(1L << 30, 0)] // Twice.
    public void ShuffledVolume_Compares_with_the_files_where_tasks_counted_next_to_nothing(long size, int count)
    {
        // Spark 4 counts only the footers where Parquet reads ranges at once.
        var findings = Shuffled(6_000, Scan("file:/orders", Metric("size of files read", 9)), size).Where(finding => finding.Id == "SHUF008").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(4, NumberOf(finding, "volumeRatio"), 6));
    }

    [Fact]
    public void ShuffledVolume_Stays_silent_when_it_is_twice_the_input() => Assert.DoesNotContain(Shuffled(256L << 20, Scan("file:/orders")), finding => finding.Id == "SHUF008");

    [Fact]
    public void ShuffledVolume_Stays_silent_when_rows_are_made() => Assert.DoesNotContain(Shuffled(128L << 20, Node("Range", "Range (0, 100)")), finding => finding.Id == "SHUF008");

    [Theory]
    [InlineData(300_000, 256L << 20, 1)] // 895 bytes each.
    [InlineData(249_999, 256L << 20, 0)]
    [InlineData(300_000, 8L << 30, 0)] // 28 KiB each.
    public void TinyBlocks_Fires_when_a_million_blocks_are_tiny(long blocks, long bytes, int count)
    {
        var findings = new QueryLog().Stage(0, 1_000, 4, Four, Read(bytes, 1_000_000, waitMs: 1_000, blocks: blocks), execution: null).Diagnose(14_000).Findings.Where(finding => finding.Id == "SHUF009").ToList();

        Assert.Equal(count, findings.Count);
        Assert.All(findings, finding => Assert.Equal(1_200_000, NumberOf(finding, "blocks")));
        Assert.All(findings, finding => Assert.Equal(2.0, finding.Cost!.CoreSeconds.Expected, 3)); // Priced: half of 4 s of waiting.
    }

    [Fact]
    public void ExpandedRows_Fires_when_six_counts_copy_each_row()
    {
        // Five sixths of the rows are copies: 0.6 of that of 40 + 20 core-s.
        var finding = Assert.Single(Expanded("Expand [[g#1, c0#2, null, 1]], [g#1, c0#5, c1#6, gid#9]", 4_200_000), finding => finding.Id == "SHUF010");

        Assert.Equal(6, NumberOf(finding, "outputRatio"), 6);
        Assert.Equal(30.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
    }

    [Theory]
    [InlineData("Expand [[g#1, c0#2, 0]], [g#1, c0#5, spark_grouping_id#9]", 4_200_000)] // Meant: rollup.
    [InlineData("Expand [[g#1, c0#2, null, 1]], [g#1, c0#5, c1#6, gid#9]", 2_100_000)] // Three copies.
    public void ExpandedRows_Stays_silent_when_it_is_meant_or_small(string text, long rows) =>
        Assert.DoesNotContain(Expanded(text, rows), finding => finding.Id == "SHUF010");

    private static IReadOnlyList<Finding> Waiting(string master, long waitMs) =>
        new QueryLog(4, $""" "spark.master":"{master}" """).Stage(0, 1_000, 4, Four, Read(400 << 20, 1_000_000, waitMs, 300 << 20), execution: null).Diagnose(14_000).Findings;

    private static IReadOnlyList<Finding> Writing(long bytes, long ms) => new QueryLog().Stage(0, 1_000, 4, Four, Written(bytes, ms), execution: null).Diagnose(14_000).Findings;

    /// <summary>An exchange of 300 MB, written in 4 s and waited for 2 s, under a node, under an exchange by key.</summary>
    private static IReadOnlyList<Finding> Repartitioned(string name, string text) => Twice(Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[])", "", Exchange(Hashed, 4, 5, 6, Node(name, text, "", Exchange(RoundRobin, 1, 2, 3, Node("Range", "Range (0, 100)"))))));

    private static IReadOnlyList<Finding> Sorted(string name, string text) =>
        Twice(Node(name, text, "", Node("Project", "Project [k#1]", "", Node("Sort", "Sort [x#1 ASC NULLS FIRST], true, 0", Metric("sort time", 10, "timing"), Exchange(Range, 1, 2, 3, Node("Range", "Range (0, 100)"))))));

    private static IReadOnlyList<Finding> Twice(string plan) => new QueryLog().Query(plan)
        .Stage(0, 1_000, 4, Four, Written(50 << 20, 1_000), reported: [(1, 200_000_000), (3, 300_000_000)])
        .Stage(1, 11_000, 4, Four, Read(50 << 20, 1_000_000, waitMs: 500), reported: [(2, 4_000_000), (4, 200_000_000), (10, 4_000)])
        .Diagnose(24_000).Findings;

    private static IReadOnlyList<Finding> Aggregated(long rows, string name, string text, Func<string, string>? above = null, string? made = null, long buildMs = 8_000)
    {
        var metrics = $"{Metric("number of output rows", 20)},{Metric("time in aggregation build", 21, "timing")}";
        var range = Node("Range", "Range (0, 2000000)", Metric("number of output rows", 22));
        var source = made is null ? range : Node("Project", made, "", range);
        var plan = Node(name, text, "", Exchange(Hashed, 1, 2, 3, Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[])", metrics, source)));
        plan = above is null ? plan : above(plan);
        return new QueryLog().Query(plan)
            .Stage(0, 1_000, 4, Four, reported: [(1, 20_000_000), (3, 30_000_000), (20, rows), (21, buildMs), (22, 2_000_000)])
            .Stage(1, 11_000, 4, [2_000, 2_000], Read(10_000_000, 1_000_000), reported: [(2, rows)])
            .Diagnose(24_000).Findings;
    }

    private static IReadOnlyList<Finding> Shuffled(long inputOfATask, string source, long fileSize = 0) => new QueryLog()
        .Query(Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[])", "", Exchange(Hashed, 1, 2, 3, source)))
        .Stage(0, 1_000, 4, Four, Input(inputOfATask, 1_000_000) + "," + Written(512L << 20, 2_000), reported: [(1, 2L << 30), (3, 2L << 30), (9, fileSize)])
        .Stage(1, 11_000, 4, Four, Read(512L << 20, 1_000_000), reported: [(2, 4_000_000)])
        .Diagnose(24_000).Findings;

    private static IReadOnlyList<Finding> Expanded(string text, long rows) => new QueryLog()
        .Query(Node("HashAggregate", "HashAggregate(keys=[g#1], functions=[])", "", Exchange(Hashed, 1, 2, 3, Node("Expand", text, Metric("number of output rows", 20), Node("Range", "Range (0, 700000)", Metric("number of output rows", 21))))))
        .Stage(0, 1_000, 4, Four, reported: [(1, 20_000_000), (3, 30_000_000), (20, rows), (21, 700_000)])
        .Stage(1, 11_000, 4, [5_000, 5_000, 5_000, 5_000], Read(10_000_000, 1_000_000), reported: [(2, rows)])
        .Diagnose(24_000).Findings;
}
