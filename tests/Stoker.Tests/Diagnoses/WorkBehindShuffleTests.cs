using System.Globalization;
using Stoker.Findings;
using static Stoker.Tests.Diagnoses.QueryLog;

namespace Stoker.Tests.Diagnoses;

/// <summary>Two queries that shuffle the same rows alike: CACHE001 where they do the same with them, SHUF001 where they go different ways; four slots.</summary>
public sealed class WorkBehindShuffleTests
{
    private const string Sum = "HashAggregate(keys=[k#1], functions=[sum(x#2)])";

    [Fact]
    public void RepeatedLineage_Fires_when_queries_do_the_same_behind_equal_shuffles()
    {
        // Each query: 4 × 5 s to write the shuffle and 4 × 3 s behind it. The other 32 core-s are repeated; filling a cache takes 0.3 of 32 core-s.
        var findings = Queries(Sum, Sum);

        var finding = Assert.Single(findings, finding => finding.Id == "CACHE001");
        Assert.Equal(32_000, NumberOf(finding, "repeatedTime"));
        Assert.Equal(32 * 0.9 * 0.85 * (1 - 0.3), finding.Cost!.CoreSeconds.Expected, 3);
        Assert.DoesNotContain(findings, finding => finding.Id == "SHUF001");
    }

    [Theory]
    [InlineData("HashAggregate(keys=[k#1], functions=[max(x#2)])")] // Another question to the same shuffle.
    [InlineData("SortAggregate(key=[k#1], functions=[sum(x#2)])")]
    public void RepeatedExchange_Fires_when_queries_go_different_ways_from_the_shuffle_on(string other)
    {
        var findings = Queries(Sum, other);

        Assert.Contains(findings, finding => finding.Id == "SHUF001");
        Assert.DoesNotContain(findings, finding => finding.Id == "CACHE001");
    }

    [Fact]
    public void RepeatedExchange_Fires_when_only_a_literal_differs_behind_the_shuffle()
    {
        Assert.Contains(Findings(Grouped(0, "0 AS s#4"), Grouped(1, "1 AS s#4")), finding => finding.Id == "SHUF001");
        Assert.DoesNotContain(Findings(Grouped(0, "0 AS s#4"), Grouped(1, "0 AS s#4")), finding => finding.Id == "SHUF001");
    }

    [Fact]
    public void RepeatedExchange_Fires_when_both_join_what_they_shuffle()
    {
        var findings = Findings(Joined(0), Joined(1));

        Assert.Contains(findings, finding => finding.Id == "SHUF001");
        Assert.DoesNotContain(findings, finding => finding.Id == "CACHE001");
    }

    private static string Grouped(int query, string literal) =>
        Node("HashAggregate", "HashAggregate(keys=[k#1, s#4], functions=[sum(x#2)])", "", Node("Project", $"Project [k#1, x#2, {literal}]", "", Shuffled(query)));

    private static string Joined(int query) =>
        Node("BroadcastHashJoin", "BroadcastHashJoin [k#1], [k#3], Inner, BuildRight", "", Shuffled(query), Node("BroadcastExchange", "BroadcastExchange HashedRelationBroadcastMode", "", Scan("s3a://lake/dim")));

    private static IReadOnlyList<Finding> Queries(string first, string second) =>
        Findings(Node("Filter", "Filter (sum(x)#9 > 1)", "", Node("HashAggregate", first, "", Shuffled(0))), Node("Filter", "Filter (sum(x)#9 < 1)", "", Node("HashAggregate", second, "", Shuffled(1))));

    private static string Shuffled(int query) => Exchange("hashpartitioning(k#1, 4), ENSURE_REQUIREMENTS", 10 + (3 * query), 11 + (3 * query), 12 + (3 * query), Scan("s3a://lake/t"));

    private static IReadOnlyList<Finding> Findings(params string[] plans)
    {
        var log = new QueryLog();
        for (var query = 0; query < plans.Length; query++)
        {
            var (at, id, execution) = (1_000 + (9_000L * query), 10 + (3 * query), query.ToString(CultureInfo.InvariantCulture));
            log.Query(plans[query], at, query)
                .Stage(2 * query, at, 4, [5_000, 5_000, 5_000, 5_000], Written(64 << 20, 500), execution: execution, reported: [(id, 256 << 20), (id + 2, 256 << 20)])
                .Stage((2 * query) + 1, at + 5_000, 4, [3_000, 3_000, 3_000, 3_000], Read(64 << 20, 1_000_000), execution: execution, reported: [(id + 1, 4_000_000)])
                .QueryEnd(at + 8_000, query);
        }

        return log.Diagnose(20_000).Findings;
    }
}
