using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>JOIN004 to JOIN008, worked by hand.</summary>
public sealed class JoinRuleTests
{
    private const string Hashed = "hashpartitioning(k#1, 4), ENSURE_REQUIREMENTS";

    [Fact]
    public void LargeBroadcast_Fires_when_two_gigabytes_are_hashed_by_the_driver()
    {
        // Between collecting (1 to 6 s) and joining (14 to 38 s) the cluster waits 8 s, 7 of them for hashing and sending: 0.8 of 7 s.
        var finding = Assert.Single(Broadcast(2L << 30, 3_000, 5_000, 2_000), finding => finding.Id == "JOIN004");

        Assert.Equal(2L << 30, NumberOf(finding, "dataSize"));
        Assert.Equal(5.6, finding.Cost!.WallSeconds!.Value.Expected, 3); // Priced.
        Assert.Equal(4 * 5.6, finding.Cost.CoreSeconds.Expected, 3);
    }

    [Fact]
    public void LargeBroadcast_Fires_when_a_smaller_one_takes_a_quarter_of_the_query() =>
        Assert.Contains(Broadcast(128L << 20, 4_000, 4_000, 2_000), finding => finding.Id == "JOIN004");

    [Theory]
    [InlineData(300L << 20, 1_000, 700, 300)] // Large, and quick.
    [InlineData(10L << 20, 25_000, 20, 10)] // Small, of a query that takes long.
    public void LargeBroadcast_Stays_silent_when_it_is_quick_or_small(long bytes, int collect, int build, int send) =>
        Assert.DoesNotContain(Broadcast(bytes, collect, build, send), finding => finding.Id == "JOIN004");

    [Theory]
    [InlineData("org.apache.spark.SparkException: Could not execute broadcast in 300 secs. You can increase the timeout", "Could not execute broadcast in 300 secs. You can increase the timeout")]
    [InlineData("Cannot broadcast the table that is larger than 8.0 GiB: 9.1 GiB.", "Cannot broadcast the table that is larger than 8.0 GiB: 9.1 GiB.")]
    [InlineData("Not enough memory to build and broadcast the table to all worker nodes.", "Not enough memory to build and broadcast the table to all worker nodes.")]
    public void FailedBroadcast_Fires_when_the_query_says_so(string error, string shown)
    {
        var findings = new QueryLog().Query(Node("BroadcastHashJoin", "BroadcastHashJoin [k#1], [k#2], Inner, BuildRight, false")).Stage(0, 1_000, 4, [8_000, 8_000]).QueryEnd(10_000, error: error).Diagnose(12_000).Findings;

        var finding = Assert.Single(findings, finding => finding.Id == "JOIN005");
        Assert.Equal((Severity.Major, shown), (finding.Severity, finding.Evidence.Single(item => item.Name == "error").Text));
        Assert.Equal(10_000, NumberOf(finding, "failedAfter"));
        Assert.Equal(16.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced: all that the query did.
    }

    [Theory]
    [InlineData("")]
    [InlineData("Job aborted due to stage failure: Task 0 in stage 1.0 failed")]
    public void FailedBroadcast_Stays_silent_when_the_query_ends_otherwise(string error) =>
        Assert.DoesNotContain(new QueryLog().Query(Node("BroadcastHashJoin", "BroadcastHashJoin")).Stage(0, 1_000, 4, [8_000]).QueryEnd(10_000, error: error).Diagnose(12_000).Findings, finding => finding.Id == "JOIN005");

    [Fact]
    public void LateFilter_Fires_when_only_rows_without_a_match_are_kept()
    {
        // 50,000 of two million rows: 97.5 % of the join are thrown away; 0.4 × 0.975 of its stage's 80 core-s.
        var finding = Assert.Single(Filtered("Filter isnull(paid#5)", 50_000), finding => finding.Id == "JOIN006");

        Assert.Equal(0.025, NumberOf(finding, "keptShare"), 6);
        Assert.Equal(31.2, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Contains("left_anti", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Filter (x#2 > paid#5)", 50_000)] // Of both sides.
    [InlineData("Filter isnull(paid#5)", 1_000_000)]
    [InlineData("Filter (other#9 = 1)", 50_000)] // A column that is made above the join.
    [InlineData("Filter (isnull(paid#5) AND ... 3 more fields)", 50_000)]
    public void LateFilter_Stays_silent_when_it_cannot_move_or_keeps_much(string filter, long kept) =>
        Assert.DoesNotContain(Filtered(filter, kept), finding => finding.Id == "JOIN006");

    [Fact]
    public void PythonCondition_Fires_when_a_function_judges_all_pairs_and_takes_the_place_of_the_nested_loop()
    {
        var findings = CrossJoined("Filter pythonUDF0#9");

        var finding = Assert.Single(findings, finding => finding.Id == "JOIN007");
        Assert.Equal(20_000_000, NumberOf(finding, "pairs"));
        Assert.Equal("same", finding.Evidence.Single(item => item.Name == "functions").Text);
        Assert.Equal(0.9 * 80, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.DoesNotContain(findings, other => other.Id == "JOIN002");
    }

    [Fact]
    public void PythonCondition_Stays_silent_when_the_function_is_only_selected()
    {
        var findings = CrossJoined("Project [pythonUDF0#9 AS same#10]");

        Assert.DoesNotContain(findings, finding => finding.Id == "JOIN007");
        Assert.Contains(findings, finding => finding.Id == "JOIN002");
    }

    [Fact]
    public void SortedJoin_Fires_when_small_partitions_are_sorted()
    {
        // 10 of 40 core-s sort; 0.6 of them. 300 MiB in four even tasks: 75 MiB each.
        var finding = Assert.Single(Merged(300L << 20), finding => finding.Id == "JOIN008");

        Assert.Equal(0.25, NumberOf(finding, "sortShare"), 6);
        Assert.Equal((300.0 * (1 << 20), 75.0 * (1 << 20)), (NumberOf(finding, "rightSide"), NumberOf(finding, "largestPartition")));
        Assert.Equal(6.0, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal("150MB", Assert.Single(finding.Remedies, remedy => remedy.Setting is not null).Setting!.To); // The predicate holds.
    }

    [Theory]
    [InlineData(500L << 20, "HashAggregate", "HashAggregate(keys=[], functions=[])")] // 125 MiB a partition.
    [InlineData(300L << 20, "Window", "Window [row_number()]")] // Uses the order.
    [InlineData(9L << 20, "HashAggregate", "HashAggregate(keys=[], functions=[])")] // Could be broadcast: JOIN001.
    public void SortedJoin_Stays_silent_when_partitions_are_large_or_the_order_serves(long bytes, string above, string text) =>
        Assert.DoesNotContain(Merged(bytes, above, text), finding => finding.Id == "JOIN008");

    private static IReadOnlyList<Finding> Broadcast(long bytes, long collect, long build, long send)
    {
        var metrics = $"{Metric("data size", 1, "size")},{Metric("time to collect", 2, "timing")},{Metric("time to build", 3, "timing")},{Metric("time to broadcast", 4, "timing")}";
        var plan = Node("BroadcastHashJoin", "BroadcastHashJoin [k#1], [k#2], Inner, BuildRight, false", Metric("number of output rows", 9), Node("Range", "Range (0, 100)"), Node("BroadcastExchange", "BroadcastExchange HashedRelationBroadcastMode", metrics, Node("Range", "Range (0, 100)")));
        return new QueryLog().Query(plan)
            .Stage(0, 1_000, 4, [5_000, 5_000, 5_000, 5_000])
            .Driver((1, bytes), (2, collect), (3, build), (4, send))
            .Stage(1, 14_000, 4, [24_000, 24_000, 24_000, 24_000], reported: [(9, 100)])
            .QueryEnd(39_000).Diagnose(40_000).Findings;
    }

    private static IReadOnlyList<Finding> Filtered(string filter, long kept)
    {
        var join = Node("SortMergeJoin", "SortMergeJoin [k#1], [k#4], LeftOuter", Metric("number of output rows", 20), Exchange("hashpartitioning(k#1, 4), ENSURE_REQUIREMENTS", 1, 2, 3, Node("Project", "Project [k#1, x#2]")), Exchange("hashpartitioning(k#4, 4), ENSURE_REQUIREMENTS", 4, 5, 6, Node("Project", "Project [k#4, paid#5]")));
        return new QueryLog().Query(Node("Filter", filter, Metric("number of output rows", 21), join))
            .Stage(0, 1_000, 4, [5_000, 5_000], reported: [(1, 1 << 20), (3, 1 << 20)])
            .Stage(1, 6_000, 4, [20_000, 20_000, 20_000, 20_000], Read(1 << 20, 500_000), reported: [(2, 2_000_000), (20, 2_000_000), (21, kept)])
            .Diagnose(30_000).Findings;
    }

    private static IReadOnlyList<Finding> CrossJoined(string above)
    {
        var join = Node("CartesianProduct", "CartesianProduct", Metric("number of output rows", 1), Node("Range", "Range (0, 5000)", Metric("number of output rows", 2)), Node("Range", "Range (0, 4000)", Metric("number of output rows", 3)));
        var python = Node("BatchEvalPython", "BatchEvalPython [same(a#1, b#2)#8], [pythonUDF0#9]", Metric("number of output rows", 4), join);
        return new QueryLog().Query(Node(above.Split(' ')[0], above, "", python))
            .Stage(0, 1_000, 4, [20_000, 20_000, 20_000, 20_000], reported: [(1, 20_000_000), (2, 5_000), (3, 4_000), (4, 20_000_000)])
            .Diagnose(24_000).Findings;
    }

    private static IReadOnlyList<Finding> Merged(long right, string above = "HashAggregate", string text = "HashAggregate(keys=[], functions=[])")
    {
        var (left, sorted) = (Metric("sort time", 10, "timing"), Metric("sort time", 11, "timing"));
        var join = Node("SortMergeJoin", "SortMergeJoin [k#1], [k#2], Inner", Metric("number of output rows", 20), Node("Sort", "Sort [k#1 ASC NULLS FIRST], false, 0", left, Exchange(Hashed, 1, 2, 3, Node("Range", "Range (0, 100)"))), Node("Sort", "Sort [k#2 ASC NULLS FIRST], false, 0", sorted, Exchange(Hashed, 4, 5, 6, Node("Range", "Range (0, 100)"))));
        return new QueryLog().Query(Node(above, text, "", join))
            .Stage(0, 1_000, 4, [5_000, 5_000], reported: [(1, 600L << 20), (3, 600L << 20)])
            .Stage(1, 6_000, 4, [5_000, 5_000], reported: [(4, right), (6, right)])
            .Stage(2, 11_000, 4, [10_000, 10_000, 10_000, 10_000], Read(200L << 20, 500_000), reported: [(2, 1_000_000), (5, 1_000_000), (10, 6_000), (11, 4_000), (20, 1_000_000)])
            .Diagnose(24_000).Findings;
    }
}
