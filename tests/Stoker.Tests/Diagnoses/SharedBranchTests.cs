using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>CACHE001 between the branches of one query and between queries that share little, and PART003 behind a limit of very many rows; four slots.</summary>
public sealed class SharedBranchTests
{
    [Fact]
    public void RepeatedBranch_Fires_when_branches_aggregate_one_shuffle_alike()
    {
        // Two branches work for 4 × 5 s each on the shuffle that Spark reused: seven tenths of one of them, 14 core-s and 3.5 s.
        var finding = Assert.Single(Branches("HashAggregate(keys=[k#5], functions=[sum(x#6)])", 5_000), finding => finding.Id == "CACHE001");

        Assert.Equal(2, NumberOf(finding, "branches"));
        Assert.Equal(20_000, NumberOf(finding, "repeatedTime"));
        Assert.Equal(14, finding.Cost!.CoreSeconds.Expected, 3); // Priced.
        Assert.Equal(3.5, finding.Cost.WallSeconds!.Value.Expected, 3);
    }

    [Theory]
    [InlineData("HashAggregate(keys=[k#5], functions=[max(x#6)])", 5_000)] // Another question.
    [InlineData("HashAggregate(keys=[k#5], functions=[sum(x#6)])", 500)] // 2 core-s.
    public void RepeatedBranch_Stays_silent_when_branches_differ_or_are_cheap(string aggregate, int ms) =>
        Assert.DoesNotContain(Branches(aggregate, ms), finding => finding.Id == "CACHE001");

    [Fact]
    public void RepeatedLineage_Stays_silent_when_one_query_does_far_more_than_what_is_shared()
    {
        // Both hash the same column; the cheap one shows that this takes 4 × 0.5 s at most.
        Assert.DoesNotContain(TwoQueries(5_000, 500), finding => finding.Id == "CACHE001");
        Assert.DoesNotContain(TwoQueries(500, 5_000), finding => finding.Id == "CACHE001");
        Assert.Contains(TwoQueries(5_000, 4_000), finding => finding.Id == "CACHE001");
    }

    [Fact]
    public void RepeatedLineage_Fires_when_three_queries_do_one_broadcast_join()
    {
        // Each 4 × 4 s: all but the dearest are 32 core-s; filling a cache takes 0.3 of 16 core-s, 0.15 of what is claimed.
        var finding = Assert.Single(Joined(3, "BroadcastHashJoin [k#1], [k#2], Inner, BuildRight"), finding => finding.Id == "CACHE001");

        Assert.Equal(3, NumberOf(finding, "executions"));
        Assert.Equal(32_000, NumberOf(finding, "repeatedTime"));
        Assert.Equal(32 * 0.9 * 0.85 * (1 - 0.15), finding.Cost!.CoreSeconds.Expected, 3); // Priced.
    }

    [Theory]
    [InlineData(2, "BroadcastHashJoin [k#1], [k#2], Inner, BuildRight")] // Two reports on one star.
    [InlineData(3, "BroadcastHashJoin [k#1], [k#2], Inner, BuildRight, 0")] // Another condition in each.
    public void RepeatedLineage_Stays_silent_when_two_queries_join_or_three_differ(int queries, string join) =>
        Assert.DoesNotContain(Joined(queries, join), finding => finding.Id == "CACHE001");

    [Fact]
    public void RepeatedLineage_Stays_silent_when_each_query_reads_partitions_of_its_own()
    {
        // The same costly call on January and on February is work on other rows; on January twice it is not.
        Assert.DoesNotContain(Months(0, 1), finding => finding.Id == "CACHE001");
        Assert.Contains(Months(0, 0), finding => finding.Id == "CACHE001");
    }

    [Theory]
    [InlineData("HashAggregate(keys=[], functions=[count(1)])", "Project", "DRV005")] // A count says how many there are.
    [InlineData("HashAggregate(keys=[], functions=[avg(x#2)])", "Project", "CACHE001")] // The first row of one is what the program asked for.
    [InlineData("HashAggregate(keys=[], functions=[count(1)])", "InMemoryTableScan", null)] // The rows are kept.
    public void LookOnlyActions_Fires_when_rows_are_counted_twice_and_not_when_an_answer_is_fetched(string aggregate, string source, string? expected)
    {
        var found = Firsts(aggregate, source).Select(finding => finding.Id).Where(id => id is "DRV005" or "CACHE001");

        Assert.Equal(expected is null ? [] : [expected], found);
    }

    [Fact]
    public void SingleTask_Fires_behind_a_limit_that_keeps_very_many_rows()
    {
        // One task of 20 s on four slots: spread evenly 5 s, bounds 15 s and, with the last task in the way, 11.25 s.
        var finding = Assert.Single(Limited("GlobalLimit 2000000, 0"), finding => finding.Id == "PART003");

        Assert.Equal("GlobalLimit", finding.Evidence.Single(item => item.Name == "operator").Text);
        Assert.Contains("limit()", Assert.Single(finding.Remedies).Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GlobalLimit 1000, 0")]
    [InlineData("GlobalLimit 99999")]
    public void SingleTask_Stays_silent_behind_a_limit_that_keeps_few(string limit) =>
        Assert.DoesNotContain(Limited(limit), finding => finding.Id == "PART003");

    private static IReadOnlyList<Finding> Branches(string second, int ms)
    {
        var shuffle = Exchange("hashpartitioning(k#1, 4), ENSURE_REQUIREMENTS", 11, 12, 13, Scan("s3a://lake/sales"));
        var plan = Node(
            "Union",
            "Union",
            "",
            Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[sum(x#2)])", Metric("number of output rows", 21), shuffle),
            Node("HashAggregate", second, Metric("number of output rows", 22), Node("ReusedExchange", "ReusedExchange [k#5, x#6], Exchange hashpartitioning(k#1, 4), ENSURE_REQUIREMENTS, [plan_id=1]", "", shuffle)));
        return new QueryLog().Query(plan)
            .Stage(0, 1_000, 4, [4_000, 4_000, 4_000, 4_000], metrics: Written(1 << 20, 1), reported: (11, 4 << 20))
            .Stage(1, 6_000, 4, [ms, ms, ms, ms], metrics: Read(1 << 20, 1_000), reported: (21, 100))
            .Stage(2, 6_000 + ms, 4, [ms, ms, ms, ms], metrics: Read(1 << 20, 1_000), reported: (22, 100))
            .QueryEnd(6_000 + (2 * ms)).Diagnose(7_000 + (2 * ms)).Findings;
    }

    private static IReadOnlyList<Finding> TwoQueries(int firstMs, int secondMs)
    {
        var log = new QueryLog();
        foreach (var (id, at, ms) in ((int, int, int)[])[(0, 1_000, firstMs), (1, 2_000 + firstMs, secondMs)])
        {
            log.Query(Node("Project", "Project [sha1(cast(id#1L as string)) AS h#2]", "", Node("Range", "Range (0, 1000, step=1, splits=4)", Metric("number of output rows", 30 + id))), at, id)
                .Stage(id, at, 4, [ms, ms, ms, ms], execution: id == 0 ? "0" : "1", reported: (30 + id, 1_000)).QueryEnd(at + ms, id);
        }

        return log.Diagnose(3_000 + firstMs + secondMs).Findings;
    }

    private static IReadOnlyList<Finding> Firsts(string aggregate, string source)
    {
        var log = new QueryLog();
        for (var id = 0; id < 2; id++)
        {
            var grouped = Node("HashAggregate", "HashAggregate(keys=[k#1], functions=[])", "", Node(source, source + " [sha1(cast(id#1L as string)) AS h#2]", "", Node("Range", "Range (0, 1000, step=1, splits=4)", Metric("number of output rows", 30 + id))));
            log.Query(Node("HashAggregate", aggregate, "", grouped), 1_000 + (6_000 * id), id, "first at job.py:10")
                .Stage(id, 1_000 + (6_000 * id), 4, [5_000, 5_000, 5_000, 5_000], execution: id == 0 ? "0" : "1", reported: (30 + id, 1_000)).QueryEnd(6_000 + (6_000 * id), id);
        }

        return log.Diagnose(14_000).Findings;
    }

    private static IReadOnlyList<Finding> Months(int first, int second)
    {
        var log = new QueryLog();
        foreach (var (id, month) in ((int, int)[])[(0, first), (1, second)])
        {
            var scan = Scan("s3a://lake/orders").Replace("\"metadata\":{", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"metadata\":{{\"PartitionFilters\":\"[isnotnull(month#7), (month#7 = {month})]\","), StringComparison.Ordinal);
            log.Query(Node("Project", "Project [sha1(cast(id#1L as string)) AS h#2]", "", scan), 1_000 + (6_000 * id), id)
                .Stage(id, 1_000 + (6_000 * id), 4, [5_000, 5_000, 5_000, 5_000], execution: id == 0 ? "0" : "1").QueryEnd(6_000 + (6_000 * id), id);
        }

        return log.Diagnose(14_000).Findings;
    }

    private static IReadOnlyList<Finding> Joined(int queries, string join)
    {
        var log = new QueryLog();
        for (var id = 0; id < queries; id++)
        {
            var at = 1_000 + (5_000 * id);
            var text = join.Replace(", 0", string.Create(System.Globalization.CultureInfo.InvariantCulture, $", (amount#3 > {id})"), StringComparison.Ordinal);
            log.Query(Node("BroadcastHashJoin", text, Metric("number of output rows", 30 + id), Scan("s3a://lake/sales"), Node("BroadcastExchange", "BroadcastExchange HashedRelationBroadcastMode", "", Scan("s3a://lake/shops"))), at, id)
                .Stage(id, at, 4, [4_000, 4_000, 4_000, 4_000], execution: id.ToString(System.Globalization.CultureInfo.InvariantCulture), reported: (30 + id, 1_000)).QueryEnd(at + 4_000, id);
        }

        return log.Diagnose(1_000 + (5_000 * queries)).Findings;
    }

    private static IReadOnlyList<Finding> Limited(string limit) =>
        new QueryLog().Query(Node("Project", "Project [sha2(h#2, 512) AS g#3]", "", Node("GlobalLimit", limit, "", Exchange("SinglePartition, ENSURE_REQUIREMENTS", 11, 12, 13, Scan("s3a://lake/sales")))))
            .Stage(0, 1_000, 4, [4_000, 4_000, 4_000, 4_000], metrics: Written(64 << 20, 1), reported: (11, 256 << 20))
            .Stage(1, 6_000, 4, [20_000], metrics: Read(256 << 20, 2_000_000), reported: (12, 2_000_000))
            .QueryEnd(26_000).Diagnose(27_000).Findings;
}
